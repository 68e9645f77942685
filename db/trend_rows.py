"""What trends over the whole database are counted from: captures, texts, steps and clauses of all documents."""

from collections.abc import Iterator
from typing import NamedTuple

from db.session import Session


class SeenVersion(NamedTuple):
    """A capture that shows a numbered version of a document."""

    document: int
    timestamp: str
    version: int


class VersionRow(NamedTuple):
    """A numbered version of a document, its length in words and its reading grade."""

    document: int
    version: int
    words: int
    grade: float | None


class WeighedStep(NamedTuple):
    """A change of a step that the site made, by the step's first capture, with its weight."""

    document: int
    first_capture: str
    weight: str


class ClauseSpan(NamedTuple):
    """A clause of a document and site in one wording, from its first to its last version."""

    document: int
    site: str
    lineage: int
    text: int
    first_version: int
    last_version: int


def seen_versions(store: Session) -> tuple[SeenVersion, ...]:
    """Return all captures that show a version of a history, by document and time."""
    sql = "SELECT document_id, timestamp, number FROM shown ORDER BY document_id, timestamp, number"
    return tuple(SeenVersion(*row) for row in store.database.conn.execute(sql))


def version_rows(store: Session) -> tuple[VersionRow, ...]:
    """Return all numbered versions."""
    sql = "SELECT document_id, number, words, reading_grade FROM versions WHERE number IS NOT NULL"
    return tuple(VersionRow(*row) for row in store.database.conn.execute(sql))


def weighed_steps(store: Session) -> tuple[WeighedStep, ...]:
    """Return the weights of the changes that sites made; not technical ones, nor pages that were replaced."""
    sql = (
        "SELECT DISTINCT document_id, first_capture, weight FROM assessments JOIN steps ON steps.id = step_id"
        " WHERE NOT technical AND NOT replaced ORDER BY 1, 2, 3"
    )
    return tuple(WeighedStep(*row) for row in store.database.conn.execute(sql))


def clause_spans(store: Session) -> tuple[ClauseSpan, ...]:
    """Return the spans of all clauses but headings."""
    sql = (
        "SELECT document_id, host, lineage, text_id, first_version, last_version FROM clause_spans"
        " JOIN documents ON documents.id = document_id JOIN sites ON sites.id = site_id"
        " WHERE clause_spans.kind <> 'heading' ORDER BY document_id, place"
    )
    return tuple(ClauseSpan(*row) for row in store.database.conn.execute(sql))


def clause_texts(store: Session) -> Iterator[tuple[int, str]]:
    """Yield the id and the text of every clause."""
    yield from store.database.conn.execute("SELECT id, text FROM clause_texts")
