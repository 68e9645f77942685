"""Spans of time and ages that an edit changed: "30 days" to "12 months", under 13 to under 16. Pure."""

import re
from dataclasses import dataclass

from tracker.assessment.meaning import Voice

POINTS = 4.0
DAYS = {"hour": 1 / 24, "business day": 1.4, "day": 1.0, "week": 7.0, "month": 30.4, "year": 365.25}
"""Days in each; five business days are a week."""
_NUMBERS = {
    "one": 1.0, "two": 2.0, "three": 3.0, "four": 4.0, "five": 5.0, "six": 6.0, "seven": 7.0, "eight": 8.0, "nine": 9.0,
    "ten": 10.0, "twelve": 12.0, "fourteen": 14.0, "fifteen": 15.0, "eighteen": 18.0, "twenty": 20.0, "thirty": 30.0,
    "sixty": 60.0, "ninety": 90.0,
}  # fmt: skip
_SPAN = re.compile(
    rf"(?<![\d.,])\b(\d+(?:\.\d+)?|{'|'.join(_NUMBERS)})[\s-](?:\(\d+\)\s)?({'|'.join(DAYS)})s?\b(?! of age| old)",
    re.IGNORECASE,
)
_AGE = re.compile(
    r"(?:\bage[sd]?(?: of)?|\bunder(?: the age(?: of)?)?|\b(?:old|young)er than|\bat least|\babove|\bover)\s+(\d{2})\b"
    r"|\b(\d{2})\s+(?:years (?:of age|old)|or older)",
    re.IGNORECASE,
)
# A longer time before something happens to the reader protects; a longer time of keeping, or of answering, does not.
_NOTICE = re.compile(r"\bnotice\b|\bnotif|\bin advance\b|\bprior to\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """A span (days) or an age (years) before and after, and both as written."""

    old: float
    new: float
    quote: str


def time_voices(old: str, new: str) -> list[Voice]:
    """Return what a changed age or span says: a higher age protects, and so does a shorter span, unless of notice."""
    voices = []
    age = age_shift(old, new)
    if age is not None:
        voices.append(_voice("age", age, longer_protects=True, topic="children"))
    span = span_shift(old, new)
    if span is not None:
        voices.append(_voice("span", span, longer_protects=bool(_NOTICE.search(new)), topic=""))
    return voices


def span_shift(old: str, new: str) -> Shift | None:
    """Return the first span of time that is another one now.

    >>> span_shift("kept for 30 days", "kept for 12 months").quote
    '30 days → 12 months'
    """
    pairs = zip(_SPAN.finditer(old), _SPAN.finditer(new), strict=False)
    return next((shift for pair in pairs if (shift := _shift(*pair, *map(_days, pair)))), None)


def age_shift(old: str, new: str) -> Shift | None:
    """Return the first age that is another one now.

    >>> age_shift("children under 13", "children under 16").quote
    'under 13 → under 16'
    """
    pairs = zip(_AGE.finditer(old), _AGE.finditer(new), strict=False)
    return next((shift for pair in pairs if (shift := _shift(*pair, *map(_years, pair)))), None)


def _shift(before: re.Match[str], after: re.Match[str], old: float, new: float) -> Shift | None:
    return Shift(old=old, new=new, quote=f"{before[0]} → {after[0]}") if old != new else None


def _days(match: re.Match[str]) -> float:
    count = _NUMBERS.get(match[1].lower()) or float(match[1])
    return count * DAYS[match[2].lower()]


def _years(match: re.Match[str]) -> float:
    return float(match[1] or match[2])


def _voice(rule: str, shift: Shift, *, longer_protects: bool, topic: str) -> Voice:
    side = 1 if (shift.new > shift.old) == longer_protects else -1
    return Voice(rule=rule, says="", toward=side, points=POINTS, quote=shift.quote, came=True, topic=topic)
