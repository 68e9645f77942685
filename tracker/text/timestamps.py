"""The 14 digits of a capture's time (UTC), as archives write them: as a moment, and as people read them."""

import re
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


def readable_date(timestamp: str) -> str:
    """Return a capture's day.

    >>> readable_date("20240227193005")
    '2024-02-27'
    """
    return f"{timestamp[:4]}-{timestamp[4:6]}-{timestamp[6:8]}"


def readable_time(timestamp: str) -> str:
    """Return a capture's day and minute.

    >>> readable_time("20240227193005")
    '2024-02-27 19:30'
    """
    return f"{readable_date(timestamp)} {timestamp[8:10]}:{timestamp[10:12]}"
