"""The tree of a page as a flat row of text blocks, in reading order."""

from dataclasses import dataclass

from lxml import etree, html

from tracker.boilerplate import Reason, is_hidden, reason_of_element
from tracker.clauses import ClauseKind

_BLOCK_TAGS = frozenset(
    ("html", "body", "main", "article", "section", "div", "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li",
     "dl", "dt", "dd", "table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption", "blockquote", "pre", "hr",
     "header", "footer", "nav", "aside", "form", "fieldset", "legend", "figure", "figcaption", "details", "summary",
     "center", "address", "menu", "dir", "frameset", "dialog", "button", "select", "option")
)  # fmt: skip
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LISTS = frozenset(("ul", "ol", "menu", "dir"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A stretch of text between block boundaries; `reason` says why its element is no content, None if it is."""

    kind: ClauseKind
    level: int
    text: str
    reason: Reason | None


def read_blocks(tree: html.HtmlElement) -> tuple[Block, ...]:
    """Return the blocks of the tree in document order."""
    reader = _Reader(tree)
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if event == "start":
            reader.start(element)
        else:
            reader.end(element)
    reader.flush()
    return tuple(reader.blocks)


class _Reader:
    def __init__(self, tree: html.HtmlElement) -> None:
        self.blocks: list[Block] = []
        self._text: list[str] = []
        self._stack: list[html.HtmlElement] = []
        self._reasons: list[Reason | None] = [None]
        self._words = max(1, len(tree.text_content()))

    def start(self, element: html.HtmlElement) -> None:
        if element.tag in _BLOCK_TAGS:
            self.flush()
            self._stack.append(element)
            self._reasons.append(self._reasons[-1] or self._judge(element))
        elif element.tag == "br":
            self._text.append(" ")
        if element.text and element.tag not in ("title", "head"):
            self._text.append(element.text)

    def end(self, element: html.HtmlElement) -> None:
        if element.tag in _BLOCK_TAGS:
            self.flush()
            self._stack.pop()
            self._reasons.pop()
        if element.tail:
            self._text.append(element.tail)

    def flush(self) -> None:
        text = " ".join("".join(self._text).split())
        self._text.clear()
        if not text:
            return
        kind, level = self._kind()
        self.blocks.append(Block(kind=kind, level=level, text=text, reason=self._reasons[-1]))

    def _judge(self, element: html.HtmlElement) -> Reason | None:
        if is_hidden(element):
            return Reason.HIDDEN
        return reason_of_element(element, len(element.text_content()) / self._words)

    def _kind(self) -> tuple[ClauseKind, int]:
        for element in reversed(self._stack):
            if element.tag in _HEADINGS:
                return ClauseKind.HEADING, _HEADINGS[element.tag]
            if element.tag in ("li", "dd"):
                return ClauseKind.ITEM, max(1, sum(outer.tag in _LISTS for outer in self._stack))
        return ClauseKind.PARA, 0
