"""What `diff A B` compares: the captures at the edge of the change, and what is said of other requests."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import UsageError
from tracker.history.chosen_versions import choose_pair
from tracker.history.version_table import HistoryRow

NOW = "20260101000000"


def row(version, *stretches):
    first, last = stretches[0][0], stretches[-1][1]
    return HistoryRow(
        version=version, first_capture=first, last_capture=last, not_before=None, captures=len(stretches),
        captures_seen=len(stretches), captures_between=0, url="", archive="", not_before_archive="",
        not_before_replay_url="", replay_url="", last_replay_url="", title=None, language=None, effective_date=None,
        words=1, sha256="", technical=False, stretches=tuple(stretches),
    )  # fmt: skip


def day(year, month=1, of_month=1):
    return f"{year}{month:02}{of_month:02}000000"


# Version 1 comes back twice: shown in 2001, 2003 and 2005; version 2 in 2002 and 2004; version 3 in 2006.
COMES_AND_GOES = (
    row(1, (day(2001), day(2001, 9)), (day(2003), day(2003, 9)), (day(2005), day(2005, 9))),
    row(2, (day(2002), day(2002, 9)), (day(2004), day(2004, 9))),
    row(3, (day(2006), day(2006, 9))),
)


def chosen(old, new=None, rows=COMES_AND_GOES):
    return choose_pair(rows, old, new, "a.example", now=NOW)


@pytest.mark.parametrize(
    ("old", "new", "versions", "edge"),
    [
        ("1", "2", (1, 2), (day(2001, 9), day(2002))),
        ("2", "3", (2, 3), (day(2004, 9), day(2006))),
        ("2003-05", "2004-05", (1, 2), (day(2003, 9), day(2004))),
        ("2002", "2003", (2, 1), (day(2002, 9), day(2003))),
        ("2001", "2006-05", (1, 3), (day(2001, 9), day(2006))),
        ("2005", "3", (1, 3), (day(2005, 9), day(2006))),
        ("2002-06", None, (2, 3), (day(2002, 9), day(2006))),
        (None, None, (2, 3), (day(2004, 9), day(2006))),
    ],
)
def test_the_edge_is_that_of_the_change_asked_for_and_no_later_one(old, new, versions, edge):
    pair = chosen(old, new)
    assert (pair.before.version, pair.after.version) == versions
    assert (pair.last_before, pair.first_after) == edge
    assert pair.notes == ()


@pytest.mark.parametrize(("old", "new"), [("3", "1"), ("2006-05", "2001"), ("3", "2001-05"), ("2", "1")])
def test_from_later_to_earlier_is_shown_the_other_way_round_and_said(old, new):
    pair = chosen(old, new)
    assert pair.last_before < pair.first_after
    assert [f"{old} is later than {new}" in note for note in pair.notes] == [True]


@pytest.mark.parametrize(("old", "new"), [("2", "2"), ("2006-01-01", "2006-08"), ("2007", "2008"), ("3", None)])
def test_two_names_of_one_version_are_said_to_be_one(old, new):
    assert ["nothing changed between them" in note for note in chosen(old, new).notes] == [True]


@pytest.mark.parametrize("new", ["2026-01-02", "2026-02", "2027", "99991231"])
def test_a_date_that_has_not_come_says_what_is_shown(new):
    (note,) = chosen("2", new).notes
    assert note == f"{new} has not come yet; shown is what the last capture showed, of 2006-09-01"


@pytest.mark.parametrize("new", ["2026", "2026-01", "2026-01-01", "2006-09"])
def test_a_time_that_has_begun_is_no_future(new):
    assert chosen("2", new).notes == ()


@pytest.mark.parametrize("which", ["2000-12-31", "1999", "2024-13-45", "2023-02-29", "4", "tomorrow", ""])
def test_what_nothing_can_be_shown_for_is_refused(which):
    for arguments in ((which, "2"), ("2", which)):
        if all(arguments):
            with pytest.raises(UsageError, match=r"a\.example"):
                chosen(*arguments)


def test_one_version_alone_has_nothing_to_be_compared_with():
    with pytest.raises(UsageError, match="only one version"):
        chosen(None, rows=COMES_AND_GOES[:1])


@given(st.data())
def test_the_edge_is_always_of_captures_that_show_the_two_versions(data):
    order = data.draw(st.lists(st.integers(1, 4), min_size=2, max_size=12))
    shown = [version for place, version in enumerate(order) if not place or order[place - 1] != version]
    numbers = {version: number for number, version in enumerate(dict.fromkeys(shown), start=1)}
    stretches = {number: [] for number in numbers.values()}
    for year, version in enumerate(shown, start=2001):
        stretches[numbers[version]].append((day(year), day(year, 9)))
    rows = tuple(row(number, *times) for number, times in stretches.items())
    old, new = data.draw(st.sampled_from(sorted(stretches))), data.draw(st.sampled_from(sorted(stretches)))
    pair = chosen(str(old), str(new), rows=rows)
    assert pair.last_before in {last for _, last in pair.before.stretches}
    assert pair.first_after in {first for first, _ in pair.after.stretches}
    assert pair.before is pair.after or pair.last_before < pair.first_after
