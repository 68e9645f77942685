"""Reading everything again: whether the database still is what was written, and whether its parts agree."""

import sqlite3
from collections.abc import Iterator

import zstandard

from db.connection import explained
from db.errors import StoreError
from db.evidence import read_kept_page
from db.store import Store
from db.versions import clauses_sha256, text_digest


def verify(store: Store) -> Iterator[str]:
    """Yield each thing that is wrong, as a line for a person; nothing if all is well."""
    with explained(store.path):
        yield from _check_file(store)
        yield from _check_pages(store)
        yield from _check_versions(store)
        yield from _check_steps(store)
        yield from _check_search(store)


def _check_file(store: Store) -> Iterator[str]:
    """SQLite's own checks of pages, indexes and references."""
    for (message,) in store.database.conn.execute("PRAGMA integrity_check"):
        if message != "ok":
            yield f"database: {message}"
    for table, row_id, parent, _ in store.database.conn.execute("PRAGMA foreign_key_check"):
        yield f"{table} {row_id}: refers to a row of {parent} that is not there"


def _check_pages(store: Store) -> Iterator[str]:
    """Every page decompresses to the bytes whose hash was recorded."""
    for row in store.rows("SELECT id, capture_id FROM pages ORDER BY document_id, id"):
        try:
            read_kept_page(store.database, row["capture_id"])
        except (StoreError, zstandard.ZstdError) as error:
            yield f"page {row['id']}: {error}"


def _check_versions(store: Store) -> Iterator[str]:
    """Spans tile each version exactly: its clauses can be rebuilt byte for byte."""
    for document in store.documents():
        recorded = {
            row["id"]: row["clauses_sha256"]
            for row in store.rows("SELECT id, clauses_sha256 FROM versions WHERE document_id = ?", document.id)
        }
        numbers = []
        for version in store.versions(document.id):
            if clauses_sha256(store.clauses(version)) != recorded[version.id]:
                yield f"{document.name}: version {version.number or version.id} cannot be rebuilt as it was recorded"
            if version.number is not None:
                numbers.append(version.number)
        if numbers != list(range(1, len(numbers) + 1)):
            yield f"{document.name}: versions are numbered {numbers}"
    for row in store.rows(
        "SELECT versions.id, name FROM versions JOIN documents ON documents.id = document_id"
        " WHERE superseded_by IS NULL AND NOT EXISTS (SELECT 1 FROM captures WHERE version_id = versions.id)"
    ):
        yield f"{row['name']}: no capture shows version {row['id']}"


def _check_steps(store: Store) -> Iterator[str]:
    """Each step goes forward in time, between captures of the versions it names."""
    for row in store.rows(
        "SELECT steps.id, name FROM steps JOIN documents ON documents.id = document_id"
        " WHERE not_before > first_capture OR old_version_id = new_version_id"
    ):
        yield f"{row['name']}: step {row['id']} goes back in time"
    for side in ("old", "new"):
        edge = "not_before" if side == "old" else "first_capture"
        for row in store.rows(
            f"SELECT steps.id, name FROM steps JOIN documents ON documents.id = steps.document_id"  # noqa: S608 - constants
            f" WHERE NOT technical AND NOT EXISTS (SELECT 1 FROM captures JOIN versions ON versions.id = version_id"
            f" WHERE timestamp = {edge} AND {side}_version_id IN (versions.id, same_as))"
        ):
            yield f"{row['name']}: no capture proves the {side} side of step {row['id']}"


def _check_search(store: Store) -> Iterator[str]:
    """Every clause text is found by its digest, and the full-text index holds them all, and nothing else."""
    for text_id, text, digest in store.database.conn.execute("SELECT id, text, digest FROM clause_texts"):
        if text_digest(text) != digest:
            yield f"clause text {text_id}: does not have its digest"
    try:
        # https://www.sqlite.org/fts5.html#the_integrity_check_command; rank 1 compares with the content table
        store.database.conn.execute("INSERT INTO clause_search(clause_search, rank) VALUES ('integrity-check', 1)")
        store.database.conn.rollback()
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_READONLY:
            yield f"full-text index: {error}"
        else:
            yield from _check_search_elsewhere(store)
    except sqlite3.DatabaseError as error:
        yield f"full-text index: {error}"


_INDEX_AGAIN = """
PRAGMA temp_store = MEMORY;
CREATE VIRTUAL TABLE temp.search_again USING fts5(text, tokenize='unicode61 remove_diacritics 2');
INSERT INTO temp.search_again(rowid, text) SELECT id, text FROM clause_texts;
CREATE VIRTUAL TABLE temp.words_again USING fts5vocab(temp, search_again, instance);
CREATE VIRTUAL TABLE temp.words_recorded USING fts5vocab(main, clause_search, instance);
"""


def _check_search_elsewhere(store: Store) -> Iterator[str]:
    """SQLite's own check writes; where nothing can be written, the index is made again beside it and compared."""
    store.database.conn.executescript(_INDEX_AGAIN)
    for one, other in (("words_again", "words_recorded"), ("words_recorded", "words_again")):
        sql = f"SELECT term, doc, offset FROM {one} EXCEPT SELECT term, doc, offset FROM {other} LIMIT 1"  # noqa: S608 - constants
        if store.rows(sql):
            yield "full-text index: it does not hold the words of the clauses"
            return
