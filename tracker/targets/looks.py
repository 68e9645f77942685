"""When to look at a document again, and when its silence is worth a word. Pure.

Looks of each week or month are spread by the documents' names; one that never changes is looked at seldomer.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import pairwise
from statistics import median

from tracker.text.timestamps import moment_of

PERIODS = {"day": timedelta(days=1), "week": timedelta(days=7), "month": timedelta(days=30)}
EARLY = timedelta(hours=6)
"""Timers have random delays, and nights their longer and shorter runs."""
QUIET_LOOKS = 30
LONGEST_FACTOR = 4
SHORTEST_SILENCE_DAYS = 14.0
UNUSUAL = 5.0
CAPTURES_WEIGHED = 20
"""So many of the newest captures say how often a page is usually captured."""
FEWEST_CAPTURES = 3


def next_look(name: str, every: str, quiet_looks: int, began: datetime) -> datetime:
    """Return when to look at a document again after a run that began at `began`.

    Each day: a run that begins a few hours earlier than the last one is early enough. Each week or month: at the
    document's own place in it, at least a day ahead. QUIET_LOOKS looks without a change double the period, up to
    LONGEST_FACTOR times.
    """
    period = PERIODS[every] * min(1 << min(quiet_looks // QUIET_LOOKS, LONGEST_FACTOR), LONGEST_FACTOR)
    if every == "day":
        return began + period - EARLY
    seconds = period.total_seconds()
    place = int.from_bytes(sha256(name.encode()).digest()[:6], "big") / 2**48 * seconds
    due = began + timedelta(seconds=seconds - (began.timestamp() - place) % seconds)
    return due if due - began > PERIODS["day"] else due + period


def silence(newest_captures: Sequence[str], now: datetime) -> str | None:
    """Say since when there is no capture, and how often there usually is one; None if that is nothing unusual.

    `newest_captures` are timestamps, newest first.
    """
    moments = [moment for stamp in newest_captures[:CAPTURES_WEIGHED] if (moment := _moment(stamp)) is not None]
    if len(moments) < FEWEST_CAPTURES:
        return None
    usual = median((later - earlier).total_seconds() for later, earlier in pairwise(moments)) / 86_400
    age = (now - moments[0]).total_seconds() / 86_400
    if age <= max(SHORTEST_SILENCE_DAYS, UNUSUAL * usual):
        return None
    often = f"every {round(usual)} days" if usual >= 1.5 else "every day"
    return f"no capture since {moments[0]:%Y-%m-%d}, usually {often}"


def _moment(stamp: str) -> datetime | None:
    try:
        return moment_of(stamp)
    except ValueError:  # archives have timestamps of a month 00
        return None
