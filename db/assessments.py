"""What each recorded change means: derived, kept with the version of the rules, replaced as a whole."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from db.store import Store
from db.stored_json import read_json

ONE_CHANGE = "CASE kind WHEN 'split' THEN old_place WHEN 'merged' THEN new_place ELSE step_changes.number END"
"""SQL for what tells the changes of a step apart: a split or a merge has a row for each of its parts and is one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredAssessment:
    """The meaning of one change: weight, direction and topics in the words of DESIGN, and the version of the rules."""

    weight: str
    direction: str | None
    topics: tuple[str, ...]
    importance: float
    reason: str
    rules: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedChange:
    """A row of a step: the texts and places of the clauses it is about, None where there is none."""

    kind: str
    section: str
    old_text: str | None
    new_text: str | None
    old_place: int | None
    new_place: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedStep:
    """A step with its rows in their order."""

    id: int
    old_version_id: int
    new_version_id: int
    changes: tuple[RecordedChange, ...]


def record_assessments(store: Store, step_id: int, assessments: Sequence[StoredAssessment]) -> None:
    """Keep what the changes of a step mean, in the order of its rows, in place of what was kept before."""
    execute = store.database.conn.execute
    execute("DELETE FROM assessments WHERE step_id = ?", (step_id,))
    for number, found in enumerate(assessments, start=1):
        topics = json.dumps(found.topics)
        values = (found.weight, found.direction, topics, found.importance, found.reason, found.rules)
        execute("INSERT INTO assessments VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (step_id, number, *values))


def steps_assessed_otherwise(store: Store, document_id: int, rules: str) -> tuple[RecordedStep, ...]:
    """Return the steps with a change that was not assessed by this version of the rules, oldest first."""
    rows = store.rows(
        "SELECT id, old_version_id, new_version_id FROM steps WHERE document_id = ? AND EXISTS ("
        " SELECT 1 FROM step_changes LEFT JOIN assessments ON assessments.step_id = step_changes.step_id"
        "  AND assessments.number = step_changes.number"
        " WHERE step_changes.step_id = steps.id AND rules IS NOT ?) ORDER BY first_capture, id",
        document_id,
        rules,
    )
    return tuple(RecordedStep(**row, changes=_changes(store, row["id"])) for row in rows)


def _changes(store: Store, step_id: int) -> tuple[RecordedChange, ...]:
    rows = store.rows(
        "SELECT kind, section, old.text AS old_text, new.text AS new_text, old_place, new_place FROM step_changes"
        " LEFT JOIN clause_texts AS old ON old.id = old_text_id LEFT JOIN clause_texts AS new ON new.id = new_text_id"
        " WHERE step_id = ? ORDER BY number",
        step_id,
    )
    return tuple(RecordedChange(**row) for row in rows)


def meanings_by_version(store: Store, document_id: int) -> dict[int, tuple[StoredAssessment, ...]]:
    """Return what led to each version (by number), each change once, the most important first."""
    rows = store.rows(
        "SELECT versions.number AS version, weight, direction, topics, max(importance) AS importance, reason, rules"  # noqa: S608 - a constant
        " FROM steps JOIN step_changes ON step_changes.step_id = steps.id"
        " JOIN assessments ON assessments.step_id = steps.id AND assessments.number = step_changes.number"
        " JOIN versions ON versions.id = new_version_id"
        " WHERE steps.document_id = ? AND NOT technical AND versions.number IS NOT NULL"
        f" GROUP BY versions.number, steps.id, kind, {ONE_CHANGE}"
        " ORDER BY versions.number, importance DESC, step_changes.number",
        document_id,
    )
    found: dict[int, list[StoredAssessment]] = {}
    for row in rows:
        found.setdefault(row.pop("version"), []).append(_assessment(row))
    return {version: tuple(assessments) for version, assessments in found.items()}


def _assessment(row: dict[str, Any]) -> StoredAssessment:  # Any: SQLite's values
    return StoredAssessment(**{**row, "topics": tuple(read_json(row["topics"]))})
