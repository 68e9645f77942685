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
    return page_of_blocks(block_of_line(line) for line in join_lines(tuple(lines)))


def page_of_blocks(blocks: Iterable[Block]) -> PageText:
    """Return the blocks as a page of one part."""
    blocks = tuple(blocks)
    body = Part(tag="body", names="", role="", hidden=False, parent=-1, start=0, end=len(blocks))
    return PageText(blocks=blocks, parts=(body,), anchors={})


def block_of_line(line: Line) -> Block:
    """Return a paragraph, or an item if it begins with the mark of one."""
    if has_bullet(line):
        line = without_bullet(line)
        return Block(kind=ClauseKind.ITEM, level=1, text=line.text, part=0)
    return Block(kind=ClauseKind.PARA, level=0, text=line.text, part=0, emphasis=line.emphasis)
