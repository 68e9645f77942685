from itertools import pairwise, product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tracker.alignment.candidate_pairs import word_candidates
from tracker.alignment.word_index import Vocabulary
from tracker.alignment.word_overlap import SharedWords, best_other_scores

WORDS = st.lists(st.sampled_from(["we", "keep", "your", "data", "for", "a", "year", "个", "人"]), max_size=9)
TEXTS = st.lists(WORDS.map(" ".join), min_size=1, max_size=5)


def words_of(old, new):
    vocabulary = Vocabulary([*old, *new])
    return vocabulary.clauses(old, range(len(old))), vocabulary.clauses(new, range(len(new)))


def in_order(first, second):
    """The length of the longest common subsequence, by its definition."""
    best = [[0] * (len(second) + 1) for _ in range(len(first) + 1)]
    for i, j in product(range(len(first)), range(len(second))):
        same = best[i][j] + 1 if first[i] == second[j] else 0
        best[i + 1][j + 1] = max(same, best[i][j + 1], best[i + 1][j])
    return best[-1][-1]


@given(TEXTS, TEXTS)
def test_what_two_clauses_share_is_counted_for_all_pairs_as_for_each(old, new):
    words = SharedWords(*words_of(old, new))
    pairs = words.pairs(words.codes(product(range(len(old)), range(len(new)))))
    for row, (first, second) in enumerate(product(old, new)):
        alone = SharedWords(*words_of([first], [first])).old
        assert pairs.old_sizes[row, 0] == alone.sizes[0, 0] == len(first.split())
        assert pairs.shared[row, 0] == in_order(first.split(), second.split())
        same_words = set(first.split()) == set(second.split())
        assert (pairs.shared[row, 1] == pairs.old_sizes[row, 1] == pairs.new_sizes[row, 1]) == same_words
        assert (pairs.shared[row, 2] > 0) == bool(neighbors(first) & neighbors(second))


def neighbors(text):
    return set(pairwise(text.split()))


def test_a_pair_is_counted_the_same_when_it_is_asked_for_again_among_others():
    words = SharedWords(*words_of(["we keep it", "we erase it"], ["we erase it all", "we keep"]))
    first = words.pairs(words.codes([(0, 1)])).shared
    again = words.pairs(words.codes([(0, 0), (0, 1), (1, 0)])).shared
    assert again[1].tolist() == first[0].tolist()
    assert again[:, 0].tolist() == [2, 2, 3]


def test_a_rare_word_weighs_more_than_one_of_every_clause():
    old, _ = words_of(["we keep", "we erase", "we sell"], ["we keep"])
    rare, common = old.weights[old.starts[0] : old.starts[1]][[1, 0]]
    assert rare > common


def test_clauses_with_telling_words_in_common_are_candidates_and_others_are_not():
    old, new = words_of(["keep data safe here", "sell nothing ever again"], ["nothing ever sold", "data safe here"])
    words = SharedWords(old, new)
    assert word_candidates(old, new).tolist() == words.codes([(0, 1), (1, 0)]).tolist()


@given(st.lists(st.tuples(st.integers(0, 3), st.sampled_from([0.0, 0.25, 0.5, 1.0]))))
def test_the_rival_of_a_pair_is_the_best_other_of_its_clause(pairs):
    clauses = np.array([clause for clause, _ in pairs], np.int64)
    scores = np.array([score for _, score in pairs], float)
    for row, (clause, _) in enumerate(pairs):
        others = [score for at, (other, score) in enumerate(pairs) if other == clause and at != row]
        assert best_other_scores(scores, clauses)[row] == max(others, default=0.0)


def test_ends_are_alike_only_where_a_number_in_front_may_tell_texts_apart():
    text = "We keep your data for no longer than a year"
    vocabulary = Vocabulary(keys := (text, f"Section 1.2.3.4.5. {text}", f"3) {text}", f"{text} or two"))
    assert [vocabulary.end_alike(text, key) for key in keys] == [True, True, True, False]
