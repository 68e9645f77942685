"""Which changes an alert channel was not told yet, what there is to tell of each, and the mark that it was told.

A step is a change of a document's text. It is told once for each pair of texts, whatever later runs find out about
its dates, and whatever a newer extractor makes of the same pages.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from db.records import ChangeSide
from db.session import now_utc
from db.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertStep:
    """A step worth an alert; timestamps are 14-digit UTC."""

    id: int
    document: str
    site: str
    old_version_id: int
    new_version_id: int
    not_before: str
    first_capture: str
    recorded_at: str

    @property
    def pair(self) -> tuple[int, int]:
        """What a channel is told once: the ids of the old and the new version."""
        return self.old_version_id, self.new_version_id


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertChange:
    """One changed clause of a step as recorded: its texts before and after, None where there is none."""

    kind: str
    section: str
    old_text: str | None
    new_text: str | None
    values: tuple[tuple[str | None, str | None], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StepDetails:
    """All there is to tell of a step; `changes` are in the order recorded, a split has a row for each of its parts."""

    step: AlertStep
    old: ChangeSide
    new: ChangeSide
    changes: tuple[AlertChange, ...]


def alert_steps(
    store: Store, document_ids: Sequence[int] | None = None, *, untold: str | None = None
) -> tuple[AlertStep, ...]:
    """Return the steps of these documents (None: of all) that an alert may be about, the newest capture first.

    With `untold`, only those which this channel was not told. Technical steps are made by a newer extractor, never
    by the site; unconfirmed versions may be an error page.
    """
    rows = store.rows(
        "SELECT steps.id, documents.name AS document, host AS site, old_version_id, new_version_id, not_before,"
        " first_capture, recorded_at FROM steps JOIN documents ON documents.id = steps.document_id"
        " JOIN sites ON sites.id = site_id WHERE NOT technical"
        " AND NOT EXISTS (SELECT 1 FROM alert_deliveries AS told WHERE told.old_version_id = steps.old_version_id"
        "  AND told.new_version_id = steps.new_version_id AND channel = ?)"
        " AND NOT EXISTS (SELECT 1 FROM versions WHERE id IN (old_version_id, new_version_id) AND mark = 'unconfirmed')"
        " AND (? IS NULL OR documents.id IN (SELECT value FROM json_each(?)))"
        " ORDER BY first_capture DESC, documents.name, steps.id DESC",
        untold,
        *[None if document_ids is None else json.dumps(list(document_ids))] * 2,
    )
    steps = tuple(AlertStep(**row) for row in rows)
    if not steps or untold is None:
        return steps
    told = _pairs_read_anew(store, untold)
    return tuple(step for step in steps if step.pair not in told)


def _pairs_read_anew(store: Store, channel: str) -> frozenset[tuple[int, int]]:
    """Return the pairs the channel was told, as newer extractors read them; only those that were read anew."""
    rows = store.rows(
        "WITH RECURSIVE readings(version, reading) AS (SELECT id, id FROM versions WHERE superseded_by IS NOT NULL"
        " UNION SELECT readings.version, superseded_by FROM readings JOIN versions ON versions.id = reading"
        "  WHERE superseded_by IS NOT NULL)"
        " SELECT coalesce(old.reading, old_version_id) AS old, coalesce(new.reading, new_version_id) AS new"
        " FROM alert_deliveries LEFT JOIN readings AS old ON old.version = old_version_id"
        " LEFT JOIN readings AS new ON new.version = new_version_id"
        " WHERE channel = ? AND (old.version IS NOT NULL OR new.version IS NOT NULL)",
        channel,
    )
    return frozenset((row["old"], row["new"]) for row in rows)


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


def told_channels(store: Store) -> dict[tuple[int, int], list[str]]:
    """Return, by (old version, new version), the channels that were told of exactly this pair."""
    told: dict[tuple[int, int], list[str]] = {}
    for row in store.rows("SELECT old_version_id, new_version_id, channel FROM alert_deliveries ORDER BY channel"):
        told.setdefault((row["old_version_id"], row["new_version_id"]), []).append(row["channel"])
    return told


def step_details(store: Store, step: AlertStep) -> StepDetails:
    """Return what there is to tell of a step."""
    rows = store.rows(
        "SELECT kind, section, old.text AS old_text, new.text AS new_text, value_changes FROM step_changes"
        " LEFT JOIN clause_texts AS old ON old.id = old_text_id LEFT JOIN clause_texts AS new ON new.id = new_text_id"
        " WHERE step_id = ? ORDER BY number",
        step.id,
    )
    return StepDetails(
        step=step,
        old=store.change_side(step.old_version_id, step.not_before),
        new=store.change_side(step.new_version_id, step.first_capture),
        changes=tuple(_change(row) for row in rows),
    )


def _change(row: dict[str, Any]) -> AlertChange:  # Any: SQLite's values
    values = json.loads(row.pop("value_changes") or "[]")
    return AlertChange(**row, values=tuple((value["old"], value["new"]) for value in values))
