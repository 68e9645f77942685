"""Choosing a version by number or by date."""

import re
from collections.abc import Sequence

from db.errors import UsageError
from tracker.history.version_table import HistoryRow
from tracker.text.timestamps import readable_date

_DATE = re.compile(r"^\d{4}(-?\d{2}(-?\d{2}(\d{2}){0,3})?)?$")


def split_target(target: str) -> tuple[str, str | None]:
    """Return (target, version or date) of `TARGET@WHICH`; an `@` inside an address is not a separator.

    >>> split_target("https://a.example/p@2023-06-01")
    ('https://a.example/p', '2023-06-01')
    >>> split_target("https://a.example/free-pro-team@latest/p")
    ('https://a.example/free-pro-team@latest/p', None)
    """
    name, separator, which = target.rpartition("@")
    if separator and (which.isdigit() or _DATE.match(which)):
        return name, which
    return target, None


def choose_version(rows: Sequence[HistoryRow], which: str, name: str) -> HistoryRow:
    """Return the version numbered `which` (up to three digits), or the one shown at the end of that date.

    Raises UsageError if there is no such version, or nothing was captured by then.
    """
    if which.isdigit() and len(which) <= 3:
        for row in rows:
            if row.version == int(which):
                return row
        message = f"{name}: no version {which}; there are versions 1 to {len(rows)}"
        raise UsageError(message)
    if not _DATE.match(which):
        message = f"{which!r} is neither a version's number nor a date (YYYY, YYYY-MM, YYYY-MM-DD)"
        raise UsageError(message)
    until = re.sub(r"\D", "", which).ljust(14, "9")
    shown = [(last_seen, row) for row in rows if (last_seen := _last_seen(row, until)) is not None]
    if not shown:
        message = f"{name}: nothing captured by {which}; the first capture is of {readable_date(rows[0].first_capture)}"
        raise UsageError(message)
    return max(shown, key=lambda pair: pair[0])[1]


def _last_seen(row: HistoryRow, until: str) -> str | None:
    """The newest capture, not after `until`, that shows the version."""
    return max((min(last, until) for first, last in row.stretches if first <= until), default=None)
