"""The day from which a policy applies or on which it was last changed, as the policy itself writes it.

Two questions apart: where a date stands (`find_dates`: digits, months of forty languages), and which of them the
words before it name (`policy_date`; the words are in `data/policy_dates.toml`).
"""

import datetime
import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from tracker.text.phrases import compile_phrases, fold

_DIGIT = re.compile(r"\d")
_FIRST_YEAR, _LAST_YEAR = 1990, 2100
_HEAD_BLOCKS, _TAIL_BLOCKS = 25, 12
_MAX_BLOCK_CHARACTERS = 600
"""Longer paragraphs speak of dates, they don't bear one."""
_MAX_DISTANCE = 80
"""Characters between the words and the date they name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyDate:
    """A date as written and as ISO 8601 (YYYY-MM-DD), and where in its text it stands."""

    written: str
    iso: str
    start: int
    end: int


def find_dates(text: str, *, month_first: bool = True) -> tuple[PolicyDate, ...]:
    """Return the dates in the text, in order; `month_first` decides what 3/4/2020 means.

    >>> [date.iso for date in find_dates("From 25 May 2018 (1er août 2019; 2020年3月26日; 31.12.2020)")]
    ['2018-05-25', '2019-08-01', '2020-03-26', '2020-12-31']
    """
    found = []
    for match in _date_pattern().finditer(text):
        day = _day_of_match(match, month_first)
        if day is not None:
            found.append(PolicyDate(written=match[0].strip(), iso=day, start=match.start(), end=match.end()))
    return tuple(found)


def has_policy_date(text: str) -> bool:
    """Whether a short text says when the policy was changed or began to apply."""
    return len(text) <= _MAX_BLOCK_CHARACTERS and _named_date(text, _any_phrases(), month_first=True) is not None


def policy_date(texts: Sequence[str], *, language: str | None) -> PolicyDate | None:
    """Return the date of a policy whose blocks are `texts`: of its beginning to apply, else of its last change.

    Looks at the first and the last blocks only; what stands in between speaks of other dates.
    """
    month_first = language in (None, "en")
    head = [text for text in texts[:_HEAD_BLOCKS] if len(text) <= _MAX_BLOCK_CHARACTERS]
    tail = [text for text in texts[_HEAD_BLOCKS:][-_TAIL_BLOCKS:] if len(text) <= _MAX_BLOCK_CHARACTERS]
    for blocks in (head, tail):
        for phrases in (_phrases("effective"), _phrases("updated")):
            if found := _first_named(blocks, phrases, month_first=month_first):
                return found
    return None


def _first_named(blocks: Iterable[str], phrases: re.Pattern[str], *, month_first: bool) -> PolicyDate | None:
    for text in blocks:
        if found := _named_date(text, phrases, month_first=month_first):
            return found
    return None


def _named_date(text: str, phrases: re.Pattern[str], *, month_first: bool) -> PolicyDate | None:
    """The date nearest to a phrase: after it, or as the first thing before it ("25 May 2018 (last updated)")."""
    if not _DIGIT.search(text):
        return None
    folded = fold(text)
    matches = list(phrases.finditer(folded))
    dates = find_dates(text, month_first=month_first) if matches else ()
    if not dates:
        return None
    scale = len(text) / max(1, len(folded))
    for match in matches:
        position = match.end() * scale - 2
        after = [date for date in dates if 0 <= date.start - position <= _MAX_DISTANCE]
        if after:
            return after[0]
    before = [date for date in dates if 0 <= matches[0].start() * scale + 2 - date.end <= _MAX_DISTANCE]
    return before[-1] if before else None


def _day_of_match(match: re.Match[str], month_first: bool) -> str | None:
    groups = match.groupdict()
    if groups["month_name"] or groups["month_name_2"]:
        month = _month_numbers()[(groups["month_name"] or groups["month_name_2"]).lower()]
        day, year = groups["day"] or groups["day_2"], groups["year"] or groups["year_2"]
        return _iso(int(year), month, int(day))
    if groups["iso_year"]:
        return _iso(int(groups["iso_year"]), int(groups["iso_month"]), int(groups["iso_day"]))
    first, second, year_ = int(groups["first"]), int(groups["second"]), int(groups["short_year"])
    if year_ < 100:
        year_ += 2000 if year_ < 70 else 1900
    if groups["separator"] == "/" and month_first and first <= 12:
        return _iso(year_, first, second)
    return _iso(year_, second, first) or _iso(year_, first, second)


def _iso(year: int, month: int, day: int) -> str | None:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return None


@cache
def _date_pattern() -> re.Pattern[str]:
    months = "|".join(re.escape(name) for name in sorted(_month_numbers(), key=len, reverse=True))
    return re.compile(
        rf"""(?<![\w/.-])(?:
        (?P<day>\d{{1,2}})(?:st|nd|rd|th|er|º|ª|\.)?\s{{0,3}}(?:of\s|de\s|d['’]|del\s|דו?\s)?-?\s?
            (?P<month_name>{months})\.?,?\s?-?(?:de\s|del\s)?,?\s{{0,3}}(?P<year>\d{{4}})
        |(?P<month_name_2>{months})\.?\s{{1,3}}(?P<day_2>\d{{1,2}})(?:st|nd|rd|th)?\s?,?\s{{0,3}}(?P<year_2>\d{{4}})
        |(?P<iso_year>\d{{4}})\s?[-/.년年]\s?(?P<iso_month>\d{{1,2}})\s?[-/.월月]\s?(?P<iso_day>\d{{1,2}})\s?[.일日]?
        |(?P<first>\d{{1,2}})(?P<separator>[-/.])\s?(?P<second>\d{{1,2}})(?P=separator)\s?(?P<short_year>\d{{4}}|\d\d)
        )(?!\d)""",
        re.IGNORECASE | re.VERBOSE,
    )


@cache
def _month_numbers() -> dict[str, int]:
    numbers = {}
    for number, names in enumerate(_words()["months"]["names"], start=1):
        for name in names:
            numbers[name] = number
            numbers.setdefault(fold(name), number)
    return numbers


@cache
def _phrases(kind: str) -> re.Pattern[str]:
    return compile_phrases(phrase for phrases in _words()[kind].values() for phrase in phrases)


@cache
def _any_phrases() -> re.Pattern[str]:
    return re.compile(f"{_phrases('effective').pattern}|{_phrases('updated').pattern}")


@cache
def _words() -> dict[str, Any]:  # Any: the shape is that of our own file
    text = files("tracker.text").joinpath("data/policy_dates.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
