"""The one clock of the top floor: what it tells is handed down as an argument."""

from datetime import UTC, datetime


def now_timestamp() -> str:
    """Return the present moment as the 14 digits of a capture made now."""
    return datetime.now(UTC).strftime("%Y%m%d%H%M%S")
