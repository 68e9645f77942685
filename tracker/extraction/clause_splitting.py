"""From blocks to clauses: which headings stand above each."""

from collections.abc import Iterable

from tracker.clauses.clause import Clause, ClauseKind
from tracker.page.blocks import Block


def split_clauses(blocks: Iterable[Block]) -> tuple[Clause, ...]:
    """Return a clause for each block, with the headings above it."""
    headings: list[tuple[int, str]] = []
    clauses = []
    for block in blocks:
        if block.kind is ClauseKind.HEADING:
            headings = [above for above in headings if above[0] < block.level]
        path = tuple(text for _, text in headings)
        clauses.append(Clause(kind=block.kind, level=block.level, path=path, text=block.text))
        if block.kind is ClauseKind.HEADING:
            headings.append((block.level, block.text))
    return tuple(clauses)
