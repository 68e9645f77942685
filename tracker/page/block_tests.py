"""Lines that furnish a page and say nothing: links back to the top, copyright lines, buttons.

Judges single blocks, by what they link to rather than by words where that is possible.
"""

import re
from collections.abc import Mapping
from dataclasses import replace

from tracker.clauses.clause import ClauseKind
from tracker.page.blocks import Block

_COPYRIGHT = re.compile(r"(?:©|\(c\)\s|&copy|copyright\s+(?:©|\(c\)|\d{4}))", re.IGNORECASE)
_COPYRIGHT_MAX_WORDS = 40
_JUMP_MAX_WORDS = 5
_TOP_NAMES = frozenset(("", "top", "up", "begin", "start", "_top", "pagetop", "page-top", "back-to-top"))
_SENTENCE_ENDS = (".", "!", "?", ":", ";", "。", "।", "۔", "։", "”", '"', ")")
_ARROWS = re.compile(r"[\^↑⇑▲△⬆︿]\s*|[\[(]\s*(?:top|up)\s*[\])]", re.IGNORECASE)
_PAGE_NUMBER = re.compile(r"(?:(?:page|seite|pagina|página|стр\.?)\s++)?[-–—]?\s*+\d{1,3}\s*+[-–—]?"
                          r"(?:\s*+(?:of|von|de|sur|/|di|van|из)\s*\d{1,3})?", re.IGNORECASE)  # fmt: skip
_MARKER = re.compile(r"\(?\w{1,5}[.)]\s*")
# Scripts that write without spaces say in one character what others say in three to five.
_DENSE = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_WORD = re.compile(r"[^\W_]")
_PROSE_MIN = 60


def prose_weight(block: Block) -> int:
    """Return how much prose the block holds, in characters outside of links; 0 for labels and lists of links."""
    if block.button or block.kind is ClauseKind.HEADING:
        return 0
    text = block.text
    linked = sum(link.end - link.start for link in block.links)
    size = len(text) - linked
    if not text.isascii():
        size += 2 * len(_DENSE.findall(text))
    if size < _PROSE_MIN or linked > size:
        return 0
    return size


def is_only_links(block: Block) -> bool:
    """Whether all the words of the block are links."""
    if not block.links:
        return False
    position = 0
    for link in block.links:
        between = block.text[position : link.start]
        if _has_word(between) and not (position == 0 and _MARKER.fullmatch(between)):
            return False
        position = link.end
    return not _has_word(block.text[position:])


def is_sentence(block: Block) -> bool:
    """Whether the block is no heading and ends as sentences end."""
    return block.kind is not ClauseKind.HEADING and block.text.endswith(_SENTENCE_ENDS)


def leads_within(block: Block, anchors: Mapping[str, int]) -> bool:
    """Whether every link of the block leads to a place on the page, whose names are in `anchors`."""
    return all(link.target.partition("#")[2] in anchors for link in block.links)


def leads_to_address(block: Block) -> bool:
    """Whether a link of the block is a way to reach somebody (mail, telephone), or shows its own target."""
    return any(
        link.target.startswith(("mailto:", "tel:", "fax:")) or "@" in block.text[link.start : link.end]
        for link in block.links
    )


def is_jump_to_top(block: Block, anchors: Mapping[str, int], first: int) -> bool:
    """Whether the block is a link back to the start of the page, where the block number `first` is the first.

    `anchors` leads from the names of places to the block that follows each.
    """
    return len(block.links) == 1 and is_only_links(block) and _jumps(block, anchors, first)


def without_jump(block: Block, anchors: Mapping[str, int], first: int) -> Block:
    """Return the block without a link back to the start of the page at its end, if words stand before it."""
    if not block.links or not _jumps(block, anchors, first):
        return block
    link = block.links[-1]
    before = block.text[: link.start].rstrip(" |[(^-–»")
    if not before.endswith(_SENTENCE_ENDS) or _has_word(block.text[link.end :]):
        return block
    return replace(block, text=before, links=block.links[:-1])


def _jumps(block: Block, anchors: Mapping[str, int], first: int) -> bool:
    """Whether the last link of the block, of a few words, leads to the start of the page."""
    link = block.links[-1]
    path, mark, fragment = link.target.partition("#")
    if not mark or len(block.text[link.start : link.end].split()) > _JUMP_MAX_WORDS:
        return False
    return fragment.lower() in _TOP_NAMES or (not path and anchors.get(fragment, first + 1) <= first)


def is_copyright_line(block: Block) -> bool:
    """Whether the block says whose the page is.

    >>> is_copyright_line(Block(kind=ClauseKind.PARA, level=0, text="© 2012 Shop Inc. All rights reserved.", part=0))
    True
    """
    return _COPYRIGHT.match(block.text) is not None and len(block.text.split()) <= _COPYRIGHT_MAX_WORDS


def is_page_number(text: str) -> bool:
    """Whether a line is the number of a printed page.

    >>> is_page_number("Page 2 of 14"), is_page_number("- 3 -"), is_page_number("3 years")
    (True, True, False)
    """
    return _PAGE_NUMBER.fullmatch(text) is not None


def is_mark(block: Block) -> bool:
    """Whether the block holds no letter and no digit: a bullet, a bar between links, an arrow."""
    return not _has_word(block.text) or (bool(block.links) and _ARROWS.fullmatch(block.text) is not None)


def _has_word(text: str) -> bool:
    return _WORD.search(text) is not None
