"""Which month a word names, in 278 languages; the names are Unicode CLDR's and dateparser's.

`data/month_names.json` is written by `bench/collect_months.py`. A few names mean another month in another language
(Polish `listopad` is November, Croatian `listopad` October): they count only where the language is known.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, TypeAlias

from tracker.text.dates.tokens import Token

_WELL_KNOWN = 70
"""The languages come in the order of their use on the web (dateparser's); the short names of the later ones are
words of the earlier ones too often to be looked for unasked."""
_MIN_KNOWN, _MIN_UNASKED = 3, 4
_MIN_STEM, _MAX_ENDING = 4, 3

Names: TypeAlias = dict[str, tuple[tuple[tuple[str, ...], int], ...]]
"""The first word of each name, to its other words and the number of the month, the longest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """A month (1 to 12) and how many tokens its name takes."""

    number: int
    length: int


def month_at(tokens: Sequence[Token], index: int, names: Names) -> Month | None:
    """Return the month whose name begins at a token; it may bear an ending of up to three letters (`toukokuun`)."""
    word = tokens[index].text
    for rest, number in names.get(word, ()):
        end = _end_of_name(tokens, index + 1, rest)
        if end is not None:
            return Month(number=number, length=end - index)
    for cut in range(1, _MAX_ENDING + 1):
        stem = word[:-cut]
        if len(stem) < _MIN_STEM:
            break
        for rest, number in names.get(stem, ()):
            if not rest:
                return Month(number=number, length=1)
    return None


def _end_of_name(tokens: Sequence[Token], index: int, rest: Sequence[str]) -> int | None:
    """The index after the other words of a name, with points between them or without; None if others stand there."""
    for word in rest:
        if index < len(tokens) and tokens[index].text == "." and word != ".":
            index += 1
        if index >= len(tokens) or tokens[index].text != word:
            return None
        index += 1
    return index


@lru_cache(maxsize=64)
def names_of(languages: tuple[str, ...]) -> Names:
    """Return the names of the months, those of the languages (ISO 639-1) before all others."""
    table = dict(_common_names())
    for language in reversed(languages):
        table.update(_names_of_language(language))
    names: dict[str, list[tuple[tuple[str, ...], int]]] = {}
    for key, number in table.items():
        first, *rest = key.split(" ")
        names.setdefault(first, []).append((tuple(rest), number))
    return {first: tuple(sorted(entries, key=lambda entry: -len(entry[0]))) for first, entries in names.items()}


@cache
def _common_names() -> dict[str, int]:
    """The names that mean the same month in all languages of wide use."""
    table: dict[str, int] = {}
    doubtful = set()
    for place, language in enumerate(date_tables()["months"]):
        for key, number in _names_of_language(language).items():
            is_known = place < _WELL_KNOWN and (len(key) >= _MIN_KNOWN or not key.isascii())
            if is_known and table.get(key, number) != number:
                doubtful.add(key)
            elif is_known or len(key) >= _MIN_UNASKED:
                table.setdefault(key, number)
    return {key: number for key, number in table.items() if key not in doubtful}


def _names_of_language(language: str) -> dict[str, int]:
    table = date_tables()["months"].get(language, ())
    return {key: number for number, keys in enumerate(table, start=1) for key in keys}


@cache
def date_tables() -> dict[str, Any]:  # Any: the shape is that of our own file
    """Return `month_names.json`: "months" by language, "orders" by locale, "territories" by country."""
    return dict[str, Any](json.loads(files("tracker.text").joinpath("data/month_names.json").read_text("utf-8")))
