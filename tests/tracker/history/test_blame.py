from db.records import LineageOrigin, StoredSpan
from tracker.history.blame import blame, clause_life, find_lineages, wordings_of


def span(place, lineage, text, first, last):
    return StoredSpan(
        place=place, lineage=lineage, kind="para", level=0, text=text, first_version=first, last_version=last
    )


SPANS = (
    span(0, 1, "We share nothing.", 1, 2),
    span(1, 1, "We share your location.", 3, 5),
    span(2, 2, "Write to us.", 1, 2),
    span(3, 2, "Write to us.", 4, 5),
    span(4, 3, "Write to the officer.", 5, 5),
)


def test_a_clause_is_as_old_as_its_lineage_and_its_wording_as_its_last_change():
    line = blame(SPANS, (), 5)[0]
    assert (line.text, line.born, line.worded) == ("We share your location.", 1, 3)


def test_the_part_of_a_split_is_as_old_as_the_whole():
    origins = (LineageOrigin(lineage=3, parent=2, kind="split"),)
    assert [line.born for line in blame(SPANS, origins, 5)] == [1, 1, 1]


def test_blame_of_an_earlier_version_knows_nothing_of_what_came_later():
    assert [(line.text, line.worded) for line in blame(SPANS, (), 2)] == [("We share nothing.", 1), ("Write to us.", 1)]


def test_a_clause_that_was_gone_for_a_while_has_two_wordings_with_a_gap():
    assert [(wording.first, wording.last) for wording in wordings_of(SPANS, 2)] == [(1, 2), (4, 5)]


def test_a_move_does_not_end_a_wording():
    moved = (span(0, 1, "Same.", 1, 2), span(5, 1, "Same.", 3, 4))
    assert [(wording.first, wording.last) for wording in wordings_of(moved, 1)] == [(1, 4)]


def test_a_life_knows_parents_and_children():
    origins = (LineageOrigin(lineage=3, parent=2, kind="split"),)
    assert clause_life(SPANS, origins, 3).parents == origins
    assert clause_life(SPANS, origins, 2).children == origins


def test_lineages_are_found_by_what_they_ever_said_in_any_case():
    assert find_lineages(SPANS, "  SHARE   nothing") == (1,)
    assert find_lineages(SPANS, "write to") == (2, 3)
    assert find_lineages(SPANS, "never said") == ()
