"""The numbers that a browser draws before the items of an ordered list."""

import re

from lxml import html

_NO_MARKER = re.compile(r"list-style(?:-type)?\s*:[^;]*\bnone\b", re.IGNORECASE)
_OWN_NUMBER = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3})*[.)]|[a-zA-Z][.)]|[ivxlcIVXLC]{1,6}[.)]|§)")
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_MAX_ROMAN = 3999


class ItemNumbers:
    """Counts the items of one list as a browser does, from the attributes of the list and of its items."""

    def __init__(self, element: html.HtmlElement) -> None:
        self._numbered = element.tag == "ol" and not _NO_MARKER.search(element.get("style", ""))
        self._kind = element.get("type", "1")
        self._step = -1 if "reversed" in element.attrib else 1
        start = whole_number(element.get("start"))
        self._next = 1 if start is None else start

    def next_marker(self, item: html.HtmlElement) -> str:
        """Return the marker of the next item, empty for a bullet."""
        if not self._numbered or _NO_MARKER.search(item.get("style", "")):
            return ""
        value = whole_number(item.get("value"))
        number = self._next if value is None else value
        self._next = number + self._step
        return marker(number, item.get("type", self._kind))


def marker(number: int, kind: str) -> str:
    """Return the marker of an item.

    >>> marker(4, "1"), marker(28, "a"), marker(4, "I")
    ('4.', 'ab.', 'IV.')
    """
    if kind in ("a", "A") and number > 0:
        letters = _letters(number)
        return (letters if kind == "a" else letters.upper()) + "."
    if kind in ("i", "I") and 0 < number <= _MAX_ROMAN:
        roman = _roman(number)
        return (roman if kind == "i" else roman.upper()) + "."
    return f"{number}."


def has_own_number(text: str) -> bool:
    """Whether an item's text brings its number along, as where a style sheet hides the browser's.

    >>> has_own_number("1.1 Scope"), has_own_number("(a) what we collect"), has_own_number("123.45.67.89 is yours")
    (True, True, False)
    """
    match = _OWN_NUMBER.match(text)
    return match is not None and not text[match.end() : match.end() + 2].isdigit()


def whole_number(written: str | None) -> int | None:
    """Return the number an attribute gives, None if it gives none a list could have."""
    if written is None or not re.fullmatch(r"\s*-?\d{1,6}\s*", written):
        return None
    return int(written)


def _letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters


def _roman(number: int) -> str:
    written = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        written += letters * count
    return written
