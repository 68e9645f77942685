"""The links of a page, as its markup has them: anchors, areas, frames, `<link rel>`, menus, scripts.

Knows nothing of policies. Bounded: a page of 20,000 links costs what its parsing costs.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import html

from crawler.addresses import resolve, script_address
from db.errors import UnreadablePage
from tracker.decoding import decode_page
from tracker.page_tree import parse_page

MAX_PAGE_BYTES = 8_000_000
"""Bytes that are read; what links to a policy stands in the first megabyte or is not meant to be found."""
MAX_TEXT = 300
"""Characters of a link's text; longer ones are whole paragraphs or cards."""
_MAX_ANCESTORS = 12
_FOOTER = re.compile(r"foot|bottom|colophon|copyright|legal|imprint|impressum", re.IGNORECASE)
_LINK_TAGS = ("a", "area", "frame", "iframe", "link", "option", "button", "base")
_USEFUL_RELATIONS = frozenset({"privacy-policy", "privacy", "terms-of-service", "terms", "copyright", "legal", "help"})
"""What a `<link>` may be for; the others name styles, icons, feeds. The first and third are registered with IANA."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLink:
    """A link: where it leads (absolute), what it says, how it stands on the page.

    `title` is all that stands beside the text (title, label, image text, name); `element` is the place in the tree;
    `place` runs from 0 (top of the page) to 1.
    """

    url: str
    text: str
    title: str
    relation: str
    element: html.HtmlElement
    place: float

    @property
    def is_frame(self) -> bool:
        """Whether the address is shown inside the page."""
        return self.element.tag in {"frame", "iframe"}


def read_tree(body: bytes, content_type: str | None) -> html.HtmlElement | None:
    """Return the page's tree, None for what is no page; never raises."""
    try:
        return parse_page(decode_page(body[:MAX_PAGE_BYTES], content_type=content_type).text)
    except UnreadablePage:
        return None


def base_of(tree: html.HtmlElement) -> str | None:
    """Return the `<base href>` of the page."""
    return next((base.get("href") for base in tree.iter("base") if base.get("href")), None)


def read_links(tree: html.HtmlElement, *, url: str) -> Iterator[PageLink]:
    """Yield the links that lead to pages of the web, in the order of the page."""
    base = base_of(tree)
    elements = [element for element in tree.iter(*_LINK_TAGS) if element.tag != "base"]
    for position, element in enumerate(elements):
        target = _target(element, page_url=url, base=base)
        if target is not None:
            yield PageLink(
                url=target,
                text=link_text(element),
                title=_title(element),
                relation=(element.get("rel") or "").lower(),
                element=element,
                place=position / len(elements),
            )


def link_text(element: html.HtmlElement) -> str:
    """Return what the link shows, images by their text, at most MAX_TEXT characters."""
    parts: list[str] = []
    length = 0
    for part in element.itertext():
        parts.append(part)
        length += len(part)
        if length > 4 * MAX_TEXT:
            break
    return " ".join("".join(parts).split())[:MAX_TEXT]


def text_around(element: html.HtmlElement) -> str:
    """Return the text that stands just before and after the link, in its line."""
    parent = element.getparent()
    while parent is not None and parent.tag in {"b", "strong", "font", "u", "i", "em", "span", "small"}:
        if not _before(element).strip() and not (element.tail or "").strip():
            element, parent = parent, parent.getparent()
        else:
            break
    return f"{_before(element)} … {(element.tail or '')[:120]}"


def is_in_footer(element: html.HtmlElement) -> bool:
    """Whether the link stands in what the page calls its footer."""
    ancestor = element
    for _ in range(_MAX_ANCESTORS):
        if ancestor is None:
            return False
        if ancestor.tag == "footer" or _FOOTER.search(f"{ancestor.get('id', '')} {ancestor.get('class', '')}"):
            return True
        ancestor = ancestor.getparent()
    return False


def _before(element: html.HtmlElement) -> str:
    previous, parent = element.getprevious(), element.getparent()
    if previous is not None:
        return (previous.tail or "")[-160:]
    return "" if parent is None else (parent.text or "")[-160:]


def _target(element: html.HtmlElement, *, page_url: str, base: str | None) -> str | None:
    if element.tag == "link" and not _USEFUL_RELATIONS & set((element.get("rel") or "").lower().split()):
        return None
    written = element.get("src") if element.tag in {"frame", "iframe"} else element.get("href")
    if element.tag == "option":
        written = element.get("value")
        if not written or not re.search(r"[/.]", written):
            return None
    if not written or written.strip().startswith("#") or written.strip().lower().startswith("javascript:"):
        script = script_address(element.get("onclick") or "")
        written = script or element.get("data-href") or element.get("data-url") or written
    return resolve(written, page_url=page_url, base=base) if written else None


def _title(element: html.HtmlElement) -> str:
    parts = [element.get(name) for name in ("title", "aria-label", "alt", "name", "data-title")]
    parts += [image.get("alt") or image.get("title") for image in element.iter("img", "area")]
    return " ".join(" ".join(part for part in parts if part).split())[:MAX_TEXT]
