"""Values that changed inside a sentence: numbers, dates, amounts, names. Pure.

A value is one of the whole text, not of the words that differ: `12 months` to `24 months` differs in one word only.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.diff.word_diff import Segment, SegmentKind
from tracker.text.dates.patterns import find_dates

NEAR = 60
"""Characters between the places of an old and a new value that are taken for one another."""
LONGEST_DATE = 50
"""Characters that no date is longer than, with the longest name of a month and all that may stand in between."""
MAX_TEXT = 20_000
"""Characters of a clause that are searched for values; longer ones are whole pages in one paragraph."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueChange:
    """A value before and after; None where there was none. `kind` is number, date, amount or name."""

    kind: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Value:
    """A value in a text, at characters `start` to `end`, which correspond to `place` in the other text."""

    kind: str
    text: str
    start: int
    end: int
    index: int = 0


_DIGIT = re.compile(r"\d")
# What every date has: a year of four digits, or three numbers with the same kind of separator between them.
_DATE_LIKE = re.compile(r"\d(?:\d{3}|[-/.]\s?\d{1,2}[-/.]\s?\d\d)")
_DIGITS = r"\d+(?:[.,]\d+)*"
_CURRENCIES = r"USD|EUR|GBP|CHF|CAD|AUD|JPY|CNY|INR|SEK|NOK|DKK|PLN|BRL|US\$|[$€£¥₹₽₩]"
_AMOUNT = re.compile(
    r"(?=[A-Z$€£¥₹₽₩\d])(?:"  # where one may begin: seen faster than that none of them does
    rf"(?:{_CURRENCIES})\s?{_DIGITS}(?:\s(?:thousand|million|billion))?"
    rf"|{_DIGITS}\s?(?:(?:{_CURRENCIES})(?!\w)|dollars?\b|euros?\b|percent\b|per\scent\b|%))"
)
# A number with the word it counts: "30 days", "24 monate"; section numbers ("4.2") are of the same form and harmless.
_NUMBER = re.compile(rf"{_DIGITS}(?:[ \u00a0-][^\W\d_]{{3,20}})?")
_LEGAL_FORMS = (
    r"Inc|LLC|L\.L\.C|Ltd|Limited|Corp|Corporation|Company|Co|GmbH|AG|SE|UG|KG|B\.V|BV|N\.V|NV|S\.A|SA|SAS|SARL|S\.à\sr\.l"
    r"|S\.L|SL|S\.r\.l|Srl|SpA|S\.p\.A|AB|ApS|A/S|AS|Oy|Oyj|plc|PLC|Pty|Pte|K\.K|s\.r\.o|a\.s|Kft|Zrt|Sp\.\sz\so\.o"
)
_COMPANY_LIKE = re.compile(rf"\s(?=[A-Zaps])(?:{_LEGAL_FORMS})(?!\w)")
_COMPANY = re.compile(rf"(?:[^\W\d_a-zà-ÿ][\w&.’'-]*,?\s){{1,5}}(?:{_LEGAL_FORMS})(?![\w])\.?")
_PROPER_NAME = re.compile(r"(?:[^\W\d_a-zà-ÿ][\w&’'-]*)(?:\s[^\W\d_a-zà-ÿ][\w&’'-]*){0,3}")
_SENTENCE_END = re.compile(r"(?:^|[.!?:;\n]\s*)$")


def value_changes(segments: Sequence[Segment]) -> tuple[ValueChange, ...]:
    """Return the values that changed, in the order of the texts that the segments make."""
    old = _touched_values(segments, SegmentKind.INSERT)
    new = _touched_values(segments, SegmentKind.DELETE)
    changes = []
    left = list(new)
    for before in old:
        near = [after for after in left if after.kind == before.kind and abs(after.start - before.index) <= NEAR]
        after = min(near, key=lambda value: abs(value.start - before.index), default=None)
        if after is not None:
            left.remove(after)
        if after is None or after.text != before.text:
            changes.append(
                (before.index, ValueChange(kind=before.kind, old=before.text, new=after.text if after else None))
            )
    changes += [(after.start, ValueChange(kind=after.kind, old=None, new=after.text)) for after in left]
    changes = [(index, change) for index, change in changes if (change.old and change.new) or not _is_bare(change)]
    return tuple(change for _, change in sorted(changes, key=lambda item: item[0]))


def _is_bare(change: ValueChange) -> bool:
    """Whether a number counts nothing: alone, it came or went with its sentence, and says no more than that."""
    return change.kind == "number" and not any(letter.isalpha() for letter in (change.old or change.new or ""))


def _touched_values(segments: Sequence[Segment], other: SegmentKind) -> list[_Value]:
    """Return the values of one side's text that a change touches; `other` are the segments that side does not have."""
    touched: list[tuple[int, int]] = []
    indexes: list[tuple[int, int]] = []  # (character here, the same place on the other side)
    here = there = 0
    for segment in segments:
        indexes.append((here, there))
        length = len(segment.text)
        if segment.kind is other:
            there += length
            continue
        if segment.kind is SegmentKind.EQUAL:
            there += length
        else:
            touched.append((here, here + length))
        here += length
    if not touched:
        return []
    text = "".join(segment.text for segment in segments if segment.kind is not other)
    values = [value for value in _values(text[:MAX_TEXT]) if _is_touched(value, touched)]
    values += [value for value in _replaced_names(text, touched) if not _overlaps(value, values)]
    return [
        _Value(
            kind=value.kind,
            text=value.text,
            start=value.start,
            end=value.end,
            index=next(at + value.start - here for here, at in reversed(indexes) if here <= value.start),
        )
        for value in sorted(values, key=lambda value: value.start)
    ]


def _values(text: str) -> list[_Value]:
    """Return all values of a text; what is a date is no number, what is an amount neither.

    Looking for them takes time and most clauses have none, so what every one of a kind has is looked for first.
    """
    found: list[_Value] = []
    patterns = []
    if _DIGIT.search(text):
        patterns = [("amount", _AMOUNT), ("number", _NUMBER)]
        found += _dates(text)
    if _COMPANY_LIKE.search(text):
        patterns.append(("name", _COMPANY))
    for kind, pattern in patterns:
        for match in pattern.finditer(text):
            value = _Value(kind=kind, text=match[0].strip(), start=match.start(), end=match.end())
            if not _overlaps(value, found):
                found.append(value)
    return found


def _dates(text: str) -> list[_Value]:
    """Return the dates of a text, looked for only around what every date has: months have hundreds of names."""
    windows: list[tuple[int, int]] = []
    for like in _DATE_LIKE.finditer(text):
        start = max(0, like.start() - LONGEST_DATE)
        if windows and start <= windows[-1][1]:
            start = windows.pop()[0]
        windows.append((start, like.end() + LONGEST_DATE))
    return [
        _Value(kind="date", text=date.written, start=start + date.start, end=start + date.end)
        for start, end in windows
        for date in find_dates(text[start:end])
    ]


def _replaced_names(text: str, touched: Sequence[tuple[int, int]]) -> list[_Value]:
    """Return the changed segments that are but capitalized words in a sentence: names without a legal form."""
    names = []
    for start, end in touched:
        words = text[start:end].strip()
        if _PROPER_NAME.fullmatch(words) and not _SENTENCE_END.search(text[max(0, start - 3) : start]):
            names.append(_Value(kind="name", text=words, start=start, end=end))
    return names


def _is_touched(value: _Value, touched: Sequence[tuple[int, int]]) -> bool:
    return any(start < value.end and value.start < end for start, end in touched)


def _overlaps(value: _Value, others: Sequence[_Value]) -> bool:
    return any(other.start < value.end and value.start < other.end for other in others)
