"""Full text over the clauses of every version."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from db.search_query import Forms, Sign, Term, fts_expression, fts_term, is_unspaced, no_forms, parse_query
from db.store import Store

MARK_START, MARK_END = "\x02", "\x03"
"""Around what a search found: control characters, which no recorded text holds."""


WORDS_TABLE = "CREATE VIRTUAL TABLE IF NOT EXISTS temp.clause_words USING fts5vocab(main, clause_search, row)"
"""SQL for the words of the index; a connection that may only ask needs it made before."""
MOST_SPANS = 20_000
"""Clauses that a search looks at; what finds more says nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpanQuery:
    """What is searched for: in one document or (None) in all, of which kind of change.

    `kind` wants clauses that a change of this kind brought, or took away if it is "removed"; `most` bounds how many
    clauses are looked at.
    """

    text: str
    document_id: int | None = None
    kind: str | None = None
    most: int = MOST_SPANS


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundSpan:
    """A clause whose text matches; `marked` is the text with MARK_START and MARK_END around what matched.

    `began` is the first capture of its first version, `gone` that of the version after its last (None: still there),
    `of_kind` whether a change of the kind asked for brought it, or took it away.
    """

    document: str
    place: int
    lineage: int
    text: str
    kind: str
    marked: str
    first_version: int
    last_version: int
    began: str
    gone: str | None
    of_kind: bool


def find_spans(store: Store, query: SpanQuery, forms: Forms = no_forms) -> tuple[FoundSpan, ...]:
    """Return the clauses that match, the best first; one that came back or moved is there once for each time.

    `forms` gives the other forms of a word. Raises UsageError for a query that makes no sense.
    """
    if is_unspaced(query.text):
        return _find_letters(store, query, forms)
    found = (
        "SELECT rowid AS text_id, rank, highlight(clause_search, 0, ?, ?) AS marked"
        " FROM clause_search WHERE clause_search MATCH ? AND EXISTS (SELECT 1 FROM clause_spans"
        " WHERE text_id = clause_search.rowid AND document_id = coalesce(?, document_id)) ORDER BY rank LIMIT ?"
    )
    expression = fts_expression(query.text, forms)
    parameters = (MARK_START, MARK_END, expression, query.document_id, query.most)
    return tuple(FoundSpan(**row) for row in _spans_of(store, found, parameters, query))


def words_beginning(store: Store, beginning: str) -> tuple[str, ...]:
    """Return the words of all clauses that begin so, as the index has them.

    See https://www.sqlite.org/fts5.html#the_fts5vocab_virtual_table_module; a temporary table, so that a database that
    cannot be written to has it too.
    """
    store.database.conn.execute(WORDS_TABLE)
    rows = store.rows(
        "SELECT term FROM temp.clause_words WHERE term >= ? AND term < ?", beginning, f"{beginning}\U0010ffff"
    )
    return tuple(row["term"] for row in rows)


def languages_recorded(store: Store, document_id: int | None) -> tuple[str, ...]:
    """Return the languages (ISO 639-1) of the versions of a document, or of all."""
    rows = store.rows(
        "SELECT DISTINCT language FROM versions WHERE language IS NOT NULL AND document_id = coalesce(?, document_id)",
        document_id,
    )
    return tuple(row["language"] for row in rows)


def _find_letters(store: Store, query: SpanQuery, forms: Forms) -> tuple[FoundSpan, ...]:
    """Find terms of scripts without spaces anywhere in the text, others through the index."""
    parts = parse_query(query.text)
    terms = [part for part in parts if isinstance(part, Term)]
    condition = " ".join(_condition(part) for part in parts)
    found = f"SELECT id AS text_id, 0 AS rank, text AS marked FROM clause_texts WHERE {condition}"  # noqa: S608 - of constants
    parameters = [term.text if is_unspaced(term.text) else fts_term(term, forms) for term in terms]
    pattern = re.compile("|".join(re.escape(term.text) for term in terms), re.IGNORECASE)
    return tuple(
        FoundSpan(**{**row, "marked": pattern.sub(lambda found: f"{MARK_START}{found[0]}{MARK_END}", row["text"])})
        for row in _spans_of(store, found, parameters, query)
    )


def _condition(part: Term | Sign) -> str:
    """Return a part of a query as SQL; FTS5's NOT is AND NOT."""
    if isinstance(part, Sign):
        return "AND NOT" if part is Sign.NOT else part.value
    if is_unspaced(part.text):
        return "instr(text, ?)"
    return "id IN (SELECT rowid FROM clause_search WHERE clause_search MATCH ?)"


_BROUGHT = """EXISTS (SELECT 1 FROM steps JOIN step_changes ON step_id = steps.id WHERE new_version_id = began.id
    AND new_text_id = found.text_id AND step_changes.kind = ?)"""
_TOOK_AWAY = """EXISTS (SELECT 1 FROM steps JOIN step_changes ON step_id = steps.id JOIN versions AS ended
    ON ended.id = old_version_id WHERE steps.document_id = documents.id AND ended.number = last_version
    AND old_text_id = found.text_id AND step_changes.kind = ?)"""


def _spans_of(
    store: Store, found: str, parameters: Sequence[object], query: SpanQuery
) -> list[dict[str, Any]]:  # Any: SQLite's values
    of_kind = "? IS NULL" if query.kind is None else _TOOK_AWAY if query.kind == "removed" else _BROUGHT
    return store.rows(
        f"WITH found AS MATERIALIZED ({found})"  # noqa: S608 - of constants
        " SELECT documents.name AS document, place, lineage, clause_spans.kind, clause_texts.text, marked,"
        " first_version, last_version, (SELECT min(timestamp) FROM captures WHERE version_id = began.id) AS began,"
        " (SELECT min(timestamp) FROM captures JOIN versions AS after ON after.id = version_id"
        " WHERE after.document_id = documents.id AND after.number = last_version + 1) AS gone,"
        f" {of_kind} AS of_kind FROM found JOIN clause_texts ON clause_texts.id = found.text_id"
        " JOIN clause_spans ON clause_spans.text_id = found.text_id"
        " JOIN documents ON documents.id = clause_spans.document_id"
        " JOIN versions AS began ON began.document_id = documents.id AND began.number = first_version"
        " WHERE documents.id = coalesce(?, documents.id)"
        " ORDER BY found.rank, documents.name, first_version, place LIMIT ?",
        *parameters,
        query.kind,
        query.document_id,
        query.most,
    )
