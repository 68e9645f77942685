"""What is tracked: sites, documents, and the addresses at which they were to be found."""

from typing import Any

from db.errors import UnknownTarget
from db.records import Document, FoundBy, Location, Role
from db.session import Session, inserted_id, now_utc
from db.target_names import bare_name, similar_names, spellings

_DOCUMENTS = (
    "SELECT documents.id, name, host, kind, section, alternating, sample"
    " FROM documents JOIN sites ON sites.id = site_id"
)

_NEVER = "0"
"""Both ends of the time of an address that is none of the document's."""


class Targets(Session):
    """The targets of a history."""

    def add_document(
        self,
        name: str,
        *,
        host: str,
        url: str,
        role: Role = Role.POLICY,
        kind: str = "privacy",
        section: str | None = None,
        found_by: FoundBy = FoundBy.GIVEN,
    ) -> bool:
        """Track a document by the address of its policy, or of its site's homepage; False if it was tracked already."""
        with self.transaction():
            if self.rows("SELECT 1 FROM documents WHERE name = ?", name):
                return False
            self.database.table("sites").insert({"host": host, "added_at": now_utc()}, ignore=True)
            site_id = self.rows("SELECT id FROM sites WHERE host = ?", host)[0]["id"]
            document = {"site_id": site_id, "name": name, "kind": kind, "section": section, "added_at": now_utc()}
            document_id = inserted_id(self.database.table("documents").insert(document))
            given = {
                "document_id": document_id,
                "url": url,
                "role": role,
                "found_by": found_by,
                "evidence": found_by,
            }
            self.database.table("locations").insert(given)
        return True

    def documents(self) -> tuple[Document, ...]:
        """Return all tracked documents, by name."""
        return tuple(self._document(row) for row in self.rows(f"{_DOCUMENTS} ORDER BY name"))

    def document(self, document_id: int) -> Document | None:
        """Return the document of that id, None if there is none."""
        rows = self.rows(f"{_DOCUMENTS} WHERE documents.id = ?", document_id)
        return self._document(rows[0]) if rows else None

    def find_document(self, target: str) -> Document:
        """Return the document named `target`, or the only one of the site or address, however people write it.

        Raises UnknownTarget, which says what may have been meant.
        """
        found = self.find_documents(target)
        if len(found) == 1:
            return found[0]
        if found:
            names = ", ".join(document.name for document in found)
            message = f"{target}: several documents go by that name: {names}; name one of them"
            raise UnknownTarget(message)
        raise UnknownTarget(self._not_tracked(target))

    def find_documents(self, target: str) -> tuple[Document, ...]:
        """Return the document named `target`, or else all of that site or address, by name."""
        same = spellings(target)
        marks = ", ".join("?" * len(same))
        rows = (
            self.rows(f"{_DOCUMENTS} WHERE name = ?", target)
            or self.rows(f"{_DOCUMENTS} WHERE name IN ({marks})", *same)
            or self.rows(
                f"{_DOCUMENTS} WHERE documents.id IN (SELECT documents.id FROM documents JOIN sites"  # noqa: S608 - of constants
                f" ON sites.id = site_id WHERE host = ? UNION SELECT document_id FROM locations WHERE url IN ({marks}))"
                " ORDER BY name",
                bare_name(target),
                *same,
            )
        )
        return tuple(self._document(row) for row in rows)

    def _not_tracked(self, target: str) -> str:
        """Say that nothing goes by a name, and what may have been meant."""
        names = [row["name"] for row in self.rows("SELECT name FROM documents ORDER BY name")]
        similar = similar_names(target, names)
        meant = f"did you mean {' or '.join(similar)}? " if similar else ""
        return f"{target}: not tracked in {self.path}; {meant}'policytrail add {target}' tracks it"

    @staticmethod
    def _document(row: dict[str, Any]) -> Document:
        return Document(**{**row, "alternating": bool(row["alternating"])})

    def locations(self, document_id: int) -> tuple[Location, ...]:
        """Return where the document was to be found, in the order found."""
        return tuple(
            Location(**{**row, "role": Role(row["role"]), "found_by": FoundBy(row["found_by"])})
            for row in self.rows(
                "SELECT locations.*, coalesce((SELECT max(state) FROM listings"
                " WHERE location_id = locations.id), 'none') AS listing"
                " FROM locations WHERE document_id = ? ORDER BY id",
                document_id,
            )
        )

    def add_location(
        self,
        document_id: int,
        url: str,
        *,
        found_by: FoundBy,
        evidence: str,
        found_in: str | None = None,
        role: Role = Role.POLICY,
        valid_from: str | None = None,
        valid_to: str | None = None,
    ) -> bool:
        """Add an address of the document; returns False if it is known already."""
        row = {
            "document_id": document_id,
            "url": url,
            "role": role,
            "found_by": found_by,
            "evidence": evidence,
            "found_in": found_in,
            "valid_from": valid_from,
            "valid_to": valid_to,
        }
        with self.transaction():
            before = self.database.conn.total_changes
            self.database.table("locations").insert(row, ignore=True)
            return self.database.conn.total_changes > before

    def bound_location(self, location_id: int, *, valid_from: str | None, valid_to: str | None) -> None:
        """Say in which time a location was the document's (timestamps; None: open)."""
        with self.transaction():
            self.database.table("locations").update(location_id, {"valid_from": valid_from, "valid_to": valid_to})
            self.database.conn.execute(
                "UPDATE documents SET settled = 0 WHERE id = (SELECT document_id FROM locations WHERE id = ?)",
                (location_id,),
            )

    def give_location(self, document_id: int, url: str, *, valid_from: str | None, valid_to: str | None) -> None:
        """Make an address the document's by a person's word, in that time, also one that was rejected or found."""
        self._say_of_location(document_id, url, FoundBy.GIVEN, str(FoundBy.GIVEN), (valid_from, valid_to))

    def reject_location(self, document_id: int, url: str, *, evidence: str) -> None:
        """Keep that an address is none of the document's: no capture of it is, whatever leads there."""
        self._say_of_location(document_id, url, FoundBy.REJECTED, evidence, (_NEVER, _NEVER))

    def _say_of_location(
        self, document_id: int, url: str, found_by: FoundBy, evidence: str, time: tuple[str | None, str | None]
    ) -> None:
        with self.transaction():
            self.add_location(document_id, url, found_by=found_by, evidence=evidence)
            self.database.conn.execute(
                "UPDATE locations SET found_by = ?, evidence = ?, valid_from = ?, valid_to = ?"
                " WHERE document_id = ? AND role = 'policy' AND url = ?",
                (found_by, evidence, *time, document_id, url),
            )
            self.database.conn.execute("UPDATE documents SET settled = 0 WHERE id = ?", (document_id,))

    def remember_sample(self, document_id: int, sample: str) -> None:
        """Remember which of a document's captures are fetched from now on."""
        with self.transaction():
            self.database.conn.execute("UPDATE documents SET sample = ? WHERE id = ?", (sample, document_id))

    def remove_document(self, document_id: int) -> None:
        """Delete a document with all that belongs to it; other documents' texts stay."""
        with self.transaction():
            self.database.conn.execute("DELETE FROM documents WHERE id = ?", (document_id,))
            self.database.conn.execute("DELETE FROM sites WHERE id NOT IN (SELECT site_id FROM documents)")
