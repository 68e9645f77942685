"""The rows of the database as values."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from db.outcomes import Outcome


class FoundBy(StrEnum):
    """How an address was found; the location's `evidence` says it in words, with the capture that led there."""

    GIVEN = "given"
    LINK = "link"
    DOUBTFUL_LINK = "doubtful link"
    FRAME = "frame"
    REDIRECT = "redirect"
    MOVED = "moved"
    CANONICAL = "canonical"
    SEARCH = "search"
    IMPORTED = "imported"
    REJECTED = "rejected"
    """A person said that it is none of the document's: kept so that it is not found again."""

    @property
    def is_a_persons_word(self) -> bool:
        """Whether a person said so, and what else is found does not change it."""
        return self in {FoundBy.GIVEN, FoundBy.REJECTED}


class Role(StrEnum):
    """What an address is to a document: where it stood, what may link to it, whose archived addresses were searched."""

    POLICY = "policy"
    HOMEPAGE = "homepage"
    SEARCH = "search"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One tracked policy: `name` is what the person named; `sample` which captures are fetched (None: never said)."""

    id: int
    name: str
    host: str
    kind: str
    section: str | None
    alternating: bool
    sample: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """An address at which a document was to be found, or (of the role HOMEPAGE) at which to look for a link to it.

    `found_by` and, in words, `evidence` say how it was found, `found_in` is the replay address of the capture that led
    there. Captures outside `valid_from` to `valid_to` (timestamps; None: open) are not the document's. `listing` is
    none, partial or complete: of its archives the worst.
    """

    id: int
    document_id: int
    url: str
    role: Role
    found_by: FoundBy
    evidence: str
    found_in: str | None
    valid_from: str | None
    valid_to: str | None
    listing: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedCapture:
    """A row of a listing; timestamps are 14-digit UTC, `length` is in bytes as the archive counts them."""

    timestamp: str
    url: str
    mimetype: str
    status: str
    digest: str
    length: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """One archived copy as its CDX line gives it, and what became of it (`outcome` None: not looked at yet).

    `target` is the address it leads to: of an archived redirect, or of a homepage's link to the policy.
    `digest_matches` is False where the archive gave other bytes than those of the CDX line's digest, None before
    they were compared. `aside` tells that what it shows is doubtful at its time, and no part of the history.
    `archive_id` is the archive that has it (see db.archives).
    """

    id: int
    location_id: int
    timestamp: str
    url: str
    mimetype: str
    status: str
    digest: str
    length: int | None
    outcome: Outcome | None
    version_id: int | None
    target: str | None
    note: str | None
    digest_matches: bool | None = None
    aside: bool = False
    archive_id: int | None = None

    @property
    def has_digest(self) -> bool:
        """Whether its bytes are known by their digest; some listings have none."""
        return len(self.digest) > 1


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredClause:
    """A clause as stored: kind, level and text; its path follows from the headings above."""

    kind: str
    level: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredSpan:
    """A clause's text in one lineage, from `first_version` to `last_version`; spans stand in the order of `place`."""

    place: int
    lineage: int
    kind: str
    level: int
    text: str
    first_version: int
    last_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LineageOrigin:
    """A lineage that began as a part, or as the union, of another: `kind` is split or merged."""

    lineage: int
    parent: int
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A distinct clean text of a document; `number` is its place in time (None until derived).

    `doubt` tells why it is no part of the history (see tracker.history.doubt), `label` is then its name (`4.1` came
    after version 4). `same_as` is the version it is taken for. `url` and `timestamp` name the capture that brought it;
    `superseded_by` is the version that a newer extractor made of the same page.
    """

    id: int
    document_id: int
    number: int | None
    text_sha256: str
    title: str | None
    language: str | None
    effective_date: str | None
    words: int
    extractor_version: str
    superseded_by: int | None
    doubt: str | None
    label: str | None
    same_as: int | None
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
    """The bytes of a fetched capture, kept as evidence.

    Of `headers`, by lower-case names, Content-Type and X-Archive-Src are kept. `replay_place` is what
    stands before `{timestamp}id_/{url}` in the address at which the archive replays it.
    """

    body: bytes
    headers: Mapping[str, str]
    replay_place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Breaker:
    """What an archive's last refusal came to: how many in a row, closed until when (seconds since the epoch), why."""

    strikes: int
    closed_until: float
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeSide:
    """One side of a change: a version and the capture that proves its text, with the name of its archive.

    `version` is its number, None where a newer extractor superseded it; `capture` the capture's timestamp.
    `replay_url` and `page_sha256` (of the page's bytes) are None where its page was not kept; `text_sha256` is the
    hash of the clean text.
    """

    capture_id: int
    version: int | None
    url: str
    capture: str
    replay_url: str | None
    page_sha256: str | None
    text_sha256: str
    archive: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A kept page: its bytes and their SHA-256, its CDX fields and headers, its archive, where that replays it."""

    url: str
    timestamp: str
    mimetype: str
    status: str
    digest: str
    length: int | None
    sha256: str
    headers: dict[str, str]
    replay_url: str
    body: bytes
    archive: str = ""

    @property
    def cdx_line(self) -> str:
        """The capture as a CDX server lists it, but for the SURT key."""
        length = "-" if self.length is None else self.length
        return f"- {self.timestamp} {self.url} {self.mimetype} {self.status} {self.digest} {length}"
