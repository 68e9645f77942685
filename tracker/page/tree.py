"""Characters of a page to a tree that is safe to walk, whatever the page does to the parser.

Bounds what hostile pages try: elements nested without end, entities that multiply, control characters.
Undoes one veil: mail addresses that Cloudflare encrypts anew at every capture.
"""

import re

from lxml import etree, html

from db.errors import UnreadablePage

MAX_DEPTH = 2000
"""libxml2 gives up beyond 2048 nested elements and drops the rest of the page."""

_NESTING_TAGS = re.compile(
    r"</?(?:a|abbr|b|big|center|div|em|font|i|section|small|span|strike|strong|tt|u)\b[^<>]{0,4000}>", re.IGNORECASE
)
_ANY_TAG = re.compile(r"<[^<>]{0,4000}>")
_VEILED_IN_LINK = re.compile(r"/cdn-cgi/l/email-protection#([0-9a-f]{4,400})", re.IGNORECASE)
_UNSEEN = ("script", "style", "noscript", "template", "svg", "math", "iframe", "object", "embed", "canvas", "video",
           "audio", "map", "datalist", "noframes")  # fmt: skip


def parse_page(text: str) -> html.HtmlElement:
    """Return the root element of the page; raises UnreadablePage when there is nothing to parse."""
    if not text.strip():
        raise UnreadablePage("the page is empty")
    tree = _parse(text)
    if tree is None or _is_too_deep(tree):
        flattened = _NESTING_TAGS.sub(" ", text)
        tree = _parse(flattened)
        if tree is None or _is_too_deep(tree):
            tree = _parse(_ANY_TAG.sub(" ", flattened))
    if tree is None:
        raise UnreadablePage("the page holds no element and no text")
    return tree


def drop_unseen(tree: html.HtmlElement) -> None:
    """Remove in place what no browser shows as text: scripts, styles, drawings, comments."""
    etree.strip_elements(tree, etree.Comment, etree.ProcessingInstruction, *_UNSEEN, with_tail=False)


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


def _parse(text: str) -> html.HtmlElement | None:
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        return html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None


def _is_too_deep(tree: html.HtmlElement) -> bool:
    """Whether the parser met its limit, that is, whether the rest of the page was dropped."""
    depth = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth >= MAX_DEPTH:
            return True
    return False
