"""The archives of a history: where captures come from, and what each archive lists of an address."""

from dataclasses import dataclass

from db.records import Location
from db.session import Session, now_utc

FILES_BASE = "warc://files"
OWN_NAME = "own"
OWN_BASE = "warc://own"
"""Of the captures we made ourselves: our own word, where an archive's is a third party's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownArchive:
    """An archive of this database: `place` is its address, or of files the path from the database's folder.

    `base` tells it apart from others and stands at the beginning of its replay addresses; `replay_place` is what
    stands there before `{timestamp}id_/{url}`, None where nothing tells. `asked`: crawls ask it; from others captures
    were only taken in.
    """

    id: int
    name: str
    base: str
    place: str
    replay_place: str | None
    asked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingReach:
    """How far an archive's captures of an address are listed: complete from one timestamp to another, or partly."""

    is_complete: bool
    listed_from: str | None
    listed_to: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Holdings:
    """What an archive holds of the policies tracked here; timestamps are None where it holds nothing.

    `fetched` counts the captures whose page was read, `partial_listings` the addresses not listed to the end.
    """

    archive: KnownArchive
    documents: int
    captures: int
    fetched: int
    first_capture: str | None
    last_capture: str | None
    partial_listings: int


class Archives(Session):
    """The archives of a history."""

    def archives(self) -> tuple[KnownArchive, ...]:
        """Return the archives that were asked for this history, in the order in which they came."""
        rows = self.rows("SELECT id, name, base, place, replay_place, asked FROM archives ORDER BY id")
        return tuple(KnownArchive(**{**row, "asked": bool(row["asked"])}) for row in rows)

    def remember_archive(
        self,
        base: str,
        *,
        name: str | None = None,
        place: str | None = None,
        replay_place: str | None = None,
        asked: bool = False,
    ) -> int:
        """Note an archive by its base address, or what is known of it anew; returns its id."""
        with self.transaction():
            self.database.conn.execute(
                "INSERT INTO archives (name, base, place, replay_place, asked, added_at)"
                " VALUES (coalesce(?2, ?1), ?1, coalesce(?3, ?1), ?4, ?5, ?6) ON CONFLICT (base) DO UPDATE SET"
                " name = coalesce(?2, name), place = coalesce(?3, place), replay_place = coalesce(?4, replay_place),"
                " asked = max(asked, ?5)",
                (base, name, place, replay_place, int(asked), now_utc()),
            )
        return int(self.rows("SELECT id FROM archives WHERE base = ?", base)[0]["id"])

    def base_of_files(self, place: str) -> str:
        """Return the base of the files at a place: the one they have, or the next that is free."""
        bases = {archive.base: archive.place for archive in self.archives()}
        known = [base for base, at in bases.items() if at == place and base.startswith(FILES_BASE)]
        free = (FILES_BASE, *(f"{FILES_BASE}-{number}" for number in range(2, len(bases) + 3)))
        return known[0] if known else next(base for base in free if base not in bases)

    def listing_reach(self, location: Location, archive_id: int) -> ListingReach | None:
        """Return how far an archive's captures of a location are listed, None if they never were."""
        rows = self.rows(
            "SELECT state = 'complete' AS is_complete, listed_from, listed_to FROM listings"
            " WHERE location_id = ? AND archive_id = ?",
            location.id,
            archive_id,
        )
        return ListingReach(**{**rows[0], "is_complete": bool(rows[0]["is_complete"])}) if rows else None


def holdings(store: Archives) -> tuple[Holdings, ...]:
    """Return what each archive holds of the policies that are tracked."""
    rows = store.rows(
        "SELECT archives.id, count(captures.id) AS captures, count(DISTINCT document_id) AS documents,"
        " coalesce(sum(outcome = 'ok'), 0) AS fetched, min(timestamp) AS first_capture, max(timestamp) AS last_capture,"
        " (SELECT count(*) FROM listings WHERE archive_id = archives.id AND state = 'partial') AS partial_listings"
        " FROM archives LEFT JOIN (captures JOIN locations ON locations.id = location_id AND role = 'policy')"
        " ON captures.archive_id = archives.id GROUP BY archives.id ORDER BY archives.id"
    )
    known = {archive.id: archive for archive in store.archives()}
    return tuple(Holdings(archive=known[row.pop("id")], **row) for row in rows)
