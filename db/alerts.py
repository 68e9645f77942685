"""Which changes an alert channel was not told yet, what there is to tell of each, and the mark that it was told.

A step is a change of a document's text. It is told once for each pair of texts, whatever later runs find out about
its dates, and whatever a newer extractor makes of the same pages.
"""

import json
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from itertools import product
from typing import Any

from db.records import ChangeSide
from db.session import now_utc
from db.store import Store
from db.stored_json import read_json

_STEPS = (
    "SELECT steps.id, documents.name AS document, host AS site, old_version_id, new_version_id, not_before,"
    " first_capture, recorded_at, replaced FROM steps JOIN documents ON documents.id = steps.document_id"
    " JOIN sites ON sites.id = site_id"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertStep:
    """A step worth an alert; timestamps are 14-digit UTC.

    `replaced` tells that the page shows something else now, another language or no policy: no change of the policy.
    """

    id: int
    document: str
    site: str
    old_version_id: int
    new_version_id: int
    not_before: str
    first_capture: str
    recorded_at: str
    replaced: bool = False

    @property
    def pair(self) -> tuple[int, int]:
        """What a channel is told once: the ids of the old and the new version."""
        return self.old_version_id, self.new_version_id


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertChange:
    """One changed clause of a step as recorded: its texts before and after, None where there is none.

    From `weight` on its assessment, None or empty where there is none: `importance` ranks changes, `reason` says in a
    few words what decided.
    """

    kind: str
    section: str
    old_text: str | None
    new_text: str | None
    values: tuple[tuple[str | None, str | None], ...]
    weight: str | None = None
    direction: str | None = None
    topics: tuple[str, ...] = ()
    importance: float = 0.0
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StepDetails:
    """All there is to tell of a step; `changes` are in the order recorded, a split has a row for each of its parts."""

    step: AlertStep
    old: ChangeSide
    new: ChangeSide
    changes: tuple[AlertChange, ...]
    old_words: int = 0
    new_words: int = 0


def alert_steps(
    store: Store, document_ids: Sequence[int] | None = None, *, untold: str | None = None
) -> tuple[AlertStep, ...]:
    """Return the steps of these documents (None: of all) that an alert may be about, the newest capture first.

    With `untold`, only those which this channel was not told. Technical steps are made by a newer extractor, never
    by the site; doubtful versions may be an error page.
    """
    rows = store.rows(
        f"{_STEPS} WHERE NOT technical"  # noqa: S608 - a constant
        " AND NOT EXISTS (SELECT 1 FROM alert_deliveries AS told WHERE told.old_version_id = steps.old_version_id"
        "  AND told.new_version_id = steps.new_version_id AND channel = ?)"
        " AND NOT EXISTS (SELECT 1 FROM versions WHERE id IN (old_version_id, new_version_id) AND doubt IS NOT NULL)"
        " AND (? IS NULL OR documents.id IN (SELECT value FROM json_each(?)))"
        " ORDER BY first_capture DESC, documents.name, steps.id DESC",
        untold,
        *[None if document_ids is None else json.dumps(list(document_ids))] * 2,
    )
    steps = tuple(_step(row) for row in rows)
    if not steps or untold is None:
        return steps
    told = _pairs_read_anew(store, untold)
    return tuple(step for step in steps if step.pair not in told)


def _step(row: dict[str, Any]) -> AlertStep:  # Any: SQLite's values
    return AlertStep(**{**row, "replaced": bool(row["replaced"])})


def step_between(store: Store, old_version_id: int, new_version_id: int) -> AlertStep | None:
    """Return the step between two versions, None if the history has it no more."""
    rows = store.rows(
        f"{_STEPS} WHERE old_version_id = ? AND new_version_id = ? ORDER BY first_capture DESC LIMIT 1",
        old_version_id,
        new_version_id,
    )
    return _step(rows[0]) if rows else None


def step_of(store: Store, step_id: int) -> AlertStep | None:
    """Return the step of that id, None if there is none."""
    rows = store.rows(f"{_STEPS} WHERE steps.id = ?", step_id)
    return _step(rows[0]) if rows else None


def _pairs_read_anew(store: Store, channel: str) -> frozenset[tuple[int, int]]:
    """Return the pairs the channel was told, as newer extractors read them; only those that were read anew."""
    rows = store.rows("SELECT old_version_id, new_version_id FROM alert_deliveries WHERE channel = ?", channel)
    return readings_anew(store, {(row["old_version_id"], row["new_version_id"]) for row in rows})


def readings_anew(store: Store, pairs: Set[tuple[int, int]]) -> frozenset[tuple[int, int]]:
    """Return these pairs of versions as newer extractors read them; only those that were read anew."""
    if not pairs:
        return frozenset()
    rows = store.rows(
        "WITH RECURSIVE readings(version, reading) AS (SELECT id, id FROM versions WHERE superseded_by IS NOT NULL"
        " UNION SELECT readings.version, superseded_by FROM readings JOIN versions ON versions.id = reading"
        "  WHERE superseded_by IS NOT NULL) SELECT version, reading FROM readings"
    )
    anew: dict[int, set[int]] = {}
    for row in rows:
        anew.setdefault(row["version"], set()).add(row["reading"])
    return frozenset(
        reading
        for old, new in pairs
        if old in anew or new in anew
        for reading in product(anew.get(old, {old}), anew.get(new, {new}))
    )


def last_check(store: Store, channel: str) -> str | None:
    """Return when the channel was last checked (ISO 8601 UTC), None if never."""
    rows = store.rows("SELECT checked_at FROM alert_checks WHERE channel = ?", channel)
    return rows[0]["checked_at"] if rows else None


def mark_told(store: Store, channel: str, steps: Iterable[AlertStep]) -> None:
    """Note, all or nothing, that the channel was told these steps and has been checked."""
    now = now_utc()
    with store.transaction():
        store.database.conn.executemany(
            "INSERT OR IGNORE INTO alert_deliveries (old_version_id, new_version_id, channel, delivered_at)"
            " VALUES (?, ?, ?, ?)",
            [(*step.pair, channel, now) for step in steps],
        )
        store.database.conn.execute("INSERT OR REPLACE INTO alert_checks VALUES (?, ?)", (channel, now))


def step_details(store: Store, step: AlertStep) -> StepDetails:
    """Return what there is to tell of a step."""
    rows = store.rows(
        "SELECT kind, section, old.text AS old_text, new.text AS new_text, value_changes, weight, direction, topics,"
        " coalesce(importance, 0.0) AS importance, reason FROM step_changes"
        " LEFT JOIN clause_texts AS old ON old.id = old_text_id LEFT JOIN clause_texts AS new ON new.id = new_text_id"
        " LEFT JOIN assessments USING (step_id, number) WHERE step_id = ? ORDER BY number",
        step.id,
    )
    return StepDetails(
        step=step,
        old=store.change_side(step.old_version_id, step.not_before),
        new=store.change_side(step.new_version_id, step.first_capture),
        changes=tuple(_change(row) for row in rows),
        old_words=_words(store, step.old_version_id),
        new_words=_words(store, step.new_version_id),
    )


def _words(store: Store, version_id: int) -> int:
    return int(store.rows("SELECT words FROM versions WHERE id = ?", version_id)[0]["words"])


def _change(row: dict[str, Any]) -> AlertChange:  # Any: SQLite's values
    values = read_json(row.pop("value_changes") or "[]")
    topics = tuple(read_json(row.pop("topics") or "[]"))
    return AlertChange(**row, topics=topics, values=tuple((value["old"], value["new"]) for value in values))
