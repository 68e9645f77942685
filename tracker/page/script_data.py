"""The prose in a page's script data: the JSON that an application is drawn from, and React's stream of it.

Only data is read (JSON, and strings that hold HTML), never program text.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from lxml import etree, html

from db.errors import UnreadablePage
from tracker.page.tree import parse_page

_MAX_CHARACTERS = 8_000_000
_MAX_STRINGS = 3_000
_MAX_NESTING = 80
_ASSIGNED = re.compile(r"\s*(?:(?:var|let|const)\s+)?[\w.$\[\]\"']{1,80}\s*=\s*(?=[{\[])")
_PUSHED = re.compile(r"self\.__next_f\.push\((?=\[)")
_MARKUP = re.compile(r"<(?:p|h[1-6]|li|br|div|table|section)\b[^<>]{0,500}>", re.IGNORECASE)
_PROSE = re.compile(r"(?<![^\W\d_])(?:[^\W\d_]++[,;:.!?)’']{0,3}\s+[(“\"'‘]{0,2}){5}\w")
_DENSE = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{14}")
_TITLES = frozenset(("title", "heading", "headline", "header", "subtitle", "subheading", "question"))
_MAX_TITLE = 150
_WHOLE = re.compile(r"paragraph|heading|list-?item|blockquote|^[ph][1-6]?$|^li$", re.IGNORECASE)
"""Types of rich text whose words stand apart in leaves, as Contentful, Sanity, Lexical and ProseMirror write them."""
_KINDS = ("nodeType", "_type", "type", "style", "tag")


Json: TypeAlias = "str | float | bool | list[Json] | dict[str, Json] | None"
"""Whatever JSON holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DataText:
    """A stretch of prose in a script's data, as HTML or plain; titles stand over prose."""

    text: str
    is_title: bool
    is_markup: bool

    def plain(self) -> str:
        """Return the words without markup."""
        return " ".join(_parsed(self.text).itertext()) if self.is_markup else self.text


def script_prose(tree: html.HtmlElement) -> tuple[DataText, ...]:
    """Return what the data of the page's scripts says in prose, in its order, each text once."""
    found: dict[DataText, None] = {}
    for script in tree.iter("script"):
        text = script.text or ""
        if len(text) > _MAX_CHARACTERS or script.get("type") == "application/ld+json":
            continue
        for value in _data(text, is_json="json" in script.get("type", "")):
            for piece in _pieces(value, "", 0):
                found[piece] = None
                if len(found) >= _MAX_STRINGS:
                    return tuple(found)
    return tuple(found) if any(not piece.is_title for piece in found) else ()


def show_prose(tree: html.HtmlElement, data: Sequence[DataText]) -> None:
    """Append the prose to the page, as if its script had drawn it."""
    body = tree.find("body")
    main = etree.SubElement(tree if body is None else body, "main")
    for piece in data:
        if piece.is_markup:
            holder = etree.SubElement(main, "div")
            holder.extend(list(_parsed(piece.text)))
        else:
            etree.SubElement(main, "h2" if piece.is_title else "p").text = piece.text


def _parsed(markup: str) -> html.HtmlElement:
    try:
        page = parse_page(markup)
    except UnreadablePage:
        return html.html_parser.makeelement("div")
    body = page.find("body")
    return page if body is None else body


def _data(text: str, *, is_json: bool) -> Iterator[Json]:
    """The values in a script: all of it, what it assigns to a name, what React's stream pushes."""
    if is_json:
        starts = [0]
    elif match := _ASSIGNED.match(text):
        starts = [match.end()]
    else:
        starts = [match.end() for match in _PUSHED.finditer(text)]
    for start in starts:
        try:
            value, _ = json.JSONDecoder().raw_decode(text[start:].lstrip())
        except (ValueError, RecursionError):
            continue
        yield from _of_flight(value) if text.startswith("self.__next_f") else (value,)


def _of_flight(pushed: Json) -> Iterator[Json]:
    """The rows of React's stream: `1f:["$","p",null,{...}]`, or `20:T1a2,` before bare text."""
    rows = pushed[1] if isinstance(pushed, list) and len(pushed) > 1 and isinstance(pushed[1], str) else ""
    for row in rows.split("\n"):
        _, _, value = row.partition(":")
        try:
            yield json.loads(value)
        except (ValueError, RecursionError):
            yield value.partition(",")[2] if re.match(r"T[0-9a-f]+,", value) else row


def _pieces(value: Json, key: str, depth: int) -> Iterator[DataText]:
    if depth > _MAX_NESTING:
        return
    if isinstance(value, str):
        yield from _piece(value, key)
    elif isinstance(value, list):
        for inner in value:
            yield from _pieces(inner, key, depth + 1)
    elif isinstance(value, dict):
        kinds = [str(value[name]) for name in _KINDS if isinstance(value.get(name), str)]
        leaves = list(_leaves(value, 0)) if any(_WHOLE.search(kind) for kind in kinds) else []
        if len(leaves) > 1:
            is_title = any("head" in kind.lower() or re.fullmatch("h[1-6]", kind) for kind in kinds)
            yield DataText(text="".join(leaves), is_title=is_title, is_markup=False)
            return
        for name, inner in value.items():
            yield from _pieces(inner, name, depth + 1)


def _leaves(value: dict[str, Json] | list[Json], depth: int) -> Iterator[str]:
    """The strings that are the words of rich text."""
    if depth > _MAX_NESTING:
        return
    named = value.items() if isinstance(value, dict) else [("", inner) for inner in value]
    for name, inner in named:
        if isinstance(inner, str) and name in ("text", "value"):
            yield inner
        elif isinstance(inner, (dict, list)):
            yield from _leaves(inner, depth + 1)


def _piece(text: str, key: str) -> Iterator[DataText]:
    is_markup = _MARKUP.search(text) is not None
    if is_markup or _PROSE.search(text) or _DENSE.search(text):
        if is_markup or "{" not in text:
            yield DataText(text=text, is_title=False, is_markup=is_markup)
    elif key.lower() in _TITLES and 0 < len(text) <= _MAX_TITLE and not text.startswith(("/", "http")):
        yield DataText(text=text, is_title=True, is_markup=False)
