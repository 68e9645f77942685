"""The numbers that a browser draws before the items of an ordered list."""

import re
from collections.abc import Mapping

from lxml import html

_MAX_STYLE = 2_000
"""Characters of a style attribute that are read."""
_TYPES = {
    "decimal": "1", "decimal-leading-zero": "01", "lower-alpha": "a", "lower-latin": "a", "upper-alpha": "A",
    "upper-latin": "A", "lower-roman": "i", "upper-roman": "I", "lower-greek": "α", "none": "", "disc": "",
    "circle": "", "square": "",
}  # fmt: skip
_GREEK = "αβγδεζηθικλμνξοπρστυφχψω"
_COUNTER = re.compile(r"list-item(?:\s{1,9}(-?\d{1,6}))?")
_OWN_NUMBER = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3})*[.)]|[a-zA-Z][.)]|[ivxlcIVXLC]{1,6}[.)]|§)")
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_MAX_ROMAN = 3999


class ItemNumbers:
    """Counts the items of one list as a browser does, from the attributes of the list and of its items."""

    def __init__(self, element: html.HtmlElement) -> None:
        styles = _styles(element)
        self._is_ordered = element.tag == "ol"
        self._type = _list_type(styles) if styles else None
        self._kind = element.get("type", "1")
        self._step = -1 if "reversed" in element.attrib else 1
        start = whole_number(element.get("start"))
        if start is None:
            start = sum(1 for _ in element.iterchildren("li")) if self._step < 0 else 1
        reset = _counter(styles, "counter-reset")
        self._next = start if reset is None else reset + self._step

    def next_marker(self, item: html.HtmlElement) -> str:
        """Return the marker of the next item, empty for a bullet."""
        styles = _styles(item)
        if not self._is_ordered and self._type is None and not styles:
            return ""
        value = whole_number(item.get("value"))
        for rule in ("counter-set", "counter-reset"):
            value = _counter(styles, rule) if value is None else value
        step = _counter(styles, "counter-increment")
        if value is None:
            value = self._next if step is None else self._next - self._step + step
        self._next = value + self._step
        kind = _list_type(styles)
        if kind is None:
            kind = item.get("type") or self._type
        if kind is None:
            kind = self._kind if self._is_ordered else ""
        return marker(value, kind) if kind else ""


def _styles(element: html.HtmlElement) -> dict[str, str]:
    style = element.get("style")
    if not style:
        return {}
    rules = (rule.partition(":") for rule in style[:_MAX_STYLE].split(";"))
    return {name.strip().lower(): value.strip() for name, _, value in rules}


def _list_type(styles: Mapping[str, str]) -> str | None:
    """The kind of marker that a style asks for, empty for a bullet or none, None where it does not say."""
    value = styles.get("list-style-type") or styles.get("list-style") or ""
    return next((_TYPES[word] for word in value.lower().split() if word in _TYPES), None)


def _counter(styles: Mapping[str, str], rule: str) -> int | None:
    """The number that a style gives to the counter of list items."""
    match = _COUNTER.search(styles[rule]) if rule in styles else None
    if not match:
        return None
    return int(match[1]) if match[1] else int(rule == "counter-increment")


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
    if kind == "α" and 0 < number <= len(_GREEK):
        return _GREEK[number - 1] + "."
    return f"{number:02}." if kind == "01" else f"{number}."


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
