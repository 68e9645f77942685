"""Moments: as a person types them; when a version began, as JSON and in words, and where its captures are replayed."""

from db.errors import UsageError
from tracker.history.version_table import HistoryRow
from tracker.text.timestamps import readable_date, readable_window, typed_date


def moment(row: HistoryRow) -> dict[str, object]:
    """Return when a version began, with the captures that prove it, as JSON."""
    return {
        "version": row.version,
        "not_before": row.not_before,
        "not_before_archive": row.not_before_archive,
        "not_before_replay_url": row.not_before_replay_url,
        "archive": row.archive,
        "first_capture": row.first_capture,
        "replay_url": row.replay_url,
    }


def window(row: HistoryRow) -> str:
    """Return between which two captures a version appeared; for the first one, that nothing was captured before it."""
    return readable_window(row.not_before, row.first_capture)


def captures_of(row: HistoryRow) -> list[str]:
    """Return where the two captures are replayed between which a version appeared, as far as that is known."""
    return [address for address in (row.not_before_replay_url, row.replay_url) if address]


def still_there(row: HistoryRow) -> str:
    """Return until when a version was seen that has none after it."""
    return f"still there on {readable_date(row.last_capture)}"


def timestamp_prefix(date: str | None, option: str) -> str | None:
    """Return a date as the prefix of a 14-digit timestamp; raises UsageError for what is none.

    >>> timestamp_prefix("2024-03-01", "--from")
    '20240301'
    """
    if date is None:
        return None
    digits = typed_date(date)
    if digits is None:
        message = f"{option} {date}: not a date; write it like 2024, 2024-03 or 2024-03-01"
        raise UsageError(message)
    return digits
