"""Writing a document's derived history: version numbers, clause spans, lineages, steps with their changes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from db.assessments import StoredAssessment, record_assessments
from db.records import NewVersion, Version
from db.session import inserted_id, now_utc
from db.store import Store
from db.versions import clauses_to_json, text_digest


class SpanLike(Protocol):
    """A clause with its first and last version."""

    lineage: int
    first: int
    last: int

    @property
    def key(self) -> tuple[int, str, int, str]:
        """Lineage, kind, level, text."""


class ParentLike(Protocol):
    """An edge of the lineage graph: `child` came from `parent` by a split or a merge."""

    @property
    def child(self) -> int:
        """The lineage that began."""

    @property
    def parent(self) -> int:
        """The lineage it came from."""

    @property
    def kind(self) -> str:
        """Split or merged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DerivedStep:
    """A step between two versions, bounded by two captures."""

    old_version_id: int
    new_version_id: int
    not_before: str
    first_capture: str
    technical: bool
    replaced: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtfulVersion:
    """A version beside the history: why, and the name it goes by (`4.1` came after version 4)."""

    version_id: int
    doubt: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StepChange:
    """One change of a step as stored: texts and places of the clauses it is about (None where there is none)."""

    kind: str
    section: str
    old_text: str | None
    new_text: str | None
    old_place: int | None
    new_place: int | None
    value_changes: str | None
    assessment: StoredAssessment | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DerivedHistory:
    """All that follows from a document's captures and versions; `order` is the trusted versions' ids, oldest first.

    `same_as` names the versions that are taken for others, `aside` the captures at which something doubtful was shown,
    `captures_between` counts, by version, those not looked at that lie between two which show it.
    """

    order: tuple[int, ...]
    spans: Sequence[SpanLike]
    parents: Sequence[ParentLike]
    steps: tuple[DerivedStep, ...]
    doubtful: tuple[DoubtfulVersion, ...]
    same_as: Mapping[int, int]
    aside: frozenset[int]
    captures_between: Mapping[int, int]
    alternating: bool


def is_out_of_date(store: Store, document_id: int) -> bool:
    """Whether captures were recorded since the document's history was derived."""
    row = store.database.conn.execute("SELECT settled FROM documents WHERE id = ?", (document_id,)).fetchone()
    return row is not None and not row[0]


def store_history(
    store: Store,
    document_id: int,
    derived: DerivedHistory,
    changes_between: Callable[[int, int], Sequence[StepChange]],
    recorded: Callable[[], object] = lambda: None,
) -> int:
    """Replace the derived rows in one transaction; steps known already keep their identity. Returns the new steps.

    `recorded` is called at the end of the transaction: what it writes is there if the steps are, and not without them.
    """
    with store.transaction():
        _write_order(store, document_id, derived)
        _write_captures(store, document_id, derived.aside)
        _write_spans(store, document_id, derived)
        added = _write_steps(store, document_id, derived.steps, changes_between)
        store.database.table("documents").update(document_id, {"settled": 1, "alternating": int(derived.alternating)})
        recorded()
    return added


def _write_order(store: Store, document_id: int, derived: DerivedHistory) -> None:
    execute = store.database.conn.execute
    for version in store.versions(document_id):
        if version.number is not None and version.id not in derived.order:
            put_aside(store, version)
    nothing = "number = NULL, doubt = NULL, label = NULL, same_as = NULL, captures_between = 0"
    execute(f"UPDATE versions SET {nothing} WHERE document_id = ?", (document_id,))  # noqa: S608 - a constant
    for number, version_id in enumerate(derived.order, start=1):
        between = derived.captures_between.get(version_id, 0)
        execute("UPDATE versions SET number = ?, captures_between = ? WHERE id = ?", (number, between, version_id))
        execute("DELETE FROM unsettled_clauses WHERE version_id = ?", (version_id,))
    for doubtful in derived.doubtful:
        row = (doubtful.doubt, doubtful.label, doubtful.version_id)
        execute("UPDATE versions SET doubt = ?, label = ? WHERE id = ?", row)
    for version_id, same_as in derived.same_as.items():
        execute("UPDATE versions SET same_as = ? WHERE id = ?", (same_as, version_id))


def _write_captures(store: Store, document_id: int, aside: frozenset[int]) -> None:
    """Mark the captures at which something doubtful was shown, and only those."""
    marked = {capture.id for capture in store.captures(document_id) if capture.aside}
    store.database.conn.executemany(
        "UPDATE captures SET aside = ? WHERE id = ?",
        [*((1, capture_id) for capture_id in aside - marked), *((0, capture_id) for capture_id in marked - aside)],
    )


def put_aside(store: Store, version: Version) -> None:
    """Keep the clauses of a version that leaves the numbered ones: its spans will go, its text must not."""
    execute = store.database.conn.execute
    waiting = clauses_to_json(store.clauses(version))
    execute("INSERT OR REPLACE INTO unsettled_clauses VALUES (?, ?)", (version.id, waiting))


def _write_spans(store: Store, document_id: int, derived: DerivedHistory) -> None:
    execute = store.database.conn.execute
    execute("DELETE FROM clause_spans WHERE document_id = ?", (document_id,))
    execute("DELETE FROM lineage_parents WHERE document_id = ?", (document_id,))
    for place, span in enumerate(derived.spans):
        lineage, kind, level, text = span.key
        row = (document_id, place, lineage, text_id(store, text), kind, level, span.first, span.last)
        execute("INSERT INTO clause_spans VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
    for edge in derived.parents:
        execute(
            "INSERT OR IGNORE INTO lineage_parents VALUES (?, ?, ?, ?)",
            (document_id, edge.child, edge.parent, edge.kind),
        )


def supersede(store: Store, version: Version, capture_id: int, by: NewVersion) -> int:
    """Record that a newer extractor reads a version's page otherwise; returns the id of the version it reads.

    The old version stays, linked; the captures that showed it now show the new one.
    """
    with store.transaction():
        put_aside(store, version)
        new_id, _ = store.record_version(version.document_id, capture_id, by)
        execute = store.database.conn.execute
        execute("UPDATE versions SET superseded_by = ?, number = NULL WHERE id = ?", (new_id, version.id))
        execute("UPDATE captures SET version_id = ? WHERE version_id = ?", (new_id, version.id))
        execute("UPDATE OR IGNORE judgments SET version_id = ? WHERE version_id = ?", (new_id, version.id))
        execute("UPDATE documents SET settled = 0 WHERE id = ?", (version.document_id,))
    return new_id


def drop_unused_texts(store: Store) -> None:
    """Delete the clause texts that no span and no change refers to any more."""
    store.database.conn.execute(
        "DELETE FROM clause_texts WHERE NOT EXISTS (SELECT 1 FROM clause_spans WHERE text_id = clause_texts.id)"
        " AND NOT EXISTS (SELECT 1 FROM step_changes WHERE old_text_id = clause_texts.id)"
        " AND NOT EXISTS (SELECT 1 FROM step_changes WHERE new_text_id = clause_texts.id)"
    )


def text_id(store: Store, text: str) -> int:
    """Return the id of a clause text, storing it if it is new."""
    digest = text_digest(text)
    row = store.database.conn.execute("SELECT id FROM clause_texts WHERE digest = ?", (digest,)).fetchone()
    if row is not None:
        return int(row[0])
    cursor = store.database.conn.execute("INSERT INTO clause_texts (text, digest) VALUES (?, ?)", (text, digest))
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def _write_steps(
    store: Store,
    document_id: int,
    steps: Sequence[DerivedStep],
    changes_between: Callable[[int, int], Sequence[StepChange]],
) -> int:
    known = _KnownSteps(store, document_id)
    added = 0
    for step in sorted(steps, key=lambda step: not known.has(step)):
        step_id = known.take(step)
        if step_id is None:
            _insert_step(store, document_id, step, changes_between(step.old_version_id, step.new_version_id))
            added += 1
        else:
            row = (step.not_before, step.first_capture, step.replaced, step_id)
            store.database.conn.execute(
                "UPDATE steps SET not_before = ?1, first_capture = ?2, replaced = ?3 WHERE id = ?4"
                " AND (not_before, first_capture, replaced) <> (?1, ?2, ?3)",
                row,
            )
    for step_id in known.left():
        store.database.conn.execute("DELETE FROM steps WHERE id = ?", (step_id,))
    return added


class _KnownSteps:
    """The steps as they were recorded; one that keeps its two texts stays the same, whatever becomes of its window."""

    def __init__(self, store: Store, document_id: int) -> None:
        rows = store.rows(
            "SELECT id, old_version_id, new_version_id, first_capture FROM steps WHERE document_id = ?"
            " ORDER BY first_capture",
            document_id,
        )
        self._by_pair: dict[tuple[int, int], dict[str, int]] = {}
        for row in rows:
            pair = self._by_pair.setdefault((row["old_version_id"], row["new_version_id"]), {})
            pair[row["first_capture"]] = row["id"]

    def has(self, step: DerivedStep) -> bool:
        """Whether the step is there with the same first capture."""
        return step.first_capture in self._by_pair.get((step.old_version_id, step.new_version_id), {})

    def take(self, step: DerivedStep) -> int | None:
        """Return the id of the step, once: that of the same first capture, or of the earliest left."""
        ids = self._by_pair.get((step.old_version_id, step.new_version_id), {})
        return ids.pop(step.first_capture if step.first_capture in ids else min(ids)) if ids else None

    def left(self) -> tuple[int, ...]:
        """Return the ids of those that were not taken."""
        return tuple(step_id for ids in self._by_pair.values() for step_id in ids.values())


def _insert_step(store: Store, document_id: int, step: DerivedStep, changes: Sequence[StepChange]) -> None:
    row: dict[str, Any] = {
        "document_id": document_id,
        "old_version_id": step.old_version_id,
        "new_version_id": step.new_version_id,
        "not_before": step.not_before,
        "first_capture": step.first_capture,
        "technical": int(step.technical),
        "replaced": int(step.replaced),
        "recorded_at": now_utc(),
    }
    step_id = inserted_id(store.database.table("steps").insert(row))
    for number, change in enumerate(changes, start=1):
        store.database.conn.execute(
            "INSERT INTO step_changes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                step_id,
                number,
                change.kind,
                change.section,
                None if change.old_text is None else text_id(store, change.old_text),
                None if change.new_text is None else text_id(store, change.new_text),
                change.old_place,
                change.new_place,
                change.value_changes,
            ),
        )
    record_assessments(store, step_id, [change.assessment for change in changes if change.assessment])
