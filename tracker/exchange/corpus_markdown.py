"""Clauses as Markdown that reads back to the same clauses: what would be taken for a sign of it stands escaped. Pure.

`tracker.clauses.markdown` writes for people, who know a paragraph that begins with "2." from a list.
"""

import re
from collections.abc import Sequence
from itertools import groupby

from tracker.clauses.clause import Clause, ClauseKind

_SIGNS = re.compile(r"([\\`*_\[\]<>#&~|])")
_CELL_END = re.compile(r" \\\| ")
_LIST_NUMBER = re.compile(r"^(\d{1,9})([.)])(?=\s|$)")
_BLOCK_START = re.compile(r"^([-+=])")


def corpus_markdown(clauses: Sequence[Clause]) -> str:
    """Return the clauses as Markdown, blocks apart but those of a list or table; ends with a line break."""
    blocks = []
    for kind, group in groupby(clauses, key=lambda clause: clause.kind):
        together = list(group)
        match kind:
            case ClauseKind.ROW:
                rows = [_cells(clause.text) for clause in together]
                blocks += [_table(list(alike)) for _, alike in groupby(rows, key=len)]
            case ClauseKind.ITEM:
                blocks.append("\n".join(_item(clause) for clause in together))
            case ClauseKind.HEADING:
                blocks += [f"{'#' * max(1, min(6, clause.level))} {_escaped(clause.text)}" for clause in together]
            case _:
                blocks += [_escaped(clause.text) for clause in together]
    return "\n\n".join(blocks) + "\n" if blocks else ""


def _item(clause: Clause) -> str:
    return "  " * (max(1, clause.level) - 1) + "- " + _escaped(clause.text)


def _table(rows: Sequence[Sequence[str]]) -> str:
    """The rows of one width as a table, the first as its head."""
    lines = [f"| {' | '.join(cells)} |" for cells in rows]
    return "\n".join([lines[0], f"|{' --- |' * len(rows[0])}", *lines[1:]])


def _cells(text: str) -> list[str]:
    return _CELL_END.split(_escaped(text))


def _escaped(text: str) -> str:
    text = _SIGNS.sub(r"\\\1", " ".join(text.split()))
    return _BLOCK_START.sub(r"\\\1", _LIST_NUMBER.sub(r"\1\\\2", text))
