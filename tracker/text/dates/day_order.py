"""Whether 03/04/2018 is a day of April or of March: from the document's own other dates, its language, its host."""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from tracker.text.dates.month_names import date_tables
from tracker.text.dates.patterns import WrittenDate, find_dates

_IN_DIGITS = re.compile(r"(?<![\d./-])(\d{1,2})([./-])(\d{1,2})\2(?:\d{4}|\d\d)(?![\d/-])")
_DAY_FIRST, _MONTH_FIRST, _YEAR_FIRST = "dmy", "mdy", "ymd"
_ENGLISH = "en"
_COUNTRY_OF_DOMAIN = {"uk": "gb", "gov": "us", "mil": "us", "edu": "us"}
_NO_COUNTRIES = frozenset({
    "ac", "ag", "ai", "am", "as", "cc", "co", "fm", "gg", "im", "io", "la", "ly", "me", "ms", "mu", "nu", "pw",
    "sh", "so", "st", "tk", "to", "tv", "vc", "ws",
})  # fmt: skip
"""Domains of countries that are sold all over the world as words (https://icannwiki.org/CcTLD)."""
_MAX_WITNESSES = 50


def reading_of(
    date: WrittenDate, *, texts: Iterable[str], declared: str | None, languages: tuple[str, ...], url: str | None
) -> str | None:
    """Return what a date means in ISO 8601, None where nothing says whether its day or its month stands first.

    `texts` are the document's, `declared` is the language its page names (with its country: en-GB), `languages` the
    ones it seems to be written in, `url` where it was found.
    """
    readings = dict(date.readings)
    by_words = _order_of_words(declared, languages, url)
    if by_words == _YEAR_FIRST and _YEAR_FIRST in readings:
        return readings[_YEAR_FIRST]
    if len(readings) > 1:
        readings.pop(_YEAR_FIRST, None)
    if len(readings) == 1:
        return None if _YEAR_FIRST in readings else next(iter(readings.values()))
    order = _order_of_dates(date, texts, languages) or by_words
    if order is None and "." in date.written:
        order = _DAY_FIRST  # no language of CLDR writes the month first before a point
    return readings.get(order or "")


def _order_of_dates(date: WrittenDate, texts: Iterable[str], languages: tuple[str, ...]) -> str | None:
    """The order of the other dates in digits, where one of them has a day that is no month; else a date in words."""
    orders = set()
    in_words: list[str] = []
    for text in texts:
        for first, _, second in _IN_DIGITS.findall(text)[:_MAX_WITNESSES]:
            orders |= {_DAY_FIRST} if int(first) > 12 >= int(second) else set()
            orders |= {_MONTH_FIRST} if int(second) > 12 >= int(first) else set()
        if date.iso[:4] in text and len(in_words) < _MAX_WITNESSES:
            in_words.append(text)
    if orders:
        return orders.pop() if len(orders) == 1 else None
    certain = {other.iso for text in in_words for other in find_dates(text, languages) if len(other.readings) == 1}
    confirmed = [order for order, day in date.readings.items() if day in certain]
    return confirmed[0] if len(confirmed) == 1 else None


def _order_of_words(declared: str | None, languages: tuple[str, ...], url: str | None) -> str | None:
    """The order of the page's language and of its country; none where they contradict each other."""
    orders = date_tables()["orders"]
    locale = (declared or "").lower().replace("_", "-")
    language = languages[0] if languages else locale.partition("-")[0]
    by_language: str | None = orders.get(locale) if locale.partition("-")[0] == language else None
    by_language = by_language or orders.get(language)
    by_country: str | None = date_tables()["territories"].get(_country_of(url))
    if language != _ENGLISH and by_language:
        return by_language
    if by_language and by_country and by_language != by_country:
        return None
    return by_language or by_country


def _country_of(url: str | None) -> str:
    """The country of a host (ISO 3166), "" if its name has none."""
    try:
        host = urlsplit(url or "").hostname or ""
    except ValueError:  # a bracket that is not closed
        return ""
    domain = host.rpartition(".")[2]
    return "" if domain in _NO_COUNTRIES else _COUNTRY_OF_DOMAIN.get(domain, domain)
