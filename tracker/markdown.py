"""Clauses as Markdown, for people and for git."""

import re
from collections.abc import Sequence

from tracker.clauses import Clause, ClauseKind

_SPECIAL = re.compile(r"([\\`*_\[\]<>])")


def clauses_to_markdown(clauses: Sequence[Clause]) -> str:
    """Return the clauses as Markdown, one blank line between blocks; ends with a line break unless empty."""
    blocks: list[str] = []
    previous: ClauseKind | None = None
    for clause in clauses:
        line = _line(clause)
        joined = clause.kind is previous and clause.kind in (ClauseKind.ITEM, ClauseKind.ROW)
        blocks.append(("\n" if joined else "\n\n") + line if blocks else line)
        previous = clause.kind
    return "".join(blocks) + "\n" if blocks else ""


def _line(clause: Clause) -> str:
    text = _SPECIAL.sub(r"\\\1", clause.text)
    match clause.kind:
        case ClauseKind.HEADING:
            return "#" * max(1, clause.level) + " " + text
        case ClauseKind.ITEM:
            return "  " * (max(1, clause.level) - 1) + "- " + text
        case ClauseKind.ROW:
            return "| " + text + " |"
        case _:
            return text
