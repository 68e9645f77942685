"""Versions with their clauses, the pages that prove them, and the visible texts seen so far."""

import hashlib
import json
from collections.abc import Iterable

from db.evidence import keep_page, read_kept_page
from db.outcomes import Outcome
from db.records import ChangeSide, Evidence, FetchedPage, LineageOrigin, NewVersion, StoredClause, StoredSpan, Version
from db.session import REPLAY_URL, Session, inserted_id
from db.stored_json import read_json

_VERSIONS = (
    "SELECT versions.id, versions.document_id, number, text_sha256, title, language, effective_date, words,"
    " extractor_version, superseded_by, doubt, label, same_as, coalesce(captures.url, locations.url) AS url, timestamp"
    " FROM versions"
    " JOIN captures ON captures.id = versions.capture_id JOIN locations ON locations.id = captures.location_id"
)


def clauses_to_json(clauses: Iterable[StoredClause]) -> str:
    """Return clauses as stored while their version waits for its spans: `[[kind, level, text], ...]`."""
    return json.dumps([[clause.kind, clause.level, clause.text] for clause in clauses], ensure_ascii=False)


def clauses_sha256(clauses: Iterable[StoredClause]) -> str:
    """Return the SHA-256 (hexadecimal) that a version's clauses must have, byte for byte, however they are stored."""
    return hashlib.sha256(clauses_to_json(clauses).encode()).hexdigest()


def text_digest(text: str) -> bytes:
    """Return what a clause text is found by: half of its SHA-256, for an index a quarter the size of the texts."""
    return hashlib.sha256(text.encode()).digest()[:16]


class Versions(Session):
    """The versions of a history."""

    def known_fingerprint(self, document_id: int, fingerprint: str) -> tuple[Outcome, int | None, str | None] | None:
        """Return (outcome, version id, note) of the page that was seen with this visible text, if any was."""
        rows = self.rows(
            "SELECT outcome, version_id, note FROM fingerprints WHERE document_id = ? AND fingerprint = ?",
            document_id,
            fingerprint,
        )
        return (Outcome(rows[0]["outcome"]), rows[0]["version_id"], rows[0]["note"]) if rows else None

    def record_fingerprint(
        self, document_id: int, fingerprint: str, outcome: Outcome, *, version_id: int | None, note: str | None
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
            if not self.rows("SELECT 1 FROM pages WHERE capture_id = ?", capture_id):
                keep_page(self.database, document_id, capture_id, page)
                self.database.conn.execute(
                    "UPDATE archives SET replay_place = ? WHERE replay_place IS NULL"
                    " AND id = (SELECT archive_id FROM captures WHERE id = ?)",
                    (page.replay_place, capture_id),
                )

    def start_versions_with_first_pages(self, document_id: int) -> None:
        """Let each version be brought by the earliest of its captures whose page is kept."""
        with self.transaction():
            self.database.conn.execute(
                "UPDATE versions SET capture_id = first.capture_id FROM (SELECT captures.version_id,"
                " pages.capture_id, min(timestamp) FROM pages JOIN captures ON captures.id = pages.capture_id"
                " WHERE pages.document_id = ? AND captures.version_id IS NOT NULL GROUP BY captures.version_id)"
                " AS first WHERE versions.id = first.version_id AND versions.capture_id <> first.capture_id",
                (document_id,),
            )

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
        }
        version_id = inserted_id(self.database.table("versions").insert(row))
        waiting = (version_id, clauses_to_json(version.clauses))
        self.database.conn.execute("INSERT INTO unsettled_clauses VALUES (?, ?)", waiting)
        return version_id

    def versions(self, document_id: int) -> tuple[Version, ...]:
        """Return the document's versions, oldest first (by their first capture where not numbered yet)."""
        rows = self.rows(
            f"{_VERSIONS} WHERE versions.document_id = ? ORDER BY coalesce(number, 1 << 30), timestamp", document_id
        )
        return tuple(Version(**row) for row in rows)

    def clauses(self, version: Version) -> tuple[StoredClause, ...]:
        """Return the version's clauses in order."""
        waiting = self.rows("SELECT clauses FROM unsettled_clauses WHERE version_id = ?", version.id)
        if waiting:
            clauses = read_json(waiting[0]["clauses"])
            return tuple(StoredClause(kind=kind, level=level, text=text) for kind, level, text in clauses)
        rows = self.rows(
            "SELECT kind, level, text FROM clause_spans JOIN clause_texts ON clause_texts.id = text_id"
            " WHERE document_id = ? AND first_version <= ? AND last_version >= ? ORDER BY place",
            version.document_id,
            version.number,
            version.number,
        )
        return tuple(StoredClause(**row) for row in rows)

    def hosts_showing(self, text_sha256: str) -> tuple[str, ...]:
        """Return the hosts of the sites one of whose documents has, or had, a version of this text."""
        rows = self.rows(
            "SELECT DISTINCT host FROM versions JOIN documents ON documents.id = document_id"
            " JOIN sites ON sites.id = site_id WHERE text_sha256 = ?",
            text_sha256,
        )
        return tuple(row["host"] for row in rows)

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

    def replay_places(self) -> dict[int, str]:
        """Return where each archive replays captures, by its id (see FetchedPage)."""
        rows = self.rows("SELECT id, replay_place FROM archives WHERE replay_place IS NOT NULL")
        return {row["id"]: row["replay_place"] for row in rows}

    def change_counts(self, document_id: int) -> dict[int, dict[str, int]]:
        """Return how many changes of each kind led to each version (by number) when it first came.

        A split or a merge has a row for each of its parts and is one change, as `tracker.diff.counting` has it.
        """
        rows = self.rows(
            "SELECT versions.number, kind, count(DISTINCT CASE kind WHEN 'split' THEN old_place"
            " WHEN 'merged' THEN new_place ELSE step_changes.number END) AS changes"
            " FROM steps JOIN step_changes ON step_id = steps.id"
            " JOIN versions ON versions.id = new_version_id WHERE steps.document_id = ? AND NOT technical"
            " AND versions.number IS NOT NULL GROUP BY versions.number, kind ORDER BY versions.number, changes DESC",
            document_id,
        )
        counts: dict[int, dict[str, int]] = {}
        for row in rows:
            counts.setdefault(row["number"], {})[row["kind"]] = row["changes"]
        return counts

    def versions_of_something_else(self, document_id: int) -> frozenset[int]:
        """Return the numbers of the versions with which the page began to show something else than the policy."""
        rows = self.rows(
            "SELECT number FROM steps JOIN versions ON versions.id = new_version_id"
            " WHERE steps.document_id = ? AND replaced AND number IS NOT NULL",
            document_id,
        )
        return frozenset(row["number"] for row in rows)

    def looked_until(self, document_id: int) -> str | None:
        """Return the timestamp up to which the document's captures were looked for, None if nobody noted it."""
        rows = self.rows("SELECT looked_until FROM documents WHERE id = ?", document_id)
        return rows[0]["looked_until"] if rows else None

    def note_look(self, document_id: int, until: str) -> None:
        """Note up to which timestamp the document's captures were looked for; a version that waits may have waited."""
        with self.transaction():
            self.database.conn.execute(
                "UPDATE documents SET looked_until = max(coalesce(looked_until, ''), ?1), settled = settled"
                " AND NOT EXISTS (SELECT 1 FROM versions WHERE document_id = ?2"
                "  AND doubt IN ('waiting', 'alternating')) WHERE id = ?2",
                (until, document_id),
            )

    def capture_of(self, version_id: int) -> int:
        """Return the id of the capture that brought a version."""
        return int(self.rows("SELECT capture_id FROM versions WHERE id = ?", version_id)[0]["capture_id"])

    def change_side(self, version_id: int, timestamp: str) -> ChangeSide:
        """Return what proves a version: its capture at `timestamp` if that page was kept, else the one that brought it.

        At the edges of a change stand the last capture before it and the first after it.
        """
        row = self.rows(
            "SELECT captures.id AS capture_id, versions.number AS version,"  # noqa: S608
            " coalesce(captures.url, locations.url) AS url, timestamp AS capture,"
            f" {REPLAY_URL} AS replay_url, pages.sha256 AS page_sha256, text_sha256,"
            " coalesce(archives.name, '') AS archive FROM versions"
            " JOIN captures ON captures.id = versions.capture_id"
            " OR (timestamp = ? AND captures.version_id IN"
            "  (SELECT twin.id FROM versions AS twin WHERE versions.id IN (twin.id, twin.same_as)))"
            " JOIN locations ON locations.id = captures.location_id"
            " LEFT JOIN archives ON archives.id = captures.archive_id"
            " LEFT JOIN pages ON pages.capture_id = captures.id WHERE versions.id = ?"
            " ORDER BY pages.id IS NULL, timestamp = ? DESC LIMIT 1",
            timestamp,
            version_id,
            timestamp,
        )[0]
        return ChangeSide(**row)

    def evidence(self, side: ChangeSide) -> Evidence | None:
        """Return the page on a side with its CDX line and headers; None if it was not kept.

        Raises StoreError if its bytes do not have the recorded hash.
        """
        body = read_kept_page(self.database, side.capture_id)
        if body is None or side.replay_url is None or side.page_sha256 is None:
            return None
        row = self.rows(
            "SELECT mimetype, status, digest, captures.length, headers FROM captures"
            " JOIN pages ON pages.capture_id = captures.id WHERE captures.id = ?",
            side.capture_id,
        )[0]
        headers = read_json(row.pop("headers"))
        return Evidence(
            url=side.url,
            timestamp=side.capture,
            sha256=side.page_sha256,
            replay_url=side.replay_url,
            headers=headers,
            body=body,
            archive=side.archive,
            **row,
        )
