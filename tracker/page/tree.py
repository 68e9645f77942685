"""Characters of a page to a tree that is safe to walk, whatever the page does to the parser.

Parsed as browsers parse (turbohtml, the WHATWG algorithm), then handed on as lxml elements, which the rest of the
project and trafilatura walk. Bounds what hostile pages try: elements without end, attributes by the thousand, control
characters; the parser itself nests them 512 deep at most, as Chrome does.
docs/decisions/0022 says how the parser was chosen.
"""

import re
import sys
from collections.abc import Callable

import turbohtml
from lxml import etree, html

from db.errors import UnreadablePage
from tracker.text.unseen_characters import clean_text

MAX_TAGS = 2_500_000
MAX_ELEMENTS = 1_000_000
"""More is an attack: the longest policies we know have 30,000 elements."""
_MAX_VALUE = 100_000
"""Characters of an attribute that are kept; only an embedded page (`srcdoc`) is that long."""
_KEPT = frozenset(
    ("alt", "aria-controls", "aria-expanded", "aria-hidden", "aria-label", "class", "content", "data-bs-target",
     "data-cfemail", "data-href", "data-target", "data-title", "data-url", "hidden", "href", "http-equiv", "id",
     "itemprop", "lang", "name", "onchange", "onclick", "onload", "property", "rel", "reversed", "role",
     "shadowrootmode", "size", "slot", "src", "srcdoc", "start", "style", "title", "type", "value", "xml:lang")
)  # fmt: skip
"""The attributes that anything here reads; what others say cannot change a text."""
_LOOKS = r"(?:b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)"
_OPENS_LOOK = re.compile(rf"<{_LOOKS}\b", re.IGNORECASE)
_CLOSES_LOOK = re.compile(rf"</{_LOOKS}\b", re.IGNORECASE)
_LOOK = re.compile(rf"</?{_LOOKS}\b[^<>]*>", re.IGNORECASE)
_MAX_OPEN_LOOKS = 500
_ENTITY = re.compile(r"&#(x[0-9a-f]{1,7}|[0-9]{1,7})", re.IGNORECASE)
_KNOWN = frozenset(html.defs.tags)
_NAME = re.compile(r"[a-zA-Z][\w-]*", re.ASCII)
_STREAM_MARKS = frozenset(("$?", "$!", "/$"))
"""Comments that React sets around a block of the page that it sends later; the others are dropped."""


def parse_page(text: str) -> html.HtmlElement:
    """Return the root element of the page; raises UnreadablePage when there is nothing to parse, or far too much.

    `<noscript>` holds its elements, and `<template>` its content; comments and unused attributes are left away.
    """
    if not text.strip():
        raise UnreadablePage("the page is empty")
    if text.count("<") > MAX_TAGS:
        raise UnreadablePage(f"the page has more than {MAX_TAGS:,} tags")
    document = turbohtml.parse(
        _without_open_looks(text), positions=False, scripting=True, allow_declarative_shadow_roots=False
    )
    if document.root is None:
        raise UnreadablePage("the page holds no element and no text")
    clean = _as_it_is if _is_clean(text) else clean_text
    root = html.html_parser.makeelement("html", _attributes(document.root, clean))
    _graft(document.root, root, clean=clean)
    return root


def _graft(source: turbohtml.Element, root: html.HtmlElement, *, clean: Callable[[str], str]) -> None:
    """Copy what stands below `source` into `root`, in the order of the page; `clean` is applied to its characters."""
    room = MAX_ELEMENTS
    branches = [(iter(source.children), root)]
    while branches:
        nodes, parent = branches.pop()
        last: html.HtmlElement | None = None
        pieces: list[str] = []
        for node in nodes:
            if isinstance(node, turbohtml.Text):
                pieces.append(node.text)
                continue
            if pieces and isinstance(node, (turbohtml.Element, turbohtml.Comment)) and not _is_dropped(node):
                _write(pieces, parent, last, clean)
            if isinstance(node, turbohtml.Comment) and not _is_dropped(node):
                last = etree.Comment(node.data)
                parent.append(last)
            if not isinstance(node, turbohtml.Element):
                continue
            room -= 1
            tag = node.tag
            last = etree.SubElement(parent, tag if tag in _KNOWN else _sound(tag), _attributes(node, clean))
            if content := _content(node):
                branches.append((iter(content), last))
        if pieces:
            _write(pieces, parent, last, clean)
        if room < 0:
            raise UnreadablePage(f"the page has more than {MAX_ELEMENTS:,} elements")


def _is_dropped(node: turbohtml.Element | turbohtml.Comment) -> bool:
    return isinstance(node, turbohtml.Comment) and node.data not in _STREAM_MARKS


def _write(
    pieces: list[str], parent: html.HtmlElement, last: html.HtmlElement | None, clean: Callable[[str], str]
) -> None:
    """Write the characters after the child `last` of `parent`, or at its beginning; dropped comments stood between."""
    text = clean(pieces[0] if len(pieces) == 1 else "".join(pieces))
    pieces.clear()
    if last is None:
        parent.text = text
    else:
        last.tail = text


def _sound(tag: str) -> str:
    """The name as lxml takes it: others (`o:p`, `a"b`) mean nothing, so that their elements only hold text."""
    return tag if _NAME.fullmatch(tag) else "span"


def _without_open_looks(text: str) -> str:
    """The page without tags of looks where hundreds stay open: each paragraph would repeat all of them."""
    if text.count("<") - 2 * text.count("</") <= _MAX_OPEN_LOOKS:
        return text
    if len(_OPENS_LOOK.findall(text)) - len(_CLOSES_LOOK.findall(text)) <= _MAX_OPEN_LOOKS:
        return text
    return _LOOK.sub("", text)


def _content(node: turbohtml.Element) -> list[turbohtml.Node]:
    """The nodes in an element, also where the parser reads them as mere characters or sets them apart."""
    if node.tag == "noscript":
        return list(turbohtml.parse_fragment(node.text).children)
    if node.tag == "template":
        return [inner for part in node.children for inner in getattr(part, "children", ())]
    return list(node.children)


def _attributes(node: turbohtml.Element, clean: Callable[[str], str]) -> dict[str, str]:
    attributes = node.attrs
    if not attributes:
        return {}
    kept = {
        name: clean(" ".join(value) if isinstance(value, list) else value or "")[:_MAX_VALUE]
        for name, value in attributes.items()
        if name in _KEPT
    }
    if "xml:lang" in kept:
        kept.setdefault("lang", kept.pop("xml:lang"))
    return kept


def _is_clean(text: str) -> bool:
    """Whether neither the characters of a page nor its numbered entities need `clean_text`."""
    numbers = {match.lower() for match in _ENTITY.findall(text)}
    named = (int(number[1:], 16) if number.startswith("x") else int(number) for number in numbers)
    entities = "".join(chr(number) if number <= sys.maxunicode else "\0" for number in named)
    return clean_text(entities) == entities and clean_text(text) == text


def _as_it_is(text: str) -> str:
    return text
