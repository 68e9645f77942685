"""How each document is watched: its tags, owner, note and rhythm, when it was looked at, and what went wrong."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from db.store import Store
from db.stored_json import read_json

FIRST_HISTORY_CUT_SHORT = ""
"""A baseline that waits for the next look: a listing of the first one was not complete."""
_WATCHED = (
    "SELECT documents.id, name, host AS site, kind, owner, note, paused, every, looked_at, due_at, quiet_looks,"
    " baseline, failure, (SELECT json_group_array(tag) FROM document_tags"
    "  WHERE document_id = documents.id) AS tags"
    " FROM documents JOIN sites ON sites.id = site_id JOIN watches ON watches.document_id = documents.id"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """A document and how it is watched; see the table `watches`. Moments are ISO 8601 UTC, `baseline` has 14 digits."""

    id: int
    name: str
    site: str
    kind: str
    owner: str | None
    note: str | None
    paused: bool
    every: str
    looked_at: str | None
    due_at: str | None
    quiet_looks: int
    baseline: str | None
    failure: str | None
    tags: tuple[str, ...]


def watched_documents(store: Store) -> tuple[Watched, ...]:
    """Return all documents with how they are watched, by name."""
    return tuple(_watched(row) for row in store.rows(f"{_WATCHED} ORDER BY name"))


def watched_document(store: Store, document_id: int) -> Watched:
    """Return a document with how it is watched."""
    return _watched(store.rows(f"{_WATCHED} WHERE documents.id = ?", document_id)[0])


def _watched(row: dict[str, Any]) -> Watched:  # Any: SQLite's values
    return Watched(**{**row, "paused": bool(row["paused"]), "tags": tuple(sorted(read_json(row["tags"])))})


def edit_watch(
    store: Store,
    document_id: int,
    *,
    settings: dict[str, str | int | None],
    tags: Sequence[str] = (),
    dropped_tags: Sequence[str] = (),
) -> None:
    """Change owner, note, paused or every (by column), add tags and drop tags."""
    with store.transaction():
        if settings:  # without any, UPDATE has nothing to set
            store.database.table("watches").update(document_id, settings)
        execute = store.database.conn.execute
        for tag in tags:
            execute("INSERT OR IGNORE INTO document_tags VALUES (?, ?)", (document_id, tag))
        for tag in dropped_tags:
            execute("DELETE FROM document_tags WHERE document_id = ? AND tag = ?", (document_id, tag))


def note_looks(store: Store, looks: Sequence[tuple[int, dict[str, str | int | None]]]) -> None:
    """Note how looks at documents ended: (document id, columns of `watches`)."""
    with store.transaction():
        for document_id, columns in looks:
            store.database.table("watches").update(document_id, columns)


def keep_baseline(store: Store, document_id: int) -> str | None:
    """Return the baseline of a document; None if there was none yet: then what stands there now is the baseline.

    Where a listing is not complete, what the next look brings belongs to the first history too.
    """
    found = store.rows(
        "SELECT baseline, (SELECT max(timestamp) FROM captures JOIN locations ON locations.id = location_id"
        "  WHERE document_id = watches.document_id AND role = 'policy') AS newest,"
        " NOT EXISTS (SELECT 1 FROM locations WHERE document_id = watches.document_id AND role = 'policy'"
        "  AND coalesce((SELECT max(state) FROM listings WHERE location_id = locations.id), 'none') <> 'complete')"
        " AS complete FROM watches WHERE document_id = ?",
        document_id,
    )[0]
    if found["baseline"]:
        return str(found["baseline"])
    whole = found["complete"] or found["baseline"] == FIRST_HISTORY_CUT_SHORT
    baseline = found["newest"] if whole else FIRST_HISTORY_CUT_SHORT
    store.database.table("watches").update(document_id, {"baseline": baseline})
    return None


def newest_captures(store: Store, document_id: int, count: int) -> tuple[str, ...]:
    """Return the timestamps of the newest captures at a document's own addresses, newest first."""
    rows = store.rows(
        "SELECT DISTINCT timestamp FROM captures JOIN locations ON locations.id = location_id"
        " WHERE document_id = ? AND role = 'policy' ORDER BY timestamp DESC LIMIT ?",
        document_id,
        count,
    )
    return tuple(row["timestamp"] for row in rows)


def changed_since(store: Store, moment: str) -> frozenset[int]:
    """Return the documents of which a step was recorded since a moment (ISO 8601 UTC)."""
    rows = store.rows("SELECT DISTINCT document_id FROM steps WHERE recorded_at >= ? AND NOT technical", moment)
    return frozenset(row["document_id"] for row in rows)
