"""Which pairs of clauses are compared at all."""

import numpy as np

from tracker.alignment.candidate_pairs import (
    neighborhood_candidates,
    same_candidates,
    same_leftovers,
    word_candidates,
)
from tracker.alignment.neighborhoods import find_neighborhoods
from tracker.alignment.word_index import Vocabulary

FEW = dict.fromkeys(range(2), "abcd")


def by_words(old, new):
    """Return the pairs that share telling words."""
    vocabulary = Vocabulary([*old, *new])
    olds, news = (vocabulary.clauses(texts, range(len(texts))) for texts in (old, new))
    return {divmod(int(code), len(new)) for code in word_candidates(olds, news)}


def test_clauses_that_share_rare_words_are_compared():
    old = ("we keep ferrets in barns", "you may ask for a copy of it")
    new = ("you may ask us for a copy of it", "we kept ferrets in barns")
    assert by_words(old, new) == {(0, 1), (1, 0)}


def test_clauses_without_a_word_in_common_are_not_compared():
    assert by_words(("alpha beta gamma",), ("delta epsilon zeta",)) == set()


def test_words_that_stand_nearly_everywhere_lead_nowhere():
    everywhere = [f"we may share {letter * 6}" for letter in "abcdefghijkl"]
    assert by_words(everywhere, ["we may share nothing"]) == set()


def test_of_many_alike_the_best_are_compared():
    alike = [f"ferrets barns hay {' '.join(f'{letter}{n}' for n in range(3))}" for letter in "abcdefg"]
    found = by_words(alike, alike)
    assert {(i, i) for i in range(7)} <= found
    assert len(found) < 7 * 7


def test_the_codes_of_pairs_are_sorted_and_once_each():
    texts = ["we keep ferrets in barns", "we keep ferrets in hay"]
    vocabulary = Vocabulary(texts)
    words = vocabulary.clauses(texts, range(2))
    codes = word_candidates(words, words)
    assert np.array_equal(codes, np.unique(codes))


def test_the_same_words_are_compared_however_often_they_stand():
    assert set(same_candidates(dict.fromkeys(range(3), "abc"), {7: "abc"})) == {(0, 7), (1, 7), (2, 7)}


def test_of_very_many_the_nearest_in_rank_are_compared():
    many = dict.fromkeys(range(40), "abc")
    found = set(same_candidates(many, many))
    assert all(abs(i - j) <= 2 for i, j in found)
    assert {(i, i) for i in range(40)} <= found


def test_leftovers_of_the_same_words_go_together_in_order():
    assert list(same_leftovers({3: "abcd", 1: "abcd"}, {5: "abcd", 9: "abcd"})) == [(1, 5), (3, 9)]


def test_leftovers_of_unequal_counts_are_left_alone():
    assert list(same_leftovers({0: "abcd", 1: "abcd"}, {0: "abcd"})) == []
    assert list(same_leftovers({0: "abcd"}, {0: "abcd", 4: "abcd"})) == []


def test_leftovers_of_too_few_words_say_nothing_of_their_own():
    assert list(same_leftovers({0: "abc"}, {0: "abc"})) == []
    assert list(same_leftovers({0: "abcd"}, {0: "abcd"})) == [(0, 0)]


def near(old, new, links, counts):
    neighborhoods = find_neighborhoods(links, [10] * counts[0], [10] * counts[1])
    return set(neighborhood_candidates(dict.fromkeys(old, ""), dict.fromkeys(new, ""), neighborhoods))


def test_clauses_of_one_gap_are_compared_and_those_of_another_are_not():
    found = near([1, 3], [1, 3], [(0, 0), (2, 2), (4, 4)], (5, 5))
    assert found == {(1, 1), (3, 3)}


def test_clauses_as_far_from_the_same_link_are_compared_also_where_it_moved():
    assert (1, 5) in near([1], [5], [(0, 4), (2, 0), (3, 1), (4, 2)], (5, 6))


def test_in_a_large_gap_clauses_of_about_the_same_depth_are_compared():
    found = near(range(1, 21), range(1, 21), [(0, 0), (21, 21)], (22, 22))
    assert {(i, i) for i in range(1, 21)} <= found
    assert max(abs(i - j) for i, j in found) == 2


def test_in_a_large_gap_depth_is_counted_from_both_ends():
    found = near(range(1, 21), range(1, 11), [(0, 0), (21, 11)], (22, 12))
    assert {(1, 1), (20, 10)} <= found
    assert (6, 1) not in found
