"""What a run leaves to the next: how it went, and how the archives answered."""

import json
from dataclasses import asdict
from typing import Any

from db.records import Breaker
from db.session import Session, inserted_id, now_utc


class Runs(Session):
    """The runs over a history."""

    def breaker(self, archive: str) -> Breaker:
        """Return what the last runs met with at an archive."""
        rows = self.rows("SELECT strikes, closed_until, reason FROM breakers WHERE archive = ?", archive)
        return Breaker(**rows[0]) if rows else Breaker(strikes=0, closed_until=0.0, reason="")

    def remember_breaker(self, archive: str, breaker: Breaker) -> None:
        """Keep a refusal, or its end, for the next run."""
        with self.transaction():
            self.database.table("breakers").upsert({"archive": archive, **asdict(breaker)}, pk="archive")

    def start_run(self, command: str, archive: str) -> int:
        """Note that a run began; returns its id."""
        with self.transaction():
            row = {"command": command, "archive": archive, "started_at": now_utc()}
            return inserted_id(self.database.table("runs").insert(row))

    def finish_run(self, run_id: int, summary: dict[str, Any]) -> None:
        """Note how a run ended, and give back the room that versions took while they waited for their spans."""
        with self.transaction():
            self.database.table("runs").update(run_id, {"finished_at": now_utc(), "summary": json.dumps(summary)})
        self.give_back_room()


def last_run(store: Runs) -> tuple[str, str | None] | None:
    """Return when the last `run`, or else the last command, began and ended (None: it did not); None if none did."""
    rows = store.rows("SELECT started_at, finished_at FROM runs ORDER BY command = 'run' DESC, id DESC LIMIT 1")
    return (rows[0]["started_at"], rows[0]["finished_at"]) if rows else None
