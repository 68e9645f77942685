"""Text without markup to blocks: paragraphs, items and underlined headings as people type them."""

import re
from collections.abc import Iterable
from dataclasses import replace

from tracker.clauses.clause import ClauseKind
from tracker.page.blocks import Block, PageText, Part
from tracker.page.lines import Line, has_bullet, join_lines, without_bullet

_RULE = re.compile(r"\s*([-=_*~#+.])\1{2,}\s*")
_UNDERLINED_MAX = 100


def read_plain_text(text: str) -> PageText:
    """Return the blocks of a plain text; an empty line, or a line of dashes or the like, ends a paragraph."""
    lines: list[Line] = []
    gap = False
    for written in text.splitlines():
        words = " ".join(written.split())
        if not words or _RULE.fullmatch(words):
            if words and lines and not gap and len(lines[-1].text) <= _UNDERLINED_MAX:
                lines[-1] = replace(lines[-1], emphasis="u")
            gap = bool(lines)
            continue
        lines.append(Line(text=words, gap=gap))
        gap = False
    return page_of_lines(lines)


def page_of_lines(lines: Iterable[Line]) -> PageText:
    """Return the paragraphs that the lines make up as a page of one part."""
    blocks = tuple(_block(line) for line in join_lines(tuple(lines)))
    body = Part(tag="body", names="", role="", hidden=False, parent=-1, start=0, end=len(blocks))
    return PageText(blocks=blocks, parts=(body,), anchors={})


def _block(line: Line) -> Block:
    if has_bullet(line):
        line = without_bullet(line)
        return Block(kind=ClauseKind.ITEM, level=1, text=line.text, part=0)
    return Block(kind=ClauseKind.PARA, level=0, text=line.text, part=0, emphasis=line.emphasis)
