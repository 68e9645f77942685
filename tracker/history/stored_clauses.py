"""Clauses as they are stored, with the headings above each. Pure."""

from collections.abc import Sequence

from db.records import StoredClause
from tracker.clauses.clause import Clause, ClauseKind


def with_paths(stored: Sequence[StoredClause]) -> tuple[Clause, ...]:
    """Return the clauses with the headings above each, as they follow from the headings' levels."""
    headings: list[tuple[int, str]] = []
    clauses = []
    for item in stored:
        if item.kind == ClauseKind.HEADING:
            headings = [above for above in headings if above[0] < item.level]
        path = tuple(text for _, text in headings)
        clauses.append(Clause(kind=ClauseKind(item.kind), level=item.level, path=path, text=item.text))
        if item.kind == ClauseKind.HEADING:
            headings.append((item.level, item.text))
    return tuple(clauses)
