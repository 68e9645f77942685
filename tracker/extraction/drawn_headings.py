"""Headings that a page only draws as such: bold or large lines, `:: lines`, lines of capitals, terms, accordions.

Also the reverse: a paragraph that a page wraps in `<h2>` for its size is no heading.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from tracker.clauses.clause import ClauseKind, Hyperlink
from tracker.page.block_tests import is_only_links
from tracker.page.blocks import Block
from tracker.text.phrases import fold

_MAX_WORDS = 15
_MAX_CHARACTERS = 120
_HEADING_MAX_WORDS = 40
_MIN_CAPITALS = 4
_DECORATION = re.compile(r"\s*(?:::+|»|>>)\s*(?=\w)")
_NOT_AT_END = (".", ",", ";", "。", "、", "|")
_NUMBERED = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*|[IVX]{1,5})[.)]\s+\w.{2,60}\.")
_MAX_LEVEL = 6
_NUMBER = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3})*(?:[.):]\s*|\s+(?=[^\W\d]))|(?:[a-z]|[ivx]{1,5})[.):]\s*)")


def mark_headings(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks with headings told from paragraphs by how they look.

    A drawn heading ranks below the marked-up heading above it; among each other they rank in the order in which
    their looks first appear on the page.
    """
    marked: list[Block] = []
    looks: list[str] = []
    base = 0
    for block, following in zip_longest(blocks, blocks[1:]):
        if block.kind is ClauseKind.HEADING:
            marked.append(_demoted(block))
            base = block.level
            continue
        look = _look_of_heading(block, following)
        if look and look not in looks:
            looks.append(look)
        marked.append(_promoted(block, min(_MAX_LEVEL, base + 1 + looks.index(look))) if look else block)
    return tuple(marked)


def plain_heading(text: str) -> str:
    """Return a heading folded and without its number, for comparison.

    >>> plain_heading("3.1 Your Rights:")
    'your rights'
    """
    return _NUMBER.sub("", fold(text), count=1).strip(" .:*#")


def is_numbered(text: str) -> bool:
    """Whether a heading begins with a number or a letter that counts it.

    >>> is_numbered("3.1 Your Rights"), is_numbered("Your Rights")
    (True, False)
    """
    return _NUMBER.match(fold(text)) is not None


def _promoted(block: Block, level: int) -> Block:
    return _without_decoration(replace(block, kind=ClauseKind.HEADING, level=level))


def _demoted(block: Block) -> Block:
    if len(block.text.split()) <= _HEADING_MAX_WORDS:
        return block
    return replace(block, kind=ClauseKind.PARA, level=0)


def _look_of_heading(block: Block, following: Block | None) -> str:
    """How the block is set off if it looks like a heading, the strongest first; empty if it does not."""
    text = block.text
    may_head = (
        block.kind is ClauseKind.PARA
        and following is not None
        and following.kind is not ClauseKind.HEADING
        and len(text) <= _MAX_CHARACTERS
        and len(text.split()) <= _MAX_WORDS
        and (not text.endswith(_NOT_AT_END) or _NUMBERED.fullmatch(text) is not None)
        and not is_only_links(block)
    )
    if not may_head:
        return ""
    if _DECORATION.match(text):
        return "::"
    for mark in "zbut":
        if mark in block.emphasis:
            return mark
    return "capitals" if following is not None and _is_capitals(text) and not _is_capitals(following.text) else ""


def _is_capitals(text: str) -> bool:
    return text.isupper() and sum(character.isalpha() for character in text) >= _MIN_CAPITALS


def _without_decoration(block: Block) -> Block:
    match = _DECORATION.match(block.text)
    if not match:
        return block
    offset = match.end()
    links = tuple(
        Hyperlink(start=max(0, link.start - offset), end=link.end - offset, target=link.target)
        for link in block.links
        if link.end > offset
    )
    return replace(block, text=block.text[offset:], links=links)
