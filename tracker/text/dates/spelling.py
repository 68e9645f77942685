"""The tokens of a text, each with the letter that says what it can be in a date.

`tracker.text.dates.patterns` writes the forms of dates in these letters; the words are in `data/date_words.toml`.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.text.dates import calendars
from tracker.text.dates.month_names import month_at, names_of
from tracker.text.dates.numerals import merge_numerals
from tracker.text.dates.tokens import Token, tokens_of
from tracker.text.dates.words import date_words

YEARS = range(1990, 2101)
"""What is taken for a year."""
_COMPACT_DIGITS = 8

DAY, YEAR, PERSIAN_YEAR, SHORT_YEAR, COMPACT, NUMBER = "DYPSCN"
"""A number of up to 31; a year; one of the Persian calendar; 32 to 99; a day in eight digits; any other number."""
MONTH, PERSIAN_MONTH, ROMAN = "MJR"
"""The name of a month; one of the Persian calendar; a Roman number up to XII."""
ORDINAL, LINK, COUNTER, OTHER = "ocvx"
"""An ordinal ending; a word between the parts of a date; a word whose number is no day ("Version 2"); anything else."""
_YEAR_MARK, _MONTH_MARK = "ym"
_IDEOGRAPHS = {
    **dict.fromkeys("年년", _YEAR_MARK),
    **dict.fromkeys("月월", _MONTH_MARK),
    **dict.fromkeys("日일号號", "d"),
}
_SIGNS = {
    **dict.fromkeys(".．。․", "."), **dict.fromkeys(",،、，", ","), **dict.fromkeys("/／", "/"),
    **dict.fromkeys("-–‐‑−", "-"), **dict.fromkeys("'’ʼ׳״\"“”„«»", "'"), **dict.fromkeys("ºª°˚", ORDINAL),
}  # fmt: skip
_TIGHT = {".": "p", "/": "s", "-": "h"}
"""The same signs without white space on either side."""
_ROMAN_NUMERALS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_ROMANS = {name: number for number, name in enumerate(_ROMAN_NUMERALS, start=1)}
_MAX_ORDINAL = 3


@dataclass(slots=True)
class Part:
    """A token: the letter of its kind, its number (which month, or as written) and its place in the text."""

    kind: str
    number: int
    start: int
    end: int


def spell(text: str, languages: tuple[str, ...]) -> list[Part]:
    """Return the parts of a text; the months of the languages (ISO 639-1) go before those of all others.

    >>> "".join(part.kind for part in spell("25th of May 2018, 25.05.18", ("en",)))
    'DocMY,DpDpD'
    """
    tokens = merge_numerals(tokens_of(text))
    names = names_of(languages)
    parts: list[Part] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        month = month_at(tokens, index, names)
        length = month.length if month else 1
        kind, number = (MONTH, month.number) if month else _kind_of(tokens, index)
        parts.append(Part(kind, number, token.start, tokens[index + length - 1].end))
        if kind == _MONTH_MARK:
            _merge_month(parts)
        index += length
    return parts


def _merge_month(parts: list[Part]) -> None:
    """Make 5月 the name of a month, unless it stands in a date with a marked year (2018年5月25日)."""
    if len(parts) > 1 and parts[-2].kind == DAY and "".join(part.kind for part in parts[-3:-2]) != _YEAR_MARK:
        mark = parts.pop()
        parts[-1] = Part(MONTH, parts[-1].number, parts[-1].start, mark.end)


def _kind_of(tokens: Sequence[Token], index: int) -> tuple[str, int]:
    token = tokens[index]
    if token.number is not None:
        return _kind_of_number(token.number, min(token.end - token.start, max(2, len(token.text))))
    word = token.text
    sign = _IDEOGRAPHS.get(word) or _SIGNS.get(word)
    if sign:
        is_tight = token.glued and index + 1 < len(tokens) and tokens[index + 1].glued
        return (_TIGHT.get(sign, sign) if is_tight else sign), 0
    if word in calendars.PERSIAN_MONTHS:
        return PERSIAN_MONTH, calendars.PERSIAN_MONTHS[word]
    if word in _ROMANS:
        return ROMAN, _ROMANS[word]
    if _is_ordinal(tokens, index):
        return ORDINAL, 0
    return (LINK if word in date_words("links") else COUNTER if word in date_words("counters") else OTHER), 0


def _kind_of_number(number: int, digits: int) -> tuple[str, int]:
    if digits <= 2:
        return (DAY if 1 <= number <= 31 else SHORT_YEAR if number else NUMBER), number
    year = calendars.common_year(number)
    if year in YEARS:
        return YEAR, year
    if number in calendars.PERSIAN_YEARS:
        return PERSIAN_YEAR, number
    return (COMPACT if digits == _COMPACT_DIGITS else NUMBER), number


def _is_ordinal(tokens: Sequence[Token], index: int) -> bool:
    """Whether a word is the ending of the number before it: 25th, 1.er, 25-én, 2018'de."""
    token = tokens[index]
    if not (index and token.glued and token.text.isalpha() and len(token.text) <= _MAX_ORDINAL):
        return False
    before = index - 1
    if before and tokens[before].glued and _SIGNS.get(tokens[before].text, ",") in "-.'":
        before -= 1
    return tokens[before].number is not None


def iso_day(year: int, month: int, day: int) -> str | None:
    """Return a day in ISO 8601, None if there is no such day or it is not of our time.

    >>> iso_day(2018, 5, 25), iso_day(2018, 2, 30)
    ('2018-05-25', None)
    """
    if year not in YEARS:
        return None
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return None


def iso_month(year: int, month: int) -> str | None:
    """Return a month in ISO 8601, None if there is none such.

    >>> iso_month(2018, 5), iso_month(2018, 13)
    ('2018-05', None)
    """
    return f"{year}-{month:02}" if year in YEARS and 1 <= month <= 12 else None
