"""Choosing a version by number or by date."""

import re
from collections.abc import Sequence

from db.errors import UsageError
from tracker.history.version_table import HistoryRow
from tracker.text.timestamps import readable_date, typed_date

_LIKE_A_DATE = re.compile(r"\d{4}(?:-?\d\d?){0,2}(?:[T ]?\d{2}(?::?\d{2}){0,2}Z?)?")


def split_target(target: str) -> tuple[str, str | None]:
    """Return (target, version or date) of `TARGET@WHICH`; an `@` inside an address is not a separator.

    >>> split_target("https://a.example/p@2023-06-01")
    ('https://a.example/p', '2023-06-01')
    >>> split_target("https://a.example/free-pro-team@latest/p")
    ('https://a.example/free-pro-team@latest/p', None)
    """
    name, separator, which = target.rpartition("@")
    if separator and (which.isdigit() or _LIKE_A_DATE.fullmatch(which)):
        return name, which
    return target, None


def choose_version(rows: Sequence[HistoryRow], which: str, name: str) -> HistoryRow:
    """Return the version numbered `which` (up to three digits), or the one shown at the end of that date.

    Raises UsageError if there is no such version, or nothing was captured by then.
    """
    if _is_number(which):
        for row in rows:
            if row.version == int(which):
                return row
        message = f"{name}: no version {which}; {_versions_there_are(rows, name)}"
        raise UsageError(message)
    date = date_prefix(which)
    if date is None:
        message = f"{which!r} is no date, and no version's number; {_versions_there_are(rows, name)}"
        raise UsageError(message)
    until = date.ljust(14, "9")
    shown = [(last_seen, row) for row in rows if (last_seen := _last_seen(row, until)) is not None]
    if not shown:
        message = f"{name}: nothing captured by {which}; the first capture is of {readable_date(rows[0].first_capture)}"
        raise UsageError(message)
    return max(shown, key=lambda pair: pair[0])[1]


def date_prefix(which: str) -> str | None:
    """Return the digits of a date (see typed_date); None for a version's number, or for what is neither."""
    return None if _is_number(which) else typed_date(which)


def _is_number(which: str) -> bool:
    return which.isdigit() and len(which) <= 3


def _versions_there_are(rows: Sequence[HistoryRow], name: str) -> str:
    """Say what may stand behind the `@` of a name."""
    first, last = rows[0], rows[-1]
    days = f"{readable_date(first.first_capture)} to {readable_date(max(row.last_capture for row in rows))}"
    numbers = f"version {first.version}" if first is last else f"versions {first.version} to {last.version}"
    return f"{name} has {numbers}, captured {days}; write a number, or a date like 2024-03-01"


def _last_seen(row: HistoryRow, until: str) -> str | None:
    """The newest capture, not after `until`, that shows the version."""
    return max((min(last, until) for first, last in row.stretches if first <= until), default=None)
