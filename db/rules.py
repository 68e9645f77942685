"""The rules as they are kept: who is told of what. What they mean is said in tracker.alerts.rules."""

import json
from dataclasses import dataclass
from typing import Any

from db.store import Store
from db.stored_json import read_json


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredRule:
    """A rule's row; `settings` are its keys as a file of rules has them."""

    name: str
    settings: dict[str, Any]  # Any: JSON
    paused: bool
    allow_private: bool


def stored_rules(store: Store) -> tuple[StoredRule, ...]:
    """Return all rules, by name."""
    rows = store.rows("SELECT name, settings, paused, allow_private FROM rules ORDER BY name")
    return tuple(
        StoredRule(
            name=row["name"],
            settings=read_json(row["settings"]),
            paused=bool(row["paused"]),
            allow_private=bool(row["allow_private"]),
        )
        for row in rows
    )


def save_rule(store: Store, rule: StoredRule, *, now: str) -> None:
    """Keep a rule under its name, instead of the one that had it."""
    with store.transaction():
        store.database.conn.execute(
            "INSERT INTO rules (name, settings, paused, allow_private, added_at) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (name) DO UPDATE SET settings = excluded.settings, paused = excluded.paused,"
            " allow_private = excluded.allow_private",
            (rule.name, json.dumps(rule.settings, ensure_ascii=False), int(rule.paused), int(rule.allow_private), now),
        )


def remove_rule(store: Store, name: str) -> None:
    """Delete a rule, and what waits for no other one."""
    with store.transaction():
        execute = store.database.conn.execute
        execute("DELETE FROM rules WHERE name = ?", (name,))
        execute("DELETE FROM outbox WHERE delivery_id IS NULL AND rules = ?", (name,))
