"""From `TARGET@WHICH` to a version and its clauses."""

from collections.abc import Sequence

from db.errors import UnknownTarget
from db.records import Document
from db.store import Store
from tracker.clauses.clause import Clause
from tracker.history.stored_clauses import with_paths
from tracker.history.version_selection import choose_version, split_target
from tracker.history.version_table import DoubtfulRow, HistoryRow, doubtful_rows, history_rows


def find_version(store: Store, target: str) -> tuple[HistoryRow, tuple[Clause, ...]]:
    """Return the version that `TARGET`, `TARGET@VERSION` or `TARGET@DATE` names, with its clauses.

    Raises UnknownTarget and UsageError.
    """
    document, rows, which = find_versions(store, target)
    row = newest(rows) if which is None else choose_version(rows, which, document.name)
    return row, version_clauses(store, document, row)


def find_doubtful(store: Store, document: Document, which: str) -> tuple[DoubtfulRow, tuple[Clause, ...]] | None:
    """Return the doubtful version of that name (`4.1`) with its clauses; None if there is none."""
    row = next((row for row in doubtful_rows(store, document) if row.label == which), None)
    if row is None:
        return None
    version = next(version for version in store.versions(document.id) if version.label == which)
    return row, with_paths(store.clauses(version))


def newest(rows: Sequence[HistoryRow]) -> HistoryRow:
    """Return the version that was shown last: an earlier one, where the page went back to it."""
    return max(rows, key=lambda row: row.last_capture)


def find_versions(store: Store, target: str) -> tuple[Document, tuple[HistoryRow, ...], str | None]:
    """Return the document that `TARGET` or `TARGET@WHICH` names, its versions, and WHICH (None: not said).

    Behind the `@` of a document's name there is a version or nothing that can be meant. Raises UnknownTarget.
    """
    name, which = split_target(target)
    try:
        document = store.find_document(name)
    except UnknownTarget:
        name, separator, which = target.rpartition("@")
        if not separator or "/" in which:
            raise
        document = store.find_document(name)
    return document, recorded_rows(store, document), which


def recorded_rows(store: Store, document: Document) -> tuple[HistoryRow, ...]:
    """Return the document's versions, at least one; raises UnknownTarget if none is recorded yet."""
    rows = history_rows(store, document)
    if not rows:
        message = f"{document.name}: no version recorded yet; 'policytrail crawl {document.name}' fetches its history"
        raise UnknownTarget(message)
    return rows


def version_clauses(store: Store, document: Document, row: HistoryRow) -> tuple[Clause, ...]:
    """Return the clauses of a version, each with the headings above it."""
    version = next(version for version in store.versions(document.id) if version.number == row.version)
    return with_paths(store.clauses(version))
