"""Finds the values of a text, and only what a reader calls a value. Pure.

A period, an age, an amount, a share, a date, a law, an address, a company: "12 months", "$5", "10 %", "1 May 2024",
"Article 27 GDPR", "privacy@example.com", "Fern Ltd". The number of a section or a house and a postcode are none.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tracker.text.dates.patterns import find_dates

LONGEST_DATE = 50
"""Characters that no date is longer than, with the longest name of a month and all that may stand in between."""


class ValueKind(StrEnum):
    """What a value is; a number is a period or an age, an amount one of money or a share, an address that of a page.

    A link is where words lead, which no text says.
    """

    NUMBER = "number"
    AMOUNT = "amount"
    DATE = "date"
    NAME = "name"
    LAW = "law"
    ADDRESS = "address"
    LINK = "link"


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A value in a text, at characters `start` to `end`."""

    kind: ValueKind
    text: str
    start: int
    end: int


_DIGIT = re.compile(r"\d")
# What every date has: a year of four digits, or three numbers with the same kind of separator between them.
_DATE_LIKE = re.compile(r"\d(?:\d{3}|[-/.]\s?\d{1,2}[-/.]\s?\d\d)")
# "2016 General Motors" has no month, "$9.2032" and "0.20440729" no day.
_NO_DATE = re.compile(r"\d{4}\s[^\W\d]+")
_IN_NUMBER = re.compile(r"[$€£¥]\s?$|\d[.,]$")
_DIGITS = r"\d+(?:[.,]\d+)*"
_CURRENCIES = r"USD|EUR|GBP|CHF|CAD|AUD|JPY|CNY|INR|SEK|NOK|DKK|PLN|BRL|US\$|[$€£¥₹₽₩]"
_AMOUNT = re.compile(
    r"(?=[A-Z$€£¥₹₽₩\d])(?:"  # where one may begin: seen faster than that none of them does
    rf"(?:{_CURRENCIES})\s?{_DIGITS}(?:\s(?:thousand|million|billion))?"
    rf"|(?<!\d)(?<!\d[.,]){_DIGITS}\s?(?:(?:{_CURRENCIES})(?!\w)|dollars?\b|euros?\b|percent\b|per\scent\b|%))"
)
# Units of time in many languages, in the forms that stand after a number.
_UNITS = "|".join((
    r"(?:(?:business|calendar|working|consecutive|full)[ -])?(?:second|minute|hour|day|week|month|quarter|year)s?",
    r"Sekunden?|Minuten?|Stunden?|(?:Werk|Kalender)?[Tt]age?n?|Wochen?|Monate?n?|Jahre?n?|mois|années?|ans?|jours?|heures?",
    r"semaines?|secondes?|segundos?|minutos?|horas?|d[ií]as?|semanas?|mes(?:es)?|mês|años?|anos?|or[ae]|giorn[oi]|ann[oi]",
    r"settiman[ae]|mes[ei]|dag(?:en|ar|e)?|uur|uren|we[eo]k(?:en)?|maand(?:en)?|jaar|timm?ar|veckor|månader|år|timer|måneder",
    r"dni|dzień|godzin\w*|tygodni\w*|miesi[ąę]c\w*|lata?|rok\w*|дн(?:я|ей)|день|час\w*|недел\w*|месяц\w*|год(?:а)?|лет",
))  # fmt: skip
_PERIOD = re.compile(
    rf"(?<![\w.,§#/-]){_DIGITS}\)?[ \u00a0-](?:{_UNITS})(?!\w)"
    r"|(?<!\d)\d+\s?(?:年間?|か月間?|ヶ月間?|[个個]月|日間?|天|時間|小时|週間|歳|岁)(?![\d月日])"
)
_AGE = re.compile(
    r"(?<=\b)(?:(?:under|over|below|above|least|ages? of|aged|age|unter|über|moins de|menores de)\s)(\d{1,2})"
    r"(?=[,;.)]|$|(?:\s(?:\(|years?|or|and|who|may|in|are|without|from|Jahren?|ans|años)\b))"
)
_ACTS = r"GDPR|CCPA|CPRA|LGPD|PIPEDA|COPPA|DSGVO|RGPD|HIPAA|FERPA|PIPL|POPIA|TDDDG|TTDSG|BDSG"
_LAW = re.compile(
    r"\b(?:Regulation|Directive|Verordnung|Richtlinie)\s\((?:EU|EC|EG)\)\s(?:N[or]\.?\s)?\d{2,4}/\d{2,4}"
    rf"|\b(?:Art(?:icle|ikel|\.)?|Section|§)\s?\d+(?:\s?\(\w\))*\s(?:of\sthe\s)?(?:UK\s)?(?:{_ACTS})\b|\b(?:UK\s)?(?:{_ACTS})\b"
)
_TOP_DOMAINS = "com|org|net|eu|io|de|fr|uk|gov|edu|co|ai|app|es|it|nl|se|ca|au|jp|br|ch|at|be|pl"
_ADDRESS = re.compile(
    r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+|https?://[^\s<>\"“”()]*[^\s<>\"“”()\].,;:!?]"
    rf"|(?<![\w\]@.-])(?:[\w-]+\.)+(?:{_TOP_DOMAINS})\b(?:/[^\s<>\"“”()]*[^\s<>\"“”()\].,;:!?])?"
)
_LEGAL_FORMS = (
    r"Inc|LLC|L\.L\.C|Ltd|Limited|Corp|Corporation|GmbH|AG|UG|KG|B\.V|BV|N\.V|S\.A|SAS|SARL|S\.à\sr\.l|S\.L|S\.r\.l|Srl"
    r"|SpA|S\.p\.A|AB|ApS|A/S|Oy|Oyj|plc|PLC|Pty|Pte|K\.K|s\.r\.o|a\.s|Kft|Zrt|Sp\.\sz\so\.o"
)
_COMPANY_LIKE = re.compile(rf"\s(?=[A-Zaps])(?:{_LEGAL_FORMS})(?!\w)")
_NO_NAMES = "The|We|If|By|And|For|With|Our|In|Of|To|At|Or|This|That|When|Contact|Write|About|Copyright"
_NAME_WORD = r"[^\W\d_a-zà-ÿ][\w&’'-]{0,40}(?:\.[\w&’'-]{1,40}){0,5}"
"""Longer ones name nobody, and would have to be read again from each of their letters."""
_COMPANY = re.compile(
    rf"\b(?!(?:{_NO_NAMES})\s)(?:{_NAME_WORD}\s){{0,3}}{_NAME_WORD},?\s(?:{_LEGAL_FORMS})(?!\w)\.?",
)


def find_values(text: str) -> list[Value]:
    """Return all values of a text; what is a date is no number, and what stands in an address nothing else.

    Looking for them takes time and most clauses have none, so what every one of a kind has is looked for first.
    """
    found: list[Value] = []
    for value in _candidates(text):
        if not overlaps(value, found):
            found.append(value)
    return found


def overlaps(value: Value, others: Sequence[Value]) -> bool:
    """Whether the value shares characters with one of the others."""
    return any(other.start < value.end and value.start < other.end for other in others)


def _candidates(text: str) -> Iterator[Value]:
    """Yield what may be values, what takes precedence first."""
    if "." in text:
        yield from _matches(ValueKind.ADDRESS, _ADDRESS, text)
    yield from _matches(ValueKind.LAW, _LAW, text)
    if _DIGIT.search(text):
        yield from _dates(text)
        yield from _matches(ValueKind.AMOUNT, _AMOUNT, text)
        yield from _matches(ValueKind.NUMBER, _PERIOD, text)
        yield from _matches(ValueKind.NUMBER, _AGE, text)
    if _COMPANY_LIKE.search(text):
        yield from _matches(ValueKind.NAME, _COMPANY, text)


def _matches(kind: ValueKind, pattern: re.Pattern[str], text: str) -> Iterator[Value]:
    for match in pattern.finditer(text):
        group = match.lastindex or 0
        written = match[group]
        if kind is ValueKind.NUMBER:  # "thirty (30) days"
            written = written.replace(") ", " ")
        yield Value(kind=kind, text=written.strip(), start=match.start(group), end=match.end(group))


def _dates(text: str) -> list[Value]:
    """Return the dates of a text, looked for only around what every date has: months have hundreds of names."""
    windows: list[tuple[int, int]] = []
    for like in _DATE_LIKE.finditer(text):
        start = max(0, like.start() - LONGEST_DATE)
        if windows and start <= windows[-1][1]:
            start = windows.pop()[0]
        windows.append((start, like.end() + LONGEST_DATE))
    return [
        Value(kind=ValueKind.DATE, text=date.written, start=start + date.start, end=start + date.end)
        for start, end in windows
        for date in find_dates(text[start:end])
        if not _NO_DATE.fullmatch(date.written) and not _IN_NUMBER.search(text[: start + date.start][-2:])
    ]
