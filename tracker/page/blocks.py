"""The words for what a page is made of: blocks of text, and the parts (block-level elements) that hold them.

Values only; how they are read from a tree stands in `tracker.page.html_blocks`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from tracker.clauses.clause import ClauseKind, Hyperlink


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A stretch of text between two boundaries of the page, on one line.

    `part` is the index of the innermost part that holds it; `emphasis` names how all of it is set off ("b" bold,
    "u" underlined, "z" large); `button` says that all of it stands on a button.
    """

    kind: ClauseKind
    level: int
    text: str
    part: int
    links: tuple[Hyperlink, ...] = ()
    emphasis: str = ""
    button: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A block-level element: what it is called, and which blocks it holds (`start` up to, not including, `end`).

    `parent` is the index of the part around it, -1 for the outermost; `names` is its class and id; `struck_out` says
    that a line is drawn through it.
    """

    tag: str
    names: str
    role: str
    hidden: bool
    parent: int
    start: int
    end: int
    struck_out: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PageText:
    """A page as blocks in reading order; parts stand before the parts inside them.

    `anchors` leads from an id (or the name of an old anchor) to the block that follows it.
    """

    blocks: tuple[Block, ...]
    parts: tuple[Part, ...]
    anchors: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadText:
    """Text that the page holds and does not show, and where it holds it ("template", "script data")."""

    reason: str
    text: str
