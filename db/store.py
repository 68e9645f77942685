"""The only writer of the history: targets, the ledger of captures, versions, settled timelines."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlite_utils.db import Table

from db.connection import explained, open_database
from db.errors import UnknownTarget
from db.evidence import keep_page, read_page
from db.records import (
    Breaker,
    Capture,
    Document,
    Evidence,
    FetchedPage,
    LineageOrigin,
    ListedCapture,
    Location,
    NewVersion,
    StoredClause,
    StoredSpan,
    Version,
)


def now_utc() -> str:
    """Return the present time as ISO 8601 UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def inserted_id(table: Table) -> int:
    """Return the id of the row just inserted."""
    assert isinstance(table.last_pk, int)
    return table.last_pk


def clauses_to_json(clauses: Iterable[StoredClause]) -> str:
    """Return clauses as stored while their version waits to be settled: `[[kind, level, text], ...]`."""
    return json.dumps([[clause.kind, clause.level, clause.text] for clause in clauses], ensure_ascii=False)


def clauses_sha256(clauses: Iterable[StoredClause]) -> str:
    """Return the SHA-256 (hexadecimal) that a version's clauses must have, byte for byte, however they are stored."""
    return hashlib.sha256(clauses_to_json(clauses).encode()).hexdigest()


class Store:
    """An open history. Methods speak in domain words; each writes in one transaction and can be run again."""

    def __init__(self, path: Path, *, create: bool = True) -> None:
        """Open (and migrate) the database at `path`; raises the StoreErrors of db.connection.open_database."""
        self.path = path
        self.database = open_database(path, create=create)

    def close(self) -> None:
        """Close the database."""
        self.database.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Commit all of the block or none of it; SQLite's errors come out as ours."""
        with explained(self.path), self.database.atomic():
            yield

    def rows(self, sql: str, *parameters: object) -> list[dict[str, Any]]:  # Any: SQLite's values
        """Return the rows of a query as dictionaries."""
        with explained(self.path):
            return list(self.database.query(sql, parameters))

    # Targets

    def add_document(
        self, name: str, *, host: str, url: str, kind: str = "privacy", section: str | None = None
    ) -> bool:
        """Track a document; returns False if it was tracked already."""
        with self.transaction():
            if self.rows("SELECT 1 FROM documents WHERE name = ?", name):
                return False
            self.database.table("sites").insert({"host": host, "added_at": now_utc()}, ignore=True)
            site_id = self.rows("SELECT id FROM sites WHERE host = ?", host)[0]["id"]
            document = {"site_id": site_id, "name": name, "kind": kind, "section": section, "added_at": now_utc()}
            document_id = inserted_id(self.database.table("documents").insert(document))
            self.database.table("locations").insert({"document_id": document_id, "url": url, "evidence": "given"})
        return True

    def documents(self) -> tuple[Document, ...]:
        """Return all tracked documents, by name."""
        return tuple(self._document(row) for row in self.rows(f"{_DOCUMENTS} ORDER BY name"))

    def find_document(self, target: str) -> Document:
        """Return the document named `target`, or the only one of the site or address; raises UnknownTarget."""
        bare = target.strip().rstrip("/")
        rows = self.rows(f"{_DOCUMENTS} WHERE name = ?", target) or self.rows(
            f"{_DOCUMENTS} WHERE host = ? OR documents.id IN"  # noqa: S608 - a constant
            " (SELECT document_id FROM locations WHERE rtrim(url, '/') IN (?, ?, ?))",
            bare,
            bare,
            f"https://{bare}",
            f"http://{bare}",
        )
        if len(rows) == 1:
            return self._document(rows[0])
        if rows:
            names = ", ".join(row["name"] for row in rows)
            message = f"{target}: several documents go by that name: {names}; name one of them"
            raise UnknownTarget(message)
        message = f"{target}: not tracked in {self.path}; 'policytrail add {target}' tracks it"
        raise UnknownTarget(message)

    @staticmethod
    def _document(row: dict[str, Any]) -> Document:
        return Document(**{**row, "alternating": bool(row["alternating"])})

    def locations(self, document_id: int) -> tuple[Location, ...]:
        """Return where the document was to be found, in the order found."""
        return tuple(
            Location(**row)
            for row in self.rows("SELECT * FROM locations WHERE document_id = ? ORDER BY id", document_id)
        )

    def add_location(
        self, document_id: int, url: str, *, evidence: str, found_in: str | None = None, role: str = "policy"
    ) -> bool:
        """Add an address of the document; returns False if it is known already."""
        row = {"document_id": document_id, "url": url, "role": role, "evidence": evidence, "found_in": found_in}
        with self.transaction():
            before = self.database.conn.total_changes
            self.database.table("locations").insert(row, ignore=True)
            return self.database.conn.total_changes > before

    def bound_location(self, location_id: int, *, valid_from: str | None, valid_to: str | None) -> None:
        """Say in which time a location was the document's (timestamps; None: open)."""
        with self.transaction():
            self.database.table("locations").update(location_id, {"valid_from": valid_from, "valid_to": valid_to})

    def remove_document(self, document_id: int) -> None:
        """Delete a document with all that belongs to it; other documents' texts stay."""
        with self.transaction():
            self.database.conn.execute("DELETE FROM documents WHERE id = ?", (document_id,))
            self.database.conn.execute("DELETE FROM sites WHERE id NOT IN (SELECT site_id FROM documents)")

    # The ledger

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

        A partial listing only says that it is one; a complete one extends what is known of the same archive.
        """
        extends = location.listed_archive == archive and location.listed_from is not None
        known_from = min(location.listed_from or "", listed_from) if extends else listed_from
        reached = {
            "listing": "complete",
            "listed_archive": archive,
            "listed_from": known_from,
            "listed_to": listed_to,
        }
        with self.transaction():
            before = self.database.conn.total_changes
            self.database.conn.executemany(
                "INSERT OR IGNORE INTO captures (location_id, timestamp, url, mimetype, status, digest, length)"
                " VALUES (:location_id, :timestamp, :url, :mimetype, :status, :digest, :length)",
                [
                    {
                        **asdict(capture),
                        "location_id": location.id,
                        "url": None if capture.url == location.url else capture.url,
                    }
                    for capture in captures
                ],
            )
            added = self.database.conn.total_changes - before
            self.database.table("locations").update(location.id, reached if complete else {"listing": "partial"})
        return added

    def has_captures(self, document_id: int) -> bool:
        """Whether any capture of the document's policy is known."""
        return bool(
            self.rows(
                "SELECT 1 FROM captures JOIN locations ON locations.id = location_id"
                " WHERE document_id = ? AND role = 'policy' LIMIT 1",
                document_id,
            )
        )

    def captures(
        self, document_id: int, *, start: str | None = None, end: str | None = None, role: str = "policy"
    ) -> tuple[Capture, ...]:
        """Return the document's captures between two timestamps (prefixes, inclusive), by time.

        Of its policy's locations, in the time each was the policy's; or (`role` homepage) of its site's homepage.
        """
        rows = self.rows(
            "SELECT captures.id, location_id, timestamp, coalesce(captures.url, locations.url) AS url, mimetype,"
            " status, digest, length, outcome, version_id, target, note"
            " FROM captures JOIN locations ON locations.id = location_id"
            " WHERE document_id = ? AND role = ? AND timestamp >= ? AND timestamp <= ?"
            " AND timestamp >= coalesce(valid_from, '') AND timestamp < coalesce(valid_to, 'z')"
            " ORDER BY timestamp, captures.id",
            document_id,
            role,
            (start or "").ljust(14, "0"),
            (end or "").ljust(14, "9"),
        )
        return tuple(Capture(**row) for row in rows)

    def record_outcome(
        self,
        capture_id: int,
        outcome: str,
        *,
        version_id: int | None = None,
        target: str | None = None,
        note: str | None = None,
    ) -> None:
        """Write what became of a capture."""
        with self.transaction():
            self.database.conn.execute(
                "UPDATE captures SET outcome = ?, version_id = ?, target = ?, note = ?, attempts = attempts + 1"
                " WHERE id = ?",
                (outcome, version_id, target, note, capture_id),
            )
            if version_id is not None:
                self._unsettle(capture_id)

    def _unsettle(self, capture_id: int) -> None:
        self.database.conn.execute(
            "UPDATE documents SET settled = 0 WHERE settled AND id = (SELECT document_id FROM captures"
            " JOIN locations ON locations.id = location_id WHERE captures.id = ?)",
            (capture_id,),
        )

    # Versions

    def known_fingerprint(self, document_id: int, fingerprint: str) -> tuple[str, int | None, str | None] | None:
        """Return (outcome, version id, note) of the page that was seen with this visible text, if any was."""
        rows = self.rows(
            "SELECT outcome, version_id, note FROM fingerprints WHERE document_id = ? AND fingerprint = ?",
            document_id,
            fingerprint,
        )
        return (rows[0]["outcome"], rows[0]["version_id"], rows[0]["note"]) if rows else None

    def record_fingerprint(
        self, document_id: int, fingerprint: str, outcome: str, *, version_id: int | None, note: str | None
    ) -> None:
        """Remember what a visible text came to, so that it is extracted once."""
        with self.transaction():
            self.database.conn.execute(
                "INSERT OR REPLACE INTO fingerprints VALUES (?, ?, ?, ?, ?)",
                (document_id, fingerprint, outcome, version_id, note),
            )

    def record_version(self, document_id: int, capture_id: int, version: NewVersion) -> tuple[int, bool]:
        """Record the text a capture shows; returns the version's id and whether the text is new for the document."""
        with self.transaction():
            found = self.rows(
                "SELECT id FROM versions WHERE document_id = ? AND text_sha256 = ?", document_id, version.text_sha256
            )
            if found:
                return int(found[0]["id"]), False
            return self._insert_version(document_id, capture_id, version), True

    def keep_page(self, document_id: int, capture_id: int, page: FetchedPage) -> None:
        """Keep a page as evidence, unless it is kept already."""
        with self.transaction():
            keep_page(self.database, document_id, capture_id, page)

    def _insert_version(self, document_id: int, capture_id: int, version: NewVersion) -> int:
        row = {
            "document_id": document_id,
            "capture_id": capture_id,
            "text_sha256": version.text_sha256,
            "clauses_sha256": clauses_sha256(version.clauses),
            "title": version.title,
            "language": version.language,
            "effective_date": version.effective_date,
            "effective_date_text": version.effective_date_text,
            "words": version.words,
            "reading_grade": version.reading_grade,
            "notes": json.dumps(version.notes, ensure_ascii=False),
            "extractor_version": version.extractor_version,
            "unsettled_clauses": clauses_to_json(version.clauses),
        }
        return inserted_id(self.database.table("versions").insert(row))

    def versions(self, document_id: int) -> tuple[Version, ...]:
        """Return the document's versions, oldest first (by their first capture where not numbered yet)."""
        rows = self.rows(
            f"{_VERSIONS} WHERE versions.document_id = ? ORDER BY coalesce(number, 1 << 30), timestamp", document_id
        )
        return tuple(Version(**row) for row in rows)

    def clauses(self, version: Version) -> tuple[StoredClause, ...]:
        """Return the version's clauses in order."""
        waiting = self.rows("SELECT unsettled_clauses FROM versions WHERE id = ?", version.id)[0]["unsettled_clauses"]
        if waiting is not None:
            return tuple(StoredClause(kind=kind, level=level, text=text) for kind, level, text in json.loads(waiting))
        rows = self.rows(
            "SELECT kind, level, text FROM clause_spans JOIN clause_texts ON clause_texts.id = text_id"
            " WHERE document_id = ? AND first_version <= ? AND last_version >= ? ORDER BY place",
            version.document_id,
            version.number,
            version.number,
        )
        return tuple(StoredClause(**row) for row in rows)

    def spans(self, document_id: int) -> tuple[StoredSpan, ...]:
        """Return the document's clause spans; those alive in a version, in this order, are the version."""
        rows = self.rows(
            "SELECT place, lineage, kind, level, text, first_version, last_version FROM clause_spans"
            " JOIN clause_texts ON clause_texts.id = text_id WHERE document_id = ? ORDER BY place",
            document_id,
        )
        return tuple(StoredSpan(**row) for row in rows)

    def origins(self, document_id: int) -> tuple[LineageOrigin, ...]:
        """Return which lineages came from which by a split or a merge."""
        rows = self.rows("SELECT lineage, parent, kind FROM lineage_parents WHERE document_id = ?", document_id)
        return tuple(LineageOrigin(**row) for row in rows)

    def replay_urls(self, document_id: int) -> dict[int, str]:
        """Return the replay address of the page that starts each version, by version id."""
        rows = self.rows(
            "SELECT versions.id, replay_url FROM versions JOIN pages ON pages.capture_id = versions.capture_id"
            " WHERE versions.document_id = ?",
            document_id,
        )
        return {row["id"]: row["replay_url"] for row in rows}

    def capture_of(self, version_id: int) -> int:
        """Return the id of the capture that brought a version."""
        return int(self.rows("SELECT capture_id FROM versions WHERE id = ?", version_id)[0]["capture_id"])

    def evidence(self, version_id: int) -> Evidence | None:
        """Return the page that starts a version with its CDX line and headers; None if it was not kept.

        Raises StoreError if its bytes do not have the recorded hash.
        """
        rows = self.rows(
            "SELECT captures.id AS capture_id, coalesce(captures.url, locations.url) AS url, timestamp, mimetype,"
            " status, digest, captures.length, pages.sha256, pages.headers, pages.replay_url FROM versions"
            " JOIN pages ON pages.capture_id = versions.capture_id JOIN captures ON captures.id = versions.capture_id"
            " JOIN locations ON locations.id = captures.location_id WHERE versions.id = ?",
            version_id,
        )
        if not rows:
            return None
        body = read_page(self.database, rows[0].pop("capture_id"))
        assert body is not None
        return Evidence(**{**rows[0], "headers": json.loads(rows[0]["headers"]), "body": body})

    # What runs leave to the next

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
        """Note how a run ended."""
        with self.transaction():
            self.database.table("runs").update(run_id, {"finished_at": now_utc(), "summary": json.dumps(summary)})


_DOCUMENTS = (
    "SELECT documents.id, name, host, kind, section, alternating FROM documents JOIN sites ON sites.id = site_id"
)
_VERSIONS = (
    "SELECT versions.id, versions.document_id, number, text_sha256, title, language, effective_date, words,"
    " extractor_version, superseded_by, mark, coalesce(captures.url, locations.url) AS url, timestamp FROM versions"
    " JOIN captures ON captures.id = versions.capture_id JOIN locations ON locations.id = captures.location_id"
)
