"""Which clauses became several, seen from the whole and its parts."""

import pytest

from tracker.alignment.splits_and_merges import Group, GroupFinder

FLAT = (tuple([0] * 20), tuple([0] * 20))


def grouped(whole, parts, near, free=(), gaps=FLAT):
    return GroupFinder({0: whole}, parts, frozenset(free), gaps).group(0, near)


def test_two_parts_that_hold_all_of_the_whole_are_a_group():
    assert grouped("abcdefgh", {0: "abcd", 1: "efgh"}, [0, 1]) == Group(0, (0, 1), 1.0, 0)


def test_parts_that_hold_too_little_of_the_whole_are_none():
    assert grouped("abcdefghijklmnop", {0: "abcd", 1: "efgh"}, [0, 1]) is None


def test_a_part_must_mostly_be_in_the_whole():
    assert grouped("abcdefgh", {0: "abcd", 1: "efghuvwxyz"}, [0, 1]) is None


def test_a_part_has_words_of_its_own():
    assert grouped("abcdefgh", {0: "abcdefgh", 1: "cdef"}, [0, 1]) is None


def test_one_word_in_common_by_chance_is_not_held():
    assert grouped("abcdefgh", {0: "axbxcxdx", 1: "efgh"}, [0, 1]) is None


@pytest.mark.parametrize(("second", "found"), [(4, True), (6, False)])
def test_parts_stand_near_each_other(second, found):
    group = grouped("abcdefgh", {0: "abcd", second: "efgh"}, [0, second])
    assert (group is not None) is found


def test_a_free_neighbor_that_is_what_is_left_of_the_whole_joins():
    parts = {0: "abcd", 1: "efgx", 2: "hijk"}
    assert grouped("abcdefghijk", parts, [0, 2], free=[1]).parts == (0, 1, 2)
    assert grouped("abcdefghijk", parts, [0, 2]).parts == (0, 2)


def test_a_neighbor_after_the_last_part_joins_one_that_is_alone():
    group = grouped("abcdefghij", {3: "abcdef", 4: "ghiz"}, [3], free=[4])
    assert group.parts == (3, 4)


def test_a_part_alone_with_nothing_free_beside_it_is_no_group():
    assert grouped("abcdefghij", {3: "abcdef", 4: "ghij"}, [3]) is None


def test_the_distance_is_that_of_the_nearest_part():
    gaps = ((5,), (1, 4))
    assert grouped("abcdefgh", {0: "abcd", 1: "efgh"}, [0, 1], gaps=gaps).distance == 1
