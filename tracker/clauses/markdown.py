"""Clauses as Markdown, for people and for git."""

import re
from collections.abc import Sequence

from tracker.clauses.clause import Clause, ClauseKind, Hyperlink

_SPECIAL = re.compile(r"([\\`*_\[\]<>])")
_SAFE_TARGET = re.compile(r"(?:https?:|mailto:|tel:|[/#?.\w-](?![\w+.-]*:))", re.IGNORECASE)
_OUTSIDE_TARGETS = re.compile(r"[\s()<>\\\x00-\x20\x7f]")
_MAX_TARGET = 2000


def clauses_to_markdown(clauses: Sequence[Clause], links: Sequence[Sequence[Hyperlink]] = ()) -> str:
    """Return the clauses as Markdown, one blank line between blocks; ends with a line break unless empty.

    `links`, if given, holds the links of each clause; those of schemes that run code (`javascript:`) stay plain text.
    """
    blocks: list[str] = []
    previous: ClauseKind | None = None
    for place, clause in enumerate(clauses):
        line = _line(clause, links[place] if links else ())
        joined = clause.kind is previous and clause.kind in (ClauseKind.ITEM, ClauseKind.ROW)
        blocks.append(("\n" if joined else "\n\n") + line if blocks else line)
        previous = clause.kind
    return "".join(blocks) + "\n" if blocks else ""


def _line(clause: Clause, links: Sequence[Hyperlink]) -> str:
    text = _linked(clause.text, links)
    match clause.kind:
        case ClauseKind.HEADING:
            return "#" * max(1, clause.level) + " " + text
        case ClauseKind.ITEM:
            return "  " * (max(1, clause.level) - 1) + "- " + text
        case ClauseKind.ROW:
            return "| " + text + " |"
        case _:
            return text


def _linked(text: str, links: Sequence[Hyperlink]) -> str:
    pieces = []
    position = 0
    for link in links:
        if len(link.target) > _MAX_TARGET or not _SAFE_TARGET.match(link.target):
            continue
        words = _escaped(text[link.start : link.end])
        target = _OUTSIDE_TARGETS.sub(lambda match: f"%{ord(match[0]):02X}", link.target)
        pieces += [_escaped(text[position : link.start]), f"[{words}]({target})"]
        position = link.end
    return "".join([*pieces, _escaped(text[position:])])


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)
