"""From a fetched page to the history: what a capture shows, recorded with its evidence."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from db.outcomes import Outcome
from db.records import Capture, Document, FetchedPage
from db.store import Store
from tracker.extraction.version import EXTRACTOR_VERSION
from tracker.recording.fingerprint import visible_fingerprint
from tracker.recording.reading import Reading


class Keep(StrEnum):
    """Which fetched pages are kept as evidence: those that start a version, all, or none."""

    CHANGED = "changed"
    ALL = "all"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchedCapture:
    """A capture with its bytes (decompressed), the headers worth keeping, and where the archive replays it."""

    capture: Capture
    body: bytes
    headers: Mapping[str, str]
    fingerprint: str
    replay_url: str
    note: str | None
    digest_matches: bool = True

    @property
    def evidence(self) -> FetchedPage:
        """The page as the store keeps it."""
        place = self.replay_url.removesuffix(f"{self.capture.timestamp}id_/{self.capture.url}")
        return FetchedPage(body=self.body, headers=self.headers, replay_place=place)


class VersionEnds:
    """The earliest and the latest page a run fetched of each version: those that bound its changes in the end."""

    def __init__(self) -> None:
        """Begin with no pages."""
        self._first: dict[int, FetchedCapture] = {}
        self._last: dict[int, FetchedCapture] = {}

    def note(self, version_id: int, page: FetchedCapture) -> None:
        """Hold a page if it is the earliest or the latest of its version so far."""
        when = page.capture.timestamp
        if version_id not in self._first or when < self._first[version_id].capture.timestamp:
            self._first[version_id] = page
        if version_id not in self._last or when > self._last[version_id].capture.timestamp:
            self._last[version_id] = page

    def __iter__(self) -> Iterator[FetchedCapture]:
        """Yield the pages, each once, by time."""
        pages = {page.capture.id: page for page in (*self._first.values(), *self._last.values())}
        yield from sorted(pages.values(), key=lambda page: page.capture.timestamp)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What a page came to: its outcome, the version it shows, and whether that text is new for the document."""

    outcome: Outcome
    version_id: int | None
    is_new: bool


def fingerprint_page(body: bytes, content_type: str | None) -> str:
    """Return the fingerprint of the page's visible text, marked with the extractor it holds for."""
    return f"{EXTRACTOR_VERSION}:{visible_fingerprint(body, content_type=content_type)}"


def record_known_page(store: Store, document: Document, page: FetchedCapture, keep: Keep) -> Recorded | None:
    """Record a capture whose visible text was seen before; None if it was not, and the page must be read."""
    known = store.known_fingerprint(document.id, page.fingerprint)
    if known is None:
        return None
    with store.transaction():
        outcome, version_id, known_note = known
        store.record_outcome(
            page.capture.id,
            outcome,
            version_id=version_id,
            note=page.note or known_note,
            digest_matches=page.digest_matches,
        )
        if keep is Keep.ALL:
            store.keep_page(document.id, page.capture.id, page.evidence)
    return Recorded(outcome=outcome, version_id=version_id, is_new=False)


def record_page(store: Store, document: Document, page: FetchedCapture, reading: Reading, keep: Keep) -> Recorded:
    """Record what a page says, in one transaction: its version (new or known), its evidence, its capture's outcome."""
    version_id, is_new, note = None, False, reading.problem or page.note
    with store.transaction():
        if reading.version is not None:
            version_id, is_new = store.record_version(document.id, page.capture.id, reading.version)
        store.record_fingerprint(
            document.id, page.fingerprint, reading.outcome, version_id=version_id, note=reading.problem
        )
        store.record_outcome(
            page.capture.id,
            reading.outcome,
            version_id=version_id,
            target=reading.target,
            note=note,
            digest_matches=page.digest_matches,
        )
        if keep is Keep.ALL or (is_new and keep is Keep.CHANGED):
            store.keep_page(document.id, page.capture.id, page.evidence)
    return Recorded(outcome=reading.outcome, version_id=version_id, is_new=is_new)


def keep_ends(store: Store, document: Document, ends: VersionEnds) -> None:
    """Keep the first and last page of each version as evidence: the two captures that prove a change."""
    with store.transaction():
        for page in ends:
            store.keep_page(document.id, page.capture.id, page.evidence)
        store.start_versions_with_first_pages(document.id)
