"""What a Retry-After header asks for, of archives and of webhooks alike."""

from email.utils import parsedate_to_datetime

LONGEST_WAIT_SECONDS = 86_400.0
"""What an archive may ask for with Retry-After; more is a mistake or a joke, and would be remembered for years."""


def retry_after_seconds(header: str, now: float) -> float | None:
    """Return what a Retry-After header asks for: seconds, or a date (RFC 9110, 10.2.3); None if it says neither.

    >>> retry_after_seconds("120", 0.0), retry_after_seconds("Thu, 01 Jan 1970 00:01:00 GMT", 0.0)
    (120.0, 60.0)
    """
    header = header.strip()
    try:
        seconds = float(header) if header.isdecimal() else parsedate_to_datetime(header).timestamp() - now
    except (ValueError, OverflowError):
        return None
    return min(max(seconds, 0.0), LONGEST_WAIT_SECONDS)
