"""The captures that the Wayback Machine was asked to make."""

from db.session import now_utc
from db.store import Store


def record_save(
    store: Store, document_id: int, url: str, *, job: str | None, outcome: str, timestamp: str | None, note: str
) -> None:
    """Note what became of a question for a capture."""
    row = {"document_id": document_id, "url": url, "job": job, "outcome": outcome, "timestamp": timestamp}
    with store.transaction():
        store.database.table("saves").insert(row | {"note": note or None, "asked_at": now_utc()})
