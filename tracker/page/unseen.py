"""What stands in a page's tree and is not shown: scripts, styles, templates, drawings, veils.

All of it is taken away, but nothing that reads like prose goes silently: it is named. Where a page shows next to
nothing, its text stands in what it holds ready for browsers without scripts, or for its own script.
"""

import re
from collections.abc import Iterator, Sequence

from lxml import etree, html

from tracker.page.blocks import UnreadText
from tracker.page.script_data import DataText, script_prose, show_prose
from tracker.text.counts import count_words

_UNSEEN = ("script", "style", "noscript", "template", "iframe", "canvas", "video", "audio", "datalist", "noframes",
           "noembed", "embed")  # fmt: skip
_IN_HEAD = frozenset(("head", "title", "html"))
_IN_DRAWINGS = frozenset(("title", "desc", "metadata", "defs", "annotation"))
_VEILED_IN_LINK = re.compile(r"/cdn-cgi/l/email-protection#([0-9a-f]{4,400})", re.IGNORECASE)
FEW_WORDS = 60
"""A page that shows fewer is the shell of an application, or says no more than that it needs scripts."""
_FEWEST_NAMED = 5
"""Words of a template that are worth naming."""


def drop_unseen(tree: html.HtmlElement) -> tuple[UnreadText, ...]:
    """Remove what browsers do not show; return the prose in it.

    Where the page shows hardly any words, `<noscript>` is shown, and else the prose of its script's data.
    """
    templates = tuple(_template_texts(tree))
    data = script_prose(tree)
    for drawing in tree.iter("svg", "math"):
        etree.strip_elements(drawing, *_IN_DRAWINGS, with_tail=False)
    fallbacks = [element for element in tree.iter("noscript") if _count_words("".join(element.itertext())) >= FEW_WORDS]
    is_shell = bool(data or fallbacks) and _count_shown(tree) < FEW_WORDS
    for fallback in fallbacks if is_shell else ():
        fallback.tag = "div"
    etree.strip_elements(tree, etree.Comment, *_UNSEEN, with_tail=False)
    if not is_shell or fallbacks:
        return (*templates, *_missing(tree, data))
    show_prose(tree, data)
    return templates


def _template_texts(tree: html.HtmlElement) -> Iterator[UnreadText]:
    for template in tree.iter("template"):
        text = " ".join(" ".join(template.itertext()).split())
        if _count_words(text) >= _FEWEST_NAMED and next(template.iterancestors("template"), None) is None:
            yield UnreadText(reason="template", text=text)


def _missing(tree: html.HtmlElement, data: Sequence[DataText]) -> Iterator[UnreadText]:
    """The prose of scripts that the page does not show as well."""
    shown = "".join("".join(tree.itertext()).split()) if data else ""
    for piece in data:
        text = " ".join(piece.plain().split())
        if not piece.is_title and text and "".join(text.split()) not in shown:
            yield UnreadText(reason="script data", text=text)


def _count_shown(tree: html.HtmlElement) -> int:
    """The words that are shown of the page; counting stops at FEW_WORDS."""
    words = 0
    waiting = [tree]
    while waiting and words < FEW_WORDS:
        element = waiting.pop()
        if isinstance(element.tag, str) and element.tag not in _UNSEEN and element.tag not in _IN_HEAD:
            words += _count_words(element.text) + sum(_count_words(child.tail) for child in element)
            waiting.extend(element)
        elif element.tag == "html":
            waiting.extend(element)
    return words


def _count_words(text: str | None) -> int:
    return count_words(text) if text else 0


def unveil_addresses(tree: html.HtmlElement) -> None:
    """Put the mail addresses that Cloudflare veiled back in place, as text and as `mailto:` links."""
    for element in tree.iter("a", "span"):
        veiled = element.get("data-cfemail")
        if veiled:
            address = unveil(veiled)
            if address:
                for child in list(element):
                    element.remove(child)
                element.text = address
        target = element.get("href")
        if target and (match := _VEILED_IN_LINK.search(target)) and (address := unveil(match[1])):
            element.set("href", "mailto:" + address)
        elif target and target.rstrip("#").endswith("/cdn-cgi/l/email-protection"):
            del element.attrib["href"]


def unveil(veiled: str) -> str | None:
    """Return the address behind Cloudflare's hexadecimal veil (first byte: the key), None if it is not one.

    >>> unveil("543514367a37")
    'a@b.c'
    """
    try:
        key, *rest = bytes.fromhex(veiled)
        address = bytes(byte ^ key for byte in rest).decode("utf-8")
    except ValueError:
        return None
    return address if address.isprintable() else None
