"""The rows of the database as values."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One tracked policy: `name` is what the person named."""

    id: int
    name: str
    host: str
    kind: str
    section: str | None
    alternating: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """An address at which a document was to be found; `listed_to` is the newest timestamp of a complete listing."""

    id: int
    document_id: int
    url: str
    evidence: str
    listed_to: str | None
    listing: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """One archived copy as its CDX line gives it, and what became of it (`outcome` None: not looked at yet)."""

    id: int
    location_id: int
    timestamp: str
    url: str
    mimetype: str
    status: str
    digest: str
    length: int | None
    outcome: str | None
    version_id: int | None
    note: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredClause:
    """A clause as stored: kind, level (see tracker.clauses) and text; its path follows from the headings above."""

    kind: str
    level: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A distinct clean text of a document; `number` is its place in time (None until settled)."""

    id: int
    document_id: int
    number: int | None
    text_sha256: str
    title: str | None
    language: str | None
    effective_date: str | None
    words: int
    extractor_version: str
    technical: bool
    url: str
    timestamp: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewVersion:
    """What recording a version needs to know of it."""

    text_sha256: str
    title: str | None
    language: str | None
    effective_date: str | None
    effective_date_text: str | None
    words: int
    reading_grade: float | None
    notes: tuple[str, ...]
    extractor_version: str
    clauses: tuple[StoredClause, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchedPage:
    """The bytes of a fetched capture, kept as evidence."""

    body: bytes
    headers: str
    replay_url: str
