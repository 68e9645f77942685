"""Due diligence: who was told of each step and when, and who looked at it."""

from collections.abc import Sequence
from dataclasses import dataclass

from db.alerts import AlertStep, alert_steps, step_of
from db.errors import UnknownTarget
from db.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldStep:
    """A step with who was told of it, (recipient, when), and who looked at it, (by, when, note)."""

    step: int
    document: str
    not_before: str
    first_capture: str
    recorded_at: str
    words: str
    told: tuple[tuple[str, str], ...]
    looked_at: tuple[tuple[str, str, str], ...]


_TOLD = (
    "SELECT old_version_id, new_version_id, outbox.recipient AS recipient, taken_at AS at FROM news"
    " JOIN outbox ON news_id = news.id JOIN delivery_recipients ON delivery_recipients.delivery_id = outbox.delivery_id"
    "  AND delivery_recipients.recipient = outbox.recipient WHERE kind = 'step' AND taken_at IS NOT NULL"
    " UNION ALL SELECT old_version_id, new_version_id, channel, delivered_at FROM alert_deliveries"
    " ORDER BY at, recipient"
)
_Pair = tuple[int, int]


def told_steps(store: Store, document_ids: Sequence[int] | None) -> tuple[ToldStep, ...]:
    """Return the steps of these documents (None: of all), the newest first."""
    told: dict[_Pair, list[tuple[str, str]]] = {}
    for row in store.rows(_TOLD):
        told.setdefault((row["old_version_id"], row["new_version_id"]), []).append((row["recipient"], row["at"]))
    looked_at: dict[_Pair, list[tuple[str, str, str]]] = {}
    for row in store.rows("SELECT old_version_id, new_version_id, by, at, note FROM acknowledgments ORDER BY id"):
        pair = (row["old_version_id"], row["new_version_id"])
        looked_at.setdefault(pair, []).append((row["by"], row["at"], row["note"]))
    words = {
        (row["old_version_id"], row["new_version_id"]): row["words"]
        for row in store.rows("SELECT old_version_id, new_version_id, words FROM news WHERE kind = 'step'")
    }
    return tuple(
        ToldStep(
            step=step.id,
            document=step.document,
            not_before=step.not_before,
            first_capture=step.first_capture,
            recorded_at=step.recorded_at,
            words=words.get(step.pair, ""),
            told=tuple(told.get(step.pair, ())),
            looked_at=tuple(looked_at.get(step.pair, ())),
        )
        for step in alert_steps(store, document_ids)
    )


def find_step(store: Store, named: str) -> AlertStep:
    """Return the step of that number, or the one that led to TARGET@VERSION; raises UnknownTarget."""
    target, _, version = named.rpartition("@")
    found = None
    if named.isdecimal():
        found = step_of(store, int(named))
    elif target and version.isdecimal():
        document = store.find_document(target)
        ids = [item.id for item in store.versions(document.id) if item.number == int(version)]
        steps = alert_steps(store, [document.id])
        found = next((step for step in steps if step.new_version_id in ids), None)
    if found is None:
        message = f"{named}: no such step; 'policytrail alerts told' lists them"
        raise UnknownTarget(message)
    return found


def acknowledge(store: Store, step: AlertStep, *, by: str, note: str, now: str) -> None:
    """Note who looked at a step."""
    row = {"old_version_id": step.old_version_id, "new_version_id": step.new_version_id, "by": by, "note": note}
    with store.transaction():
        store.database.table("acknowledgments").insert(row | {"at": now})
