"""The 14 digits of a capture's time (UTC), as archives write them: as a moment, and as people read them."""

import re
from calendar import monthrange
from datetime import UTC, datetime

_TYPED = re.compile(r"\d{4}(?:-?\d{2}(?:-?\d{2}(?:[T ]?\d{2}(?::?\d{2}(?::?\d{2})?)?Z?)?)?)?", re.ASCII)
_FIRST_MOMENT = "00000101000000"


def moment_of(timestamp: str) -> datetime:
    """Return the moment of a capture; raises ValueError if it is none (a month 00).

    >>> moment_of("20240227193005")
    datetime.datetime(2024, 2, 27, 19, 30, 5, tzinfo=datetime.timezone.utc)
    """
    return datetime.strptime(timestamp, "%Y%m%d%H%M%S").replace(tzinfo=UTC)


def typed_date(text: str) -> str | None:
    """Return a date as a person types it (2024, 2024-03, 2024-03-01, 20240301193005, 2024-03-01T19:30), None for none.

    What is returned are its digits: the prefix of the timestamps of that year, month, day, hour, minute or second.

    >>> typed_date("2024-03-01"), typed_date("2024-13-45"), typed_date("2023-02-29"), typed_date("20240301")
    ('20240301', None, None, '20240301')
    """
    if not _TYPED.fullmatch(text.strip()):
        return None
    digits = re.sub(r"\D", "", text)
    try:
        moment_of(digits + _FIRST_MOMENT[len(digits) :])
    except ValueError:
        return None
    return digits


def first_moment(prefix: str) -> str:
    """Return the first second of a year, month, day ..., given as the first digits of a timestamp.

    >>> first_moment("2024"), first_moment("202402")
    ('20240101000000', '20240201000000')
    """
    return prefix + "00000101000000"[len(prefix) :]


def last_moment(prefix: str) -> str:
    """Return the last second of a year, month, day ..., given as the first digits of a timestamp.

    >>> last_moment("2024"), last_moment("202402"), last_moment("20240227")
    ('20241231235959', '20240229235959', '20240227235959')
    """
    year, month = prefix[:4], prefix[4:6] or "12"
    day = prefix[6:8] or f"{monthrange(int(year), int(month))[1]:02}"
    time = prefix[8:]
    return f"{year}{month}{day}{time}{'235959'[len(time) :]}"


def readable_date(timestamp: str) -> str:
    """Return a capture's day.

    >>> readable_date("20240227193005")
    '2024-02-27'
    """
    return f"{timestamp[:4]}-{timestamp[4:6]}-{timestamp[6:8]}"


def readable_window(not_before: str | None, first_capture: str) -> str:
    """Return between which two captures something began, by the day, or as exactly as tells them apart.

    >>> readable_window("20180124235959", "20180525070000"), readable_window(None, "20180525070000")
    ('between 2018-01-24 and 2018-05-25', '2018-05-25 or before')
    >>> readable_window("20180124070000", "20180124193000")
    'between 2018-01-24 07:00 and 2018-01-24 19:30'
    """
    if not_before is None:
        return f"{readable_date(first_capture)} or before"
    before, first = _told_apart(not_before, first_capture)
    return f"between {before} and {first}"


def _told_apart(earlier: str, later: str) -> tuple[str, str]:
    """Two captures' days; with the minute, or the second, where they would be the same."""
    if earlier[:8] != later[:8]:
        return readable_date(earlier), readable_date(later)
    if earlier[:12] != later[:12]:
        return readable_time(earlier), readable_time(later)
    return f"{readable_time(earlier)}:{earlier[12:14]}", f"{readable_time(later)}:{later[12:14]}"


def readable_time(timestamp: str) -> str:
    """Return a capture's day and minute.

    >>> readable_time("20240227193005")
    '2024-02-27 19:30'
    """
    return f"{readable_date(timestamp)} {timestamp[8:10]}:{timestamp[10:12]}"
