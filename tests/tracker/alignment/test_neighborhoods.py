"""Where clauses stand among those already linked."""

from hypothesis import given
from hypothesis import strategies as st

from tracker.alignment.neighborhoods import find_neighborhoods, headings_above
from tracker.clauses.clause import Clause, ClauseKind


def clause(kind):
    return Clause(kind=kind, level=2, path=(), text="text")


def test_a_clause_stands_between_the_nearest_linked_ones():
    found = find_neighborhoods([(1, 0), (3, 2)], [9] * 5, [9] * 3)
    assert found.old.left == (-1, -1, 1, 1, 3)
    assert found.old.right == (1, 3, 3, 5, 5)
    assert (found.new.left, found.new.right) == ((-1, 0, 0), (2, 2, 3))


def test_gaps_are_counted_by_links_in_order():
    found = find_neighborhoods([(1, 0), (3, 2)], [9] * 5, [9] * 3)
    assert found.old.gap == (0, 0, 1, 1, 2)
    assert found.new.gap == (0, 1, 1)


def test_a_move_opens_no_gap_but_is_a_neighbor():
    found = find_neighborhoods([(0, 3), (1, 0), (2, 1)], [5, 50, 50], [50, 50, 9, 5])
    assert found.old.gap == (0, 0, 1)
    assert found.old.left == (-1, 0, 1)
    assert found.new.gap == (0, 1, 2, 2)


def test_unlinked_clauses_are_counted_by_gap():
    found = find_neighborhoods([(1, 1)], [9] * 4, [9] * 2)
    assert dict(found.old.free) == {0: 1, 1: 2}
    assert dict(found.new.free) == {0: 1}


def test_the_ends_of_the_texts_are_links():
    assert find_neighborhoods([], [9] * 2, [9] * 3).links == {(-1, -1), (2, 3)}


def test_the_heading_above_is_the_nearest_before_a_clause():
    heading, para = clause(ClauseKind.HEADING), clause(ClauseKind.PARA)
    assert headings_above((para, heading, para, para, heading, heading, para)) == (-1, -1, 1, 1, 1, 4, 5)


@given(st.permutations(range(7)), st.sets(st.integers(0, 6)))
def test_every_clause_lies_between_its_neighbors(order, linked):
    links = [(i, order[i]) for i in sorted(linked)]
    found = find_neighborhoods(links, [9] * 7, [9] * 7)
    for side, ends in ((found.old, {i for i, _ in links}), (found.new, {j for _, j in links})):
        for index in range(7):
            left, right = side.left[index], side.right[index]
            assert left < index < right
            assert not any(left < other < right and other != index for other in ends)
