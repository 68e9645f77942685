"""Full text over the clauses of every version: a person's words as an FTS5 expression, and the spans it finds."""

import re
from dataclasses import dataclass

from db.canned_queries import MARK_END, MARK_START
from db.errors import UsageError
from db.store import Store

MAX_QUERY_LENGTH = 500  # characters; FTS5 refuses expressions deeper than 256 (SQLITE_FTS5_MAX_EXPR_DEPTH)
MAX_NESTING = 20

_TOKEN = re.compile(r'"(?P<phrase>[^"]*)"(?P<prefix>\*?)|(?P<bracket>[()])|(?P<word>[^\s"()]+)')
_OPERATORS = frozenset({"AND", "OR", "NOT"})


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundSpan:
    """A clause whose text matches; `marked` is the text with MARK_START and MARK_END around what matched."""

    document: str
    place: int
    lineage: int
    kind: str
    text: str
    marked: str
    first_version: int
    last_version: int


def fts_expression(query: str) -> str:
    """Return what a person typed as an FTS5 expression (https://www.sqlite.org/fts5.html#full_text_query_syntax).

    Words are all wanted; "phrases", AND, OR, NOT (capitals), brackets and word* mean what they say; any other
    character is text. Raises UsageError, which says what is wrong, for what makes no sense.

    >>> fts_expression('sell "third parties" OR shar*')
    '"sell" AND "third parties" OR "shar" *'
    """
    if len(query) > MAX_QUERY_LENGTH:
        message = f"the search is longer than {MAX_QUERY_LENGTH} characters; search for fewer words"
        raise UsageError(message)
    clean = "".join(character if character.isprintable() else " " for character in query)
    if clean.count('"') % 2:
        message = f"{query!r}: a quotation mark is left open; close it, or leave it out"
        raise UsageError(message)
    parts = [part for token in _TOKEN.finditer(clean) if (part := _part(token))]
    return " ".join(_with_operators(parts, query))


def _part(token: re.Match[str]) -> str:
    """Return a token as FTS5 writes it; nothing for one without a letter or digit, which FTS5 cannot find."""
    if token["bracket"]:
        return token["bracket"]
    if token["word"] in _OPERATORS:
        return token["word"]
    text = token["phrase"] if token["word"] is None else token["word"].rstrip("*")
    if not any(character.isalnum() for character in text):
        return ""
    prefix = token["prefix"] or (token["word"] or "").endswith("*")
    return f'"{text}"{" *" if prefix else ""}'


def _with_operators(parts: list[str], query: str) -> list[str]:
    """Return the parts with AND where nothing stands between two; raises UsageError for parts that do not fit."""
    expression: list[str] = []
    depth = 0
    wants_operand = True
    for part in parts:
        opens = part not in _OPERATORS and part != ")"
        if opens and not wants_operand:
            expression.append("AND")
        if not opens and wants_operand:
            message = f"{query!r}: something to search for is missing before {part}"
            raise UsageError(message)
        depth += (part == "(") - (part == ")")
        if not 0 <= depth <= MAX_NESTING:
            message = f"{query!r}: the brackets do not match, or are nested more than {MAX_NESTING} deep"
            raise UsageError(message)
        expression.append(part)
        wants_operand = part == "(" or part in _OPERATORS
    if wants_operand or depth:
        message = f'{query!r}: nothing to search for, or the end is missing; write words, "a phrase", a AND (b OR c)'
        raise UsageError(message)
    return expression


def find_spans(store: Store, query: str, *, document_id: int | None, limit: int) -> tuple[FoundSpan, ...]:
    """Return at most `limit` clauses that match, the best first; a clause that came back is there once for each time.

    Raises UsageError for a query that makes no sense.
    """
    rows = store.rows(
        "WITH found AS MATERIALIZED (SELECT rowid AS text_id, rank, highlight(clause_search, 0, ?, ?) AS marked"
        " FROM clause_search WHERE clause_search MATCH ? AND EXISTS (SELECT 1 FROM clause_spans"
        " WHERE text_id = clause_search.rowid AND document_id = coalesce(?, document_id)) ORDER BY rank LIMIT ?)"
        " SELECT documents.name AS document, place, lineage, clause_spans.kind, clause_texts.text, marked,"
        " first_version, last_version FROM found JOIN clause_texts ON clause_texts.id = found.text_id"
        " JOIN clause_spans ON clause_spans.text_id = found.text_id"
        " JOIN documents ON documents.id = clause_spans.document_id WHERE documents.id = coalesce(?, documents.id)"
        " ORDER BY found.rank, documents.name, first_version, place LIMIT ?",
        MARK_START,
        MARK_END,
        fts_expression(query),
        document_id,
        limit,
        document_id,
        limit,
    )
    return tuple(FoundSpan(**row) for row in rows)
