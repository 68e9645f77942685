"""From the tree of a page to its blocks, in reading order: every visible character ends up in exactly one block.

Judges nothing: menus and dialogs are read like everything else.
"""

import re
from dataclasses import dataclass

from lxml import etree, html

from tracker.clauses.clause import ClauseKind
from tracker.page.blocks import Block, PageText, Part
from tracker.page.data_tables import is_data_table
from tracker.page.inline_text import InlineText
from tracker.page.lines import Line, has_bullet, join_all, join_lines, with_marker, without_bullet
from tracker.page.list_markers import ItemNumbers
from tracker.page.visibility import is_hidden, is_struck_out

_BLOCK_TAGS = frozenset(
    ("html", "body", "main", "article", "section", "div", "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li",
     "dl", "dt", "dd", "table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption", "blockquote", "pre", "hr",
     "header", "footer", "nav", "aside", "form", "fieldset", "legend", "figure", "figcaption", "details", "summary",
     "center", "address", "menu", "dir", "frameset", "dialog", "select", "option", "optgroup", "textarea", "hgroup",
     "search", "label", "marquee", "xmp", "listing", "plaintext", "text", "foreignObject")
)  # fmt: skip
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BENEATH = frozenset(("p", "ul", "ol", "dl", "table", "blockquote", "section", "article"))
_LISTS = frozenset(("ul", "ol", "menu", "dir"))
_PREFORMATTED = frozenset(("pre", "xmp", "listing", "plaintext", "textarea"))
_UNSEEN = frozenset(("head", "title"))
_EMPHASIS = {"b": "b", "strong": "b", "u": "u", "big": "z", "th": "b"} | dict.fromkeys(
    ("dt", "summary", "caption", "legend"), "t"
)
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_LARGE_FONT = re.compile(r"\s*(?:\+[1-4]|[4-7])\s*")
_FOOTNOTE = re.compile(r"\s*(\d{1,3})\s*")
_PERMALINKS = frozenset("¶#§🔗")


@dataclass(frozen=True, slots=True)
class _Style:
    """What the open elements mean for the characters inside them."""

    emphasis: str
    target: str | None
    on_button: bool


@dataclass(slots=True)
class _Item:
    """An open list item: `marker` is waiting for the item's first words, None once they are there."""

    marker: str | None
    level: int


@dataclass(slots=True)
class _OpenPart:
    """A part while it is read; `end` is not known before its element ends."""

    element: html.HtmlElement
    hidden: bool
    struck_out: bool
    parent: int
    start: int
    end: int

    def closed(self) -> Part:
        attributes = self.element.attrib
        return Part(
            tag=self.element.tag,
            names=f"{attributes.get('class', '')} {attributes.get('id', '')}".strip(),
            role=attributes.get("role", ""),
            hidden=self.hidden,
            struck_out=self.struck_out,
            parent=self.parent,
            start=self.start,
            end=self.end,
        )


def read_blocks(tree: html.HtmlElement) -> PageText:
    """Return the text of the tree as blocks in document order, with the parts that hold them."""
    reader = _Reader()
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if event == "start":
            reader.start(element)
        else:
            reader.end(element)
    return reader.page_text()


class _Reader:
    def __init__(self) -> None:
        self._blocks: list[Block] = []
        self._parts: list[_OpenPart] = []
        self._anchors: dict[str, int] = {}
        self._open_parts: list[int] = []
        self._styles = [_Style(emphasis="", target=None, on_button=False)]
        self._headings: list[int] = []
        self._heading_starts: list[tuple[html.HtmlElement, int]] = []
        self._items: list[_Item] = []
        self._lists: list[ItemNumbers] = []
        self._texts = [InlineText()]
        self._preformatted = 0
        self._data_table: html.HtmlElement | None = None

    def page_text(self) -> PageText:
        return PageText(
            blocks=tuple(self._blocks), parts=tuple(part.closed() for part in self._parts), anchors=self._anchors
        )

    def start(self, element: html.HtmlElement) -> None:
        tag = element.tag
        if _is_block(tag):
            self._start_block(element)
        elif tag == "br":
            self._texts[-1].break_line()
        elif is_hidden(element) or is_struck_out(element):
            self._texts.append(InlineText())
            self._open_part(element)
        self._note_anchors(element)
        self._styles.append(_style_inside(element, self._styles[-1]))
        if element.text and tag not in _UNSEEN:
            self._add(_footnote(element) or element.text)

    def end(self, element: html.HtmlElement) -> None:
        tag = element.tag
        if _is_block(tag):
            self._end_block(element)
        elif tag != "br" and (is_hidden(element) or is_struck_out(element)):
            self._flush()
            self._texts.pop()
            self._close_part()
        self._styles.pop()
        if tag == "a":
            self._texts[-1].end_link()
        if element.tail and tag != "title":
            self._add(element.tail)

    def _start_block(self, element: html.HtmlElement) -> None:
        tag = element.tag
        if self._data_table is not None:
            self._start_in_data_table(element)
        else:
            self._flush()
        if tag == "table" and self._data_table is None and is_data_table(element):
            self._data_table = element
        self._open_part(element)
        if tag in _HEADINGS or self._ends_heading(tag):
            self._headings.append(_HEADINGS.get(tag, 0))
            self._heading_starts.append((element, len(self._blocks)))
        elif tag in _LISTS:
            self._lists.append(ItemNumbers(element))
        elif tag == "li":
            marker = self._lists[-1].next_marker(element) if self._lists else ""
            self._items.append(_Item(marker=marker, level=max(1, len(self._lists))))
        elif tag in _PREFORMATTED:
            self._preformatted += 1

    def _end_block(self, element: html.HtmlElement) -> None:
        tag = element.tag
        if self._data_table is None or tag == "tr" or element is self._data_table:
            self._flush()
        else:
            self._texts[-1].space()
        if self._heading_starts and self._heading_starts[-1][0] is element:
            self._heading_starts.pop()
            self._headings.pop()
        elif tag in _LISTS:
            self._lists.pop()
        elif tag == "li":
            self._items.pop()
        elif tag in _PREFORMATTED:
            self._preformatted -= 1
        elif element is self._data_table:
            self._data_table = None
        self._close_part()

    def _ends_heading(self, tag: str) -> bool:
        """Whether an element in a heading that has its words already begins what stands beneath (`<h1>Terms<p>We`)."""
        return (
            tag in _BENEATH and bool(self._headings) and self._headings[-1] > 0
            and len(self._blocks) > self._heading_starts[-1][1]
        )  # fmt: skip

    def _start_in_data_table(self, element: html.HtmlElement) -> None:
        if element.tag in ("tr", "caption"):
            self._flush()
        elif element.tag in ("td", "th"):
            self._texts[-1].end_cell()
        else:
            self._texts[-1].space()

    def _open_part(self, element: html.HtmlElement) -> None:
        self._open_parts.append(len(self._parts))
        self._parts.append(
            _OpenPart(
                element=element,
                hidden=is_hidden(element),
                struck_out=is_struck_out(element),
                parent=self._open_parts[-2] if len(self._open_parts) > 1 else -1,
                start=len(self._blocks),
                end=len(self._blocks),
            )
        )

    def _close_part(self) -> None:
        self._parts[self._open_parts.pop()].end = len(self._blocks)

    def _note_anchors(self, element: html.HtmlElement) -> None:
        attributes = element.attrib
        for name in (attributes.get("id"), attributes.get("name") if element.tag == "a" else None):
            if name:
                self._anchors.setdefault(name, len(self._blocks))

    def _add(self, text: str) -> None:
        style = self._styles[-1]
        if style.target is not None and text.strip() in _PERMALINKS:
            return
        if not self._preformatted:
            self._texts[-1].add(text, emphasis=style.emphasis, target=style.target, on_button=style.on_button)
            return
        for number, line in enumerate(text.splitlines()):
            if number:
                self._texts[-1].break_line()
            self._texts[-1].add(line, emphasis=style.emphasis, target=style.target, on_button=style.on_button)

    def _flush(self) -> None:
        lines = self._texts[-1].lines()
        if not lines:
            return
        if self._data_table is not None:
            self._blocks.append(self._block(join_all(lines), ClauseKind.ROW, 0))
            return
        for line in join_lines(lines):
            self._append(line)

    def _append(self, line: Line) -> None:
        item = self._items[-1] if self._items and self._items[-1].marker is not None else None
        if item is not None and item.marker:
            line = with_marker(line, item.marker)
        if self._headings and self._headings[-1]:
            self._blocks.append(self._block(line, ClauseKind.HEADING, self._headings[-1]))
        elif item is not None:
            self._blocks.append(self._block(without_bullet(line), ClauseKind.ITEM, item.level))
        elif has_bullet(line):
            self._blocks.append(self._block(without_bullet(line), ClauseKind.ITEM, max(1, len(self._lists))))
        else:
            self._blocks.append(self._block(line, ClauseKind.PARA, 0))
        if item is not None:
            item.marker = None

    def _block(self, line: Line, kind: ClauseKind, level: int) -> Block:
        return Block(
            kind=kind,
            level=level,
            text=line.text,
            part=self._open_parts[-1],
            links=line.links,
            emphasis=line.emphasis,
            button=line.button,
        )


def _is_block(tag: str) -> bool:
    """Whether the element begins a new line; elements that sites invent (`x-panel`) are drawn as blocks as a rule."""
    return tag in _BLOCK_TAGS or "-" in tag


def _style_inside(element: html.HtmlElement, around: _Style) -> _Style:
    tag = element.tag
    attributes = element.attrib
    mark = _EMPHASIS.get(tag)
    if mark is None and "style" in attributes and _BOLD_STYLE.search(attributes["style"]):
        mark = "b"
    elif tag == "font" and _LARGE_FONT.fullmatch(attributes.get("size", "")):
        mark = "z"
    is_link = tag == "a" and "href" in attributes
    is_button = tag == "button" or attributes.get("role") == "button"
    if is_button and "aria-expanded" in attributes:
        mark = "t"
    if not (mark or is_link or is_button):
        return around
    return _Style(
        emphasis=around.emphasis if mark is None or mark in around.emphasis else around.emphasis + mark,
        target=attributes["href"].strip() if is_link else around.target,
        on_button=around.on_button or is_button,
    )


def _footnote(element: html.HtmlElement) -> str | None:
    """Return the mark of a footnote in brackets, so that it does not run into the word before it; None for others."""
    parent = element.getparent()
    is_raised = element.tag == "sup" or (element.tag == "a" and parent is not None and parent.tag == "sup")
    match = _FOOTNOTE.fullmatch(element.text) if is_raised else None
    return f"[{match[1]}]" if match else None
