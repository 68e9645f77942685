"""The links of a page, as its markup has them: anchors, areas, frames, `<link rel>`, menus, scripts.

Knows nothing of policies. Bounded: a page of 20,000 links costs what its parsing costs.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from lxml import html

from crawler.links.urls import resolve, script_address
from crawler.links.written_markup import insert_written_markup
from db.errors import UnreadablePage
from tracker.page.decoding import decode_page
from tracker.page.tree import parse_page

MAX_PAGE_BYTES = 8_000_000
"""Bytes that are read; what links to a policy stands in the first megabyte or is not meant to be found."""
MAX_TEXT = 300
"""Characters of a link's text; longer ones are whole paragraphs or cards."""
MAX_LINKS = 2_000
"""Links that are looked at closely; of more, the first and the last half: policies stand at a page's edges."""
_MAX_PARTS = 100
_MAX_ANCESTORS = 12
_MAX_NAMES = 200
"""Characters of an id or class that are read."""
_FOOTER = re.compile(r"foot|bottom|colophon|copyright|legal|imprint|impressum", re.IGNORECASE)
_LINKS = "//a|//area|//frame|//iframe|//link|//option|//button|//*[@onclick]"
"""In the order of the page; what a script opens on a click is a link in any element."""
_IMAGE_NAME = re.compile(r"(?<![^/?#])([^/?#]+)\.(?:gif|jpe?g|png|bmp|svg|webp)\b", re.IGNORECASE)
_IMAGE_WORDS = re.compile(
    r"(?<![a-z])(?:btn|button|but|nav|navi|menu|foot|footer|bot|bottom|off|on|over|out|up|down|normal|hover|img|image|"
    r"pic|icon|ico|link|lnk|txt|text|title|head|small|sm|\d+|[a-z])(?![a-z])",
    re.IGNORECASE,
)
"""What names of image files say beside their subject: what the image is for, its state, its number."""
_JUMPS = re.compile(r"location|href|jump|goto|window\.open|\bgo\b|\burl\b|submit", re.IGNORECASE)
"""What a drop-down does whose options are addresses."""
_ALWAYS_WANTED = frozenset({"frame", "link"})
"""Tags whose links say nothing in words."""
_USEFUL_RELATIONS = frozenset({"privacy-policy", "privacy", "terms-of-service", "terms", "copyright", "legal", "help"})
"""What a `<link>` may be for; the others name styles, icons, feeds. The first and third are registered with IANA."""


Wanted = Callable[[str, str, str], bool]
"""Whether a link is worth a look, by its text, its title and its address as written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLink:
    """A link: where it leads (absolute), what it says, how it stands on the page.

    `title` is all that stands beside the text (title, label, image text, name); `element` is the place in the tree;
    `place` runs from 0 (top of the page) to 1; `is_in_footer` is what ids and classes say.
    """

    url: str
    text: str
    title: str
    relation: str
    element: html.HtmlElement
    place: float
    is_in_footer: bool

    @property
    def is_frame(self) -> bool:
        """Whether the address is shown inside the page."""
        return self.element.tag in {"frame", "iframe"}


def read_tree(body: bytes, content_type: str | None) -> html.HtmlElement | None:
    """Return the page's tree, None for what is no page; never raises."""
    try:
        tree = parse_page(decode_page(body[:MAX_PAGE_BYTES], content_type=content_type).text)
    except UnreadablePage:
        return None
    insert_written_markup(tree)
    return tree


def base_of(tree: html.HtmlElement) -> str | None:
    """Return the `<base href>` of the page."""
    return next((base.get("href") for base in tree.iter("base") if base.get("href")), None)


def read_links(tree: html.HtmlElement, *, url: str, wanted: Wanted | None = None) -> Iterator[PageLink]:
    """Yield the links that lead to pages of the web, in the order of the page; only those `wanted`, if it is given.

    `wanted` is asked before an address is resolved, which is what costs time.
    """
    base = base_of(tree)
    elements: list[html.HtmlElement] = tree.xpath(_LINKS)
    found = [
        (position, element, *link)
        for position, element in enumerate(elements)
        if (link := _read_link(element)) and (wanted is None or element.tag in _ALWAYS_WANTED or wanted(*link))
    ]
    if len(found) > MAX_LINKS:
        found = found[: MAX_LINKS // 2] + found[-MAX_LINKS // 2 :]
    footers: dict[html.HtmlElement, bool] = {}
    for position, element, text, title, written in found:
        target = resolve(written, page_url=url, base=base)
        if target is not None:
            yield PageLink(
                url=target,
                text=text,
                title=title,
                relation=(element.get("rel") or "").lower(),
                element=element,
                place=position / len(elements),
                is_in_footer=_is_in_footer(element, footers),
            )


def _read_link(element: html.HtmlElement) -> tuple[str, str, str] | None:
    written = _written_address(element)
    return None if written is None else (link_text(element), _title(element), written)


def link_text(element: html.HtmlElement) -> str:
    """Return what the link shows, images by their text, at most MAX_TEXT characters."""
    parts: list[str] = []
    length = 0
    for part in islice(element.itertext(), _MAX_PARTS):
        parts.append(part)
        length += len(part)
        if length > 2 * MAX_TEXT:
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


def _is_in_footer(element: html.HtmlElement, known: dict[html.HtmlElement, bool]) -> bool:
    """Return whether the link stands in what the page calls its footer; `known` remembers the answer by parent."""
    parent = element.getparent()
    if parent not in known:
        known[parent] = any(_is_footer(ancestor) for ancestor in islice(element.iterancestors(), _MAX_ANCESTORS))
    return known[parent] or _is_footer(element)


def _is_footer(element: html.HtmlElement) -> bool:
    names = f"{element.get('id', '')[:_MAX_NAMES]} {element.get('class', '')[:_MAX_NAMES]}"
    return element.tag == "footer" or _FOOTER.search(names) is not None


def _before(element: html.HtmlElement) -> str:
    previous, parent = element.getprevious(), element.getparent()
    if previous is not None:
        return (previous.tail or "")[-160:]
    return "" if parent is None else (parent.text or "")[-160:]


def _written_address(element: html.HtmlElement) -> str | None:
    if element.tag == "link" and not _USEFUL_RELATIONS & set((element.get("rel") or "").lower().split()):
        return None
    written = element.get("src") if element.tag in {"frame", "iframe"} else element.get("href")
    if element.tag == "option":
        written = element.get("value")
        if not written or not (re.search(r"[/.]", written) or _is_menu(element)):
            return None
    if not written or written.strip().startswith("#") or written.strip().lower().startswith("javascript:"):
        script = script_address(element.get("onclick") or "")
        written = script or element.get("data-href") or element.get("data-url") or written
    return written or None


def _is_menu(option: html.HtmlElement) -> bool:
    """Whether the drop-down of an option leads to pages, and asks for nothing."""
    menu = next(option.iterancestors("select"), None)
    return menu is not None and _JUMPS.search(menu.get("onchange") or "") is not None


def _title(element: html.HtmlElement) -> str:
    parts = [element.get(name) for name in ("title", "aria-label", "alt", "name", "data-title")]
    images = list(element.iterdescendants("img", "area", "input"))
    parts += [image.get("alt") or image.get("title") for image in images]
    said = " ".join(" ".join(part for part in parts if part).split())
    return (said or _name_of_image(images))[:MAX_TEXT]


def _name_of_image(images: list[html.HtmlElement]) -> str:
    """Return what the file name of the first image says that has no text: "privacy" of `btn_privacy_off.gif`."""
    for image in images:
        if found := _IMAGE_NAME.search((image.get("src") or "")[:MAX_TEXT]):
            return " ".join(_IMAGE_WORDS.sub(" ", re.sub(r"[_\W]+", " ", found[1])).split())
    return ""
