"""A step with its two sides, read from a history: the texts and the captures that prove them."""

from dataclasses import dataclass

from db.records import Document, Version
from db.store import Store
from tracker.clauses.clause import Clause
from tracker.history.stored_clauses import with_paths
from tracker.history.version_table import HistoryRow, history_rows
from tracker.text.timestamps import readable_date


@dataclass(frozen=True, slots=True, kw_only=True)
class StepSide:
    """A version on one side of a step, with what proves it; `page_sha256` is None where the page was not kept."""

    label: str
    shown: str
    url: str
    replay_url: str
    text_sha256: str
    page_sha256: str | None
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StepPage:
    """A step from one version of a document to another; the timestamps are the two captures that bound it.

    `before` and `after` are the ids of the document's steps next to it in time, None at the ends.
    """

    step: int
    document: Document
    old: StepSide
    new: StepSide
    not_before: str
    first_capture: str
    technical: bool
    before: int | None
    after: int | None


def read_step(store: Store, step_id: int) -> StepPage | None:
    """Return the step with both sides, or None if there is none of that id."""
    found = store.rows("SELECT * FROM steps WHERE id = ?", step_id)
    if not found:
        return None
    step = found[0]
    document = store.document(step["document_id"])
    assert document is not None  # a foreign key
    versions = {version.id: version for version in store.versions(document.id)}
    rows = {row.version: row for row in history_rows(store, document)}
    before, after = _neighbours(store, document.id, step_id)
    edges = (("old_version_id", "not_before"), ("new_version_id", "first_capture"))
    old, new = (_side(store, versions[step[version]], step[at], rows) for version, at in edges)
    return StepPage(
        step=step_id,
        document=document,
        old=old,
        new=new,
        not_before=step["not_before"],
        first_capture=step["first_capture"],
        technical=bool(step["technical"]),
        before=before,
        after=after,
    )


def _neighbours(store: Store, document_id: int, step_id: int) -> tuple[int | None, int | None]:
    ids = [
        row["id"]
        for row in store.rows("SELECT id FROM steps WHERE document_id = ? ORDER BY first_capture, id", document_id)
    ]
    place = ids.index(step_id)
    return (ids[place - 1] if place else None), (ids[place + 1] if place + 1 < len(ids) else None)


def _side(store: Store, version: Version, timestamp: str, rows: dict[int, HistoryRow]) -> StepSide:
    row = rows.get(version.number or 0)
    first, last = (row.first_capture, row.last_capture) if row else (version.timestamp, version.timestamp)
    side = store.change_side(version.id, timestamp)
    return StepSide(
        label=f"version {version.number}" if version.number else "version superseded by a newer extractor",
        shown=f"{readable_date(first)} to {readable_date(last)}",
        url=side.url,
        replay_url=side.replay_url or "",
        text_sha256=side.text_sha256,
        page_sha256=side.page_sha256,
        clauses=with_paths(store.clauses(version)),
    )
