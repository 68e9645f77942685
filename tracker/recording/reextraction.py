"""Reading the kept pages again with the present extractor: what differs is a technical change, never the site's."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from db.derived_history import supersede
from db.records import Document
from db.store import Store
from tracker.extraction.version import EXTRACTOR_VERSION
from tracker.recording.read_policy_page import read_policy_page
from tracker.recording.reading import Reading
from tracker.recording.record_history import record_history

Read = Callable[..., Reading]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reextracted:
    """What reading a document's kept pages again came to: pages read, texts that differ, pages that no longer read."""

    document: str
    pages: int
    changed: int
    unreadable: int


def reextract(store: Store, documents: tuple[Document, ...], read: Read = read_policy_page) -> Iterator[Reextracted]:
    """Yield, document by document, what the present extractor makes of the kept pages of other extractors' versions."""
    for document in documents:
        yield _reextract_document(store, document, read)


def _reextract_document(store: Store, document: Document, read: Read) -> Reextracted:
    pages = changed = unreadable = 0
    for version in store.versions(document.id):
        if version.superseded_by is not None or version.extractor_version == EXTRACTOR_VERSION:
            continue
        evidence = store.evidence(store.change_side(version.id, version.timestamp))
        if evidence is None:
            continue
        pages += 1
        content_type = evidence.headers.get("content-type")
        reading = read(evidence.body, document, content_type=content_type, url=evidence.url)
        if reading.version is None:
            unreadable += 1
        elif reading.version.text_sha256 != version.text_sha256:
            supersede(store, version, store.capture_of(version.id), reading.version)
            changed += 1
    record_history(store, document)
    return Reextracted(document=document.name, pages=pages, changed=changed, unreadable=unreadable)
