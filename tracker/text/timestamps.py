"""The 14 digits of a capture's time (UTC), as archives write them: as a moment, and as people read them."""

from datetime import UTC, datetime


def moment_of(timestamp: str) -> datetime:
    """Return the moment of a capture; raises ValueError if it is none (a month 00).

    >>> moment_of("20240227193005")
    datetime.datetime(2024, 2, 27, 19, 30, 5, tzinfo=datetime.timezone.utc)
    """
    return datetime.strptime(timestamp, "%Y%m%d%H%M%S").replace(tzinfo=UTC)


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
