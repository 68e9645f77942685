"""The tracked documents with what a list of them shows: versions, changes over the years, the last capture."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from db.session import Session


class DocumentOrder(StrEnum):
    """In which order documents are listed."""

    CHANGED = "changed"
    NAME = "name"
    VERSIONS = "versions"


_ORDERS = {
    DocumentOrder.CHANGED: "last_change IS NULL, last_change DESC, name",
    DocumentOrder.NAME: "name",
    DocumentOrder.VERSIONS: "versions DESC, name",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentFilter:
    """Which documents are wanted: a part of the name, the language of a version, a tag, a year with a change."""

    name: str | None = None
    language: str | None = None
    tag: str | None = None
    year: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentCard:
    """A document: `steps` holds (year, changes) of the years with a change; moments of captures have 14 digits."""

    id: int
    document: str
    site: str
    kind: str
    alternating: bool
    versions: int
    first_change: str | None
    last_change: str | None
    last_capture: str | None
    looked_until: str | None
    steps: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What the documents can be filtered by."""

    languages: tuple[str, ...]
    tags: tuple[str, ...]
    first_year: int
    last_year: int

    @property
    def years(self) -> tuple[str, ...]:
        """Return the years in which captures show a change, the newest first."""
        return tuple(str(year) for year in range(self.last_year, self.first_year - 1, -1))


def list_documents(
    store: Session, wanted: DocumentFilter, order: DocumentOrder, *, limit: int, offset: int = 0
) -> tuple[DocumentCard, ...]:
    """Return the documents that are wanted, in the order wanted."""
    condition, values = _condition(wanted)
    rows = store.rows(
        "SELECT documents.id, name AS document, host AS site, kind, alternating, looked_until,"  # noqa: S608 - of constants
        " (SELECT max(first_capture) FROM steps WHERE document_id = documents.id AND NOT technical) AS last_change,"
        " (SELECT min(first_capture) FROM steps WHERE document_id = documents.id AND NOT technical) AS first_change,"
        " (SELECT max(number) FROM versions WHERE document_id = documents.id) AS versions"
        f" FROM documents JOIN sites ON sites.id = site_id WHERE {condition}"
        f" ORDER BY {_ORDERS[order]} LIMIT ? OFFSET ?",
        *values,
        limit,
        offset,
    )
    return tuple(_card(store, row) for row in rows)


def count_documents(store: Session, wanted: DocumentFilter) -> int:
    """Return how many documents are wanted."""
    condition, values = _condition(wanted)
    rows = store.rows(f"SELECT count(*) AS n FROM documents WHERE {condition}", *values)  # noqa: S608 - of constants
    return int(rows[0]["n"])


def _condition(wanted: DocumentFilter) -> tuple[str, list[str]]:
    possible = (
        ("instr(lower(name), lower(?))", wanted.name),
        ("documents.id IN (SELECT document_id FROM versions WHERE language = ?)", wanted.language),
        ("documents.id IN (SELECT document_id FROM document_tags WHERE tag = ?)", wanted.tag),
        (
            "documents.id IN (SELECT document_id FROM steps WHERE NOT technical AND first_capture >= ?1 || '0'"
            " AND first_capture < ?1 || '9')".replace("?1", "?"),
            wanted.year,
        ),
    )
    wanted_ones = [(condition, value) for condition, value in possible if value]
    conditions = [condition for condition, _ in wanted_ones] or ["1"]
    values = [value for condition, value in wanted_ones for _ in range(condition.count("?"))]
    return " AND ".join(conditions), values


def _card(store: Session, row: dict[str, Any]) -> DocumentCard:  # Any: SQLite's values
    steps = store.rows(
        "SELECT substr(first_capture, 1, 4) AS year, count(*) AS changes FROM steps JOIN step_changes"
        " ON step_id = steps.id WHERE document_id = ? AND NOT technical GROUP BY year",
        row["id"],
    )
    last = store.rows(
        "SELECT max((SELECT max(timestamp) FROM captures WHERE location_id = locations.id)) AS last FROM locations"
        " WHERE document_id = ? AND role = 'policy'",
        row["id"],
    )
    values = {**row, "alternating": bool(row["alternating"]), "versions": row["versions"] or 0}
    return DocumentCard(
        **values, last_capture=last[0]["last"], steps=tuple((step["year"], step["changes"]) for step in steps)
    )


def document_choices(store: Session) -> Choices:
    """Return what the documents can be filtered by."""
    languages = store.rows(
        "WITH RECURSIVE found(language) AS (SELECT min(language) FROM versions UNION ALL"
        " SELECT (SELECT min(language) FROM versions WHERE language > found.language) FROM found"
        " WHERE found.language IS NOT NULL) SELECT language FROM found WHERE language IS NOT NULL"
    )
    tags = store.rows("SELECT DISTINCT tag FROM document_tags ORDER BY tag")
    # Apart, so that each is the end of an index.
    first, last = (
        store.rows(f"SELECT substr({which}(first_capture), 1, 4) AS year FROM steps")[0]["year"]  # noqa: S608
        for which in ("min", "max")
    )
    return Choices(
        languages=tuple(row["language"] for row in languages),
        tags=tuple(row["tag"] for row in tags),
        first_year=int(first or 1),
        last_year=int(last or 0),
    )
