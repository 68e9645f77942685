"""What people judged of doubtful versions: that they are the policy after all, or that they are not."""

from dataclasses import dataclass
from enum import StrEnum

from db.session import now_utc
from db.store import Store


class Verdict(StrEnum):
    """A person's word on a version: it is the policy, or it is not."""

    CONFIRMED = "confirmed"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgment:
    """A verdict on a version, with the person's reason and when it was given (ISO 8601, UTC)."""

    version_id: int
    verdict: Verdict
    reason: str
    judged_at: str


def judgments_of(store: Store, document_id: int) -> tuple[Judgment, ...]:
    """Return what was judged of a document's versions, in the order of their captures."""
    rows = store.rows(
        "SELECT judgments.version_id, verdict, reason, judged_at FROM judgments"
        " JOIN versions ON versions.id = judgments.version_id"
        " JOIN captures ON captures.id = versions.capture_id WHERE versions.document_id = ? ORDER BY timestamp",
        document_id,
    )
    return tuple(Judgment(**{**row, "verdict": Verdict(row["verdict"])}) for row in rows)


def record_judgment(store: Store, document_id: int, version_id: int, verdict: Verdict, reason: str) -> None:
    """Keep a verdict in place of an earlier one; the history waits to be derived with it."""
    with store.transaction():
        store.database.conn.execute(
            "INSERT OR REPLACE INTO judgments VALUES (?, ?, ?, ?)", (version_id, verdict, reason, now_utc())
        )
        store.database.conn.execute("UPDATE documents SET settled = 0 WHERE id = ?", (document_id,))
