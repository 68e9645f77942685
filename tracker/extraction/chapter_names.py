"""Chapters that bear the name of what they treat: `<section id="advertisements">` over "7. Advertisements".

Such an id is the slug of the heading, and says nothing of what the part is for the page.
"""

import re

from tracker.clauses.clause import ClauseKind
from tracker.page.block_tests import is_only_links
from tracker.page.blocks import Block, PageText, Part
from tracker.text.phrases import fold

_NAMED_BY_SITES = frozenset(("section", "div", "article"))
_WORD = re.compile(r"[^\W_]+")
_HEAD_BLOCKS = 2
_STEM = 4
"""Letters by which "ads" is not "advertisements" but "comments" is "commenting"."""


def is_chapter_of_its_name(page: PageText, part: Part) -> bool:
    """Return whether a name of the part is in its own heading, with something said beneath.

    A newsletter's own box has its heading too, but beneath it a button or links, not a statement.
    """
    if part.tag not in _NAMED_BY_SITES or part.role or not part.names or part.end - part.start < 2:
        return False
    blocks = page.blocks[part.start : part.end]
    headings = [block for block in blocks[:_HEAD_BLOCKS] if block.kind is ClauseKind.HEADING and not block.button]
    if not headings or any(block.button for block in blocks) or not any(_states(block) for block in blocks):
        return False
    said = _WORD.findall(fold(headings[0].text))
    return any(_is_said(name, said) for name in part.names.split())


def _is_said(name: str, said: list[str]) -> bool:
    """Whether all words of a name are among those of the heading."""
    words = _WORD.findall(re.sub(r"(?<=[a-z])(?=[A-Z])|_", " ", name).lower())
    words = [word for word in words if not word.isdigit()]
    return bool(words) and all(any(_is_same(word, other) for other in said) for word in words)


def _is_same(word: str, other: str) -> bool:
    return word == other or (min(len(word), len(other)) >= _STEM and (word.startswith(other) or other.startswith(word)))


def _states(block: Block) -> bool:
    is_sentence = len(block.text.split()) >= 4 or not block.text.isascii()
    return block.kind is not ClauseKind.HEADING and is_sentence and not is_only_links(block)
