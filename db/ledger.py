"""The ledger: every capture an archive lists, and what became of it."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from db.archives import Archives
from db.outcomes import Outcome
from db.records import Capture, ListedCapture, Location, Role


class Ledger(Archives):
    """The captures of a history."""

    def record_listing(
        self,
        location: Location,
        captures: Iterable[ListedCapture],
        *,
        archive: str,
        listed_from: str,
        listed_to: str | None,
        complete: bool,
    ) -> int:
        """Add the captures of a listing; returns how many were new.

        `archive` is its base address. A partial listing only says that it is one; a complete one extends what is known
        of the same archive.
        """
        with self.transaction():
            archive_id = self.remember_archive(archive)
            known = self.listing_reach(location, archive_id)
            before = self.database.conn.total_changes
            self.database.conn.executemany(
                "INSERT OR IGNORE INTO captures"
                " (location_id, archive_id, timestamp, url, mimetype, status, digest, length)"
                " VALUES (:location_id, :archive_id, :timestamp, :url, :mimetype, :status, :digest, :length)",
                [
                    {
                        **asdict(capture),
                        "location_id": location.id,
                        "archive_id": archive_id,
                        "url": None if capture.url == location.url else capture.url,
                    }
                    for capture in captures
                ],
            )
            added = self.database.conn.total_changes - before
            first = known.listed_from if known and known.listed_from is not None else listed_from
            reached = {"state": "complete", "listed_from": min(first, listed_from), "listed_to": listed_to}
            key = {"location_id": location.id, "archive_id": archive_id}
            row = key | (reached if complete else {"state": "partial"})
            self.database.table("listings").upsert(row, pk=("location_id", "archive_id"))
        return added

    def has_captures(self, document_id: int, *, role: Role = Role.POLICY) -> bool:
        """Whether any capture of the document's policy, or of its site's homepage, is known."""
        return bool(
            self.rows(
                "SELECT 1 FROM captures JOIN locations ON locations.id = location_id"
                " WHERE document_id = ? AND role = ? LIMIT 1",
                document_id,
                role,
            )
        )

    def captures_at(self, location: Location) -> tuple[int, str | None, str | None]:
        """Return how many captures of a location are the document's, and the timestamps of the first and the last."""
        row = self.rows(
            "SELECT count(*) AS captures, min(timestamp) AS first, max(timestamp) AS last FROM captures"
            " WHERE location_id = ? AND timestamp >= ? AND timestamp < ?",
            location.id,
            location.valid_from or "",
            location.valid_to or "z",
        )[0]
        return row["captures"], row["first"], row["last"]

    def page_times(self, location: Location) -> tuple[str, ...]:
        """Return the timestamps at which the archive has a page of a location, whether the document's or not."""
        rows = self.rows(
            "SELECT timestamp FROM captures WHERE location_id = ? AND status IN ('200', '-') ORDER BY timestamp",
            location.id,
        )
        return tuple(row["timestamp"] for row in rows)

    def captures(
        self, document_id: int, *, start: str | None = None, end: str | None = None, role: Role = Role.POLICY
    ) -> tuple[Capture, ...]:
        """Return the document's captures between two timestamps (prefixes, inclusive), by time.

        Of its policy's locations, in the time each was the policy's; or (`role` homepage) of its site's homepage.
        """
        rows = self.rows(
            f"{_CAPTURES} WHERE document_id = ? AND role = ? AND timestamp >= ? AND timestamp <= ?"
            " AND timestamp >= coalesce(valid_from, '') AND timestamp < coalesce(valid_to, 'z')"
            " ORDER BY timestamp, captures.id",
            document_id,
            role,
            (start or "").ljust(14, "0"),
            (end or "").ljust(14, "9"),
        )
        return tuple(_capture(row) for row in rows)

    def unproven_captures(self, document_id: int) -> tuple[Capture, ...]:
        """Return the captures that bound a change, whose pages were fetched and are not kept."""
        rows = self.rows(
            f"{_BOUNDS} {_CAPTURES} JOIN bounds ON timestamp = moment"  # noqa: S608 - constants
            " AND version_id IN (SELECT id FROM versions WHERE version IN (id, same_as))"
            " WHERE document_id = ?1 AND outcome = 'ok'"
            " AND NOT EXISTS (SELECT 1 FROM pages WHERE capture_id = captures.id) ORDER BY timestamp",
            document_id,
        )
        return tuple(_capture(row) for row in rows)

    def record_outcome(
        self,
        capture_id: int,
        outcome: Outcome,
        *,
        version_id: int | None = None,
        target: str | None = None,
        note: str | None = None,
        digest_matches: bool | None = None,
    ) -> None:
        """Write what became of a capture; `digest_matches` is None where no bytes were compared."""
        with self.transaction():
            self.database.conn.execute(
                "UPDATE captures SET outcome = ?, version_id = ?, target = ?, note = ?, digest_matches = ?,"
                " attempts = attempts + 1 WHERE id = ?",
                (outcome, version_id, target, note, digest_matches, capture_id),
            )
            if version_id is not None:
                self._unsettle(capture_id)

    def _unsettle(self, capture_id: int) -> None:
        self.database.conn.execute(
            "UPDATE documents SET settled = 0 WHERE settled AND id = (SELECT document_id FROM captures"
            " JOIN locations ON locations.id = location_id WHERE captures.id = ?)",
            (capture_id,),
        )


def _capture(row: dict[str, Any]) -> Capture:  # Any: SQLite's values
    outcome, matches = row["outcome"], row["digest_matches"]
    typed = {
        "outcome": None if outcome is None else Outcome(outcome),
        "digest_matches": None if matches is None else bool(matches),
        "aside": bool(row["aside"]),
    }
    return Capture(**{**row, **typed})


_CAPTURES = (
    "SELECT captures.id, location_id, timestamp, coalesce(captures.url, locations.url) AS url, mimetype,"
    " status, digest, length, outcome, version_id, target, note, digest_matches, aside, archive_id"
    " FROM captures JOIN locations ON locations.id = location_id"
)
_BOUNDS = (
    "WITH bounds AS (SELECT old_version_id AS version, not_before AS moment FROM steps"
    " WHERE document_id = ?1 AND NOT technical UNION SELECT new_version_id, first_capture FROM steps"
    " WHERE document_id = ?1 AND NOT technical)"
)
