"""Full text over the clauses of every version."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from db.search_query import Sign, Term, fts_expression, fts_term, is_unspaced, parse_query
from db.store import Store

MARK_START, MARK_END = "\x02", "\x03"
"""Around what a search found: control characters, which no recorded text holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundSpan:
    """A clause whose text matches; `marked` is the text with MARK_START and MARK_END around what matched."""

    document: str
    place: int
    lineage: int
    text: str
    kind: str
    marked: str
    first_version: int
    last_version: int


def find_spans(store: Store, query: str, *, document_id: int | None, limit: int) -> tuple[FoundSpan, ...]:
    """Return at most `limit` clauses that match, the best first; a clause that came back is there once for each time.

    Raises UsageError for a query that makes no sense.
    """
    if is_unspaced(query):
        return _find_letters(store, parse_query(query), document_id, limit)
    found = (
        "SELECT rowid AS text_id, rank, highlight(clause_search, 0, ?, ?) AS marked"
        " FROM clause_search WHERE clause_search MATCH ? AND EXISTS (SELECT 1 FROM clause_spans"
        " WHERE text_id = clause_search.rowid AND document_id = coalesce(?, document_id)) ORDER BY rank LIMIT ?"
    )
    parameters = (MARK_START, MARK_END, fts_expression(query), document_id, limit)
    return tuple(FoundSpan(**row) for row in _spans_of(store, found, parameters, document_id, limit))


def _find_letters(
    store: Store, query: Sequence[Term | Sign], document_id: int | None, limit: int
) -> tuple[FoundSpan, ...]:
    """Find terms of scripts without spaces anywhere in the text, others through the index."""
    terms = [part for part in query if isinstance(part, Term)]
    condition = " ".join(_condition(part) for part in query)
    found = f"SELECT id AS text_id, 0 AS rank, text AS marked FROM clause_texts WHERE {condition}"  # noqa: S608 - of constants
    parameters = [term.text if is_unspaced(term.text) else fts_term(term) for term in terms]
    pattern = re.compile("|".join(re.escape(term.text) for term in terms), re.IGNORECASE)
    return tuple(
        FoundSpan(**{**row, "marked": pattern.sub(lambda found: f"{MARK_START}{found[0]}{MARK_END}", row["text"])})
        for row in _spans_of(store, found, parameters, document_id, limit)
    )


def _condition(part: Term | Sign) -> str:
    """Return a part of a query as SQL; FTS5's NOT is AND NOT."""
    if isinstance(part, Sign):
        return "AND NOT" if part is Sign.NOT else part.value
    if is_unspaced(part.text):
        return "instr(text, ?)"
    return "id IN (SELECT rowid FROM clause_search WHERE clause_search MATCH ?)"


def _spans_of(
    store: Store, found: str, parameters: Sequence[object], document_id: int | None, limit: int
) -> list[dict[str, Any]]:  # Any: SQLite's values
    return store.rows(
        f"WITH found AS MATERIALIZED ({found})"  # noqa: S608 - of constants
        " SELECT documents.name AS document, place, lineage, clause_spans.kind, clause_texts.text, marked,"
        " first_version, last_version FROM found JOIN clause_texts ON clause_texts.id = found.text_id"
        " JOIN clause_spans ON clause_spans.text_id = found.text_id"
        " JOIN documents ON documents.id = clause_spans.document_id WHERE documents.id = coalesce(?, documents.id)"
        " ORDER BY found.rank, documents.name, first_version, place LIMIT ?",
        *parameters,
        document_id,
        limit,
    )
