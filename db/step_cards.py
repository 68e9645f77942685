"""The steps of all documents, the newest first, with what they came to: what a list of changes shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from db.assessments import ONE_CHANGE, StoredAssessment
from db.session import Session
from db.stored_json import read_json


@dataclass(frozen=True, slots=True, kw_only=True)
class StepFilter:
    """Which steps are wanted; None asks for all.

    `weights` are those of which one change at least must be; `topic` is of a change of these weights. `since` and
    `until` are first digits of timestamps, `expression` is one of FTS5 that a clause before or after must match.
    """

    document_id: int | None = None
    weights: tuple[str, ...] = ("substantive", "editorial")
    topic: str | None = None
    language: str | None = None
    tag: str | None = None
    since: str | None = None
    until: str | None = None
    expression: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportantChange:
    """The change of a step that matters most, with what it means."""

    kind: str
    section: str
    old_text: str
    new_text: str
    meaning: StoredAssessment


@dataclass(frozen=True, slots=True, kw_only=True)
class StepCard:
    """A step of a document between two captures, what each of its changes means, the most important first."""

    step: int
    document_id: int
    document: str
    language: str | None
    old_version: int | None
    new_version: int | None
    not_before: str
    first_capture: str
    recorded_at: str
    meanings: tuple[StoredAssessment, ...]
    change: ImportantChange | None


def find_steps(store: Session, wanted: StepFilter, *, limit: int, offset: int = 0) -> tuple[StepCard, ...]:
    """Return the steps that are wanted, the newest first."""
    conditions, values = _conditions(wanted)
    rows = store.rows(
        "SELECT steps.id AS step, steps.document_id, documents.name AS document, new.language,"  # noqa: S608 - of constants
        " old.number AS old_version, new.number AS new_version, not_before, first_capture, recorded_at FROM steps"
        " CROSS JOIN documents ON documents.id = steps.document_id"
        " CROSS JOIN versions AS old ON old.id = old_version_id CROSS JOIN versions AS new ON new.id = new_version_id"
        f" WHERE {' AND '.join(conditions)} ORDER BY first_capture DESC, steps.id DESC LIMIT ? OFFSET ?",
        *values,
        limit,
        offset,
    )
    return tuple(_card(store, row) for row in rows)


def _conditions(wanted: StepFilter) -> tuple[list[str], list[object]]:
    conditions, values = ["NOT technical", "NOT replaced"], list[object]()
    for condition, value in (
        ("steps.document_id = ?", wanted.document_id),
        ("new.language = ?", wanted.language),
        ("steps.document_id IN (SELECT document_id FROM document_tags WHERE tag = ?)", wanted.tag),
        ("first_capture >= ?", wanted.since),
        ("first_capture <= ?", wanted.until and f"{wanted.until}99999999999999"[:14]),
        (_SAYS, wanted.expression),
    ):
        if value is not None:
            conditions.append(condition)
            values += [value] * condition.count("?")
    condition, weights = _of_weight(wanted)
    return [*conditions, condition], [*values, *weights]


_SAYS = (
    "EXISTS (SELECT 1 FROM step_changes WHERE step_id = steps.id AND"
    " (new_text_id IN (SELECT rowid FROM clause_search WHERE clause_search MATCH ?)"
    " OR old_text_id IN (SELECT rowid FROM clause_search WHERE clause_search MATCH ?)))"
)


def _of_weight(wanted: StepFilter) -> tuple[str, list[object]]:
    """Return the condition that a change is of these weights and about the topic; one not assessed yet may be."""
    marks = ", ".join("?" * len(wanted.weights))
    topic = " AND instr(topics, ?)" if wanted.topic else ""
    assessed = f"SELECT 1 FROM assessments WHERE step_id = steps.id AND weight IN ({marks}){topic}"  # noqa: S608 - of constants
    values: list[object] = [*wanted.weights, *([f'"{wanted.topic}"'] if wanted.topic else [])]
    if wanted.topic:
        return f"EXISTS ({assessed})", values
    not_assessed = "NOT EXISTS (SELECT 1 FROM assessments WHERE step_id = steps.id)"
    return f"(EXISTS ({assessed}) OR {not_assessed})", values


def _card(store: Session, row: dict[str, Any]) -> StepCard:
    changes = store.rows(
        "SELECT kind, section, old.text AS old_text, new.text AS new_text, weight, direction, topics,"  # noqa: S608 - of constants
        " max(importance) AS importance, reason, rules FROM step_changes"
        " JOIN assessments ON assessments.step_id = step_changes.step_id AND assessments.number = step_changes.number"
        " LEFT JOIN clause_texts AS old ON old.id = old_text_id LEFT JOIN clause_texts AS new ON new.id = new_text_id"
        f" WHERE step_changes.step_id = ? GROUP BY kind, {ONE_CHANGE} ORDER BY importance DESC, step_changes.number",
        row["step"],
    )
    meanings = tuple(_meaning(change) for change in changes)
    return StepCard(**row, meanings=meanings, change=_important(changes, meanings))


def _meaning(row: dict[str, Any]) -> StoredAssessment:
    kept = {name: row[name] for name in ("weight", "direction", "importance", "reason", "rules")}
    return StoredAssessment(**kept, topics=tuple(read_json(row["topics"])))


def _important(rows: Sequence[dict[str, Any]], meanings: Sequence[StoredAssessment]) -> ImportantChange | None:
    if not rows:
        return None
    first = rows[0]
    return ImportantChange(
        kind=first["kind"],
        section=first["section"],
        old_text=first["old_text"] or "",
        new_text=first["new_text"] or "",
        meaning=meanings[0],
    )
