from hypothesis import given
from hypothesis import strategies as st

from tracker.alignment.align import align
from tracker.alignment.copies import find_copies
from tracker.alignment.neighborhoods import find_neighborhoods
from tracker.clauses.clause import Clause, ClauseKind

KEPT = (
    "We collect your name, your email address and the pages that you visit on our site.",
    "We share nothing with advertisers, brokers or anybody else who asks us for it.",
    "Our servers stand in Ireland and in Finland, behind locked doors and guarded gates.",
    "Children under the age of thirteen may not open an account without a parent.",
)
TEXT = "If you leave us, we keep your data for twelve months and then erase all of it."
REWORDED = "If you leave us, we keep your data for thirty days and then erase nearly all of it."
OTHER = "A cookie remembers your language so that you need not choose it at every visit."


def links(old, new):
    versions = [[Clause(kind=ClauseKind.PARA, level=0, path=(), text=text) for text in texts] for texts in (old, new)]
    return {(link.old, link.new, *link.ops) for link in align(*versions).links}


def test_what_was_reworded_in_its_place_is_no_move_although_its_old_text_stands_elsewhere():
    old, new = (KEPT[0], TEXT, *KEPT[1:]), (KEPT[0], REWORDED, *KEPT[1:], TEXT)
    assert (1, 1, "modified") in links(old, new)
    assert 5 not in {link[1] for link in links(old, new)}


def test_so_it_is_where_another_clause_went_away():
    old, new = (KEPT[0], TEXT, *KEPT[1:], OTHER), (KEPT[0], REWORDED, *KEPT[1:], TEXT)
    assert (1, 1, "modified") in links(old, new)


def test_a_text_that_moved_is_the_same_whatever_else_came_in_its_place():
    old, new = (KEPT[0], TEXT, *KEPT[1:]), (KEPT[0], OTHER, *KEPT[1:], TEXT)
    assert (1, 5, "unchanged", "moved") in links(old, new)


def test_a_text_that_stays_in_its_place_is_the_same_whatever_is_added_beside_it():
    old, new = (KEPT[0], TEXT, *KEPT[1:]), (KEPT[0], REWORDED, TEXT, *KEPT[1:])
    assert (1, 2, "unchanged") in links(old, new)


def find(pairs, old, new, free):
    neighborhoods = find_neighborhoods(pairs, [1] * len(old), [1] * len(new))
    return find_copies(pairs, (old, new), {index: new[index] for index in free}, neighborhoods)


def test_the_most_alike_of_the_clauses_left_over_is_taken():
    old, new = ["pppppp", "abcdef", "qqqqqq"], ["pppppp", "abcxyz", "abcdez", "qqqqqq", "abcdef"]
    assert find([(0, 0), (1, 4), (2, 3)], old, new, [1, 2]) == {(1, 4): 2}


def test_a_clause_left_over_is_taken_once():
    old, new = ["p", "abcdef", "abcdef", "qqqqqq", "r"], ["p", "abcdex", "qqqqqq", "r", "abcdef", "abcdef"]
    pairs = [(0, 0), (1, 4), (2, 5), (3, 2), (4, 3)]
    assert find([*pairs], old, new, [1]) == {(1, 4): 1}


@given(st.permutations(range(6)), st.sets(st.integers(0, 5)), st.text("abc", min_size=6, max_size=6))
def test_only_pairs_of_equal_texts_are_given_up_and_only_for_free_clauses(order, free, texts):
    pairs = [(i, j) for i, j in enumerate(order) if j not in free]
    found = find(pairs, list(texts), list(texts), sorted(free))
    assert found.keys() <= {(i, j) for i, j in pairs if texts[i] == texts[j]}
    assert set(found.values()) <= free
    assert len(set(found.values())) == len(found)
