"""A corpus kept in git into the history: its documents and versions like any others, with their source named."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from datetime import datetime

from db.errors import UnreadableCorpus
from db.outcomes import Outcome
from db.records import Document, FoundBy, ListedCapture, Location, Role
from db.store import Store
from tracker.exchange.git_reader import Commit, GitReader
from tracker.exchange.imported_text import ImportedText, Layout, SourceDocument, commit_moment
from tracker.exchange.read_text import MARKDOWN
from tracker.exchange.reading_pool import Reader, reading_of
from tracker.recording.reading import Reading
from tracker.recording.record_history import record_history
from tracker.recording.record_page import FetchedCapture, Keep, fingerprint_page, record_page


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedDocument:
    """What importing a document came to: its texts in the corpus, those not known before, versions and steps added."""

    document: str
    texts: int
    texts_new: int
    versions_new: int
    steps_new: int
    unusable: int


@dataclass(slots=True, kw_only=True)
class Corpus:
    """The texts of a corpus by document, and what could not be taken of it, in words."""

    texts: dict[str, list[ImportedText]] = field(default_factory=dict)
    documents: dict[str, SourceDocument] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


def read_corpus(repository: GitReader, layout: Layout, *, now: datetime) -> Corpus:
    """Return what a repository holds, without its texts' bytes; raises UnreadableCorpus if it holds no document."""
    commits = list(repository.commits())
    corpus = Corpus()
    newest = {file.path: file for commit in commits for file in commit.files if file.path.endswith(".md")}
    of_path = {path: layout.document_of(path, repository.read_object(file.blob)) for path, file in newest.items()}
    for commit in commits:
        _take_commit(corpus, repository, layout, commit, of_path, commit_moment(commit, now=now))
    if not corpus.texts:
        first = f" ({corpus.problems[0]})" if corpus.problems else ""
        message = f"{repository.path}: no document of that layout in {len(commits)} commits{first}"
        raise UnreadableCorpus(message)
    return corpus


def _take_commit(
    corpus: Corpus,
    repository: GitReader,
    layout: Layout,
    commit: Commit,
    of_path: Mapping[str, SourceDocument | None],
    moment: datetime | None,
) -> None:
    corpus.problems += [f"{path!r}: a submodule, left out (commit {commit.id[:12]})" for path in commit.submodules]
    held = [(file, document) for file in commit.files if (document := of_path.get(file.path))]
    if moment is None:
        if held:
            corpus.problems.append(f"commit {commit.id[:12]}: no date that can be read, left out ({held[0][0].path!r})")
        return
    for file, document in held:
        text = layout.text_of(document, commit, file, moment, repository.read_object(file.blob))
        corpus.documents.setdefault(document.name, document)
        corpus.texts.setdefault(document.name, []).append(text)


def import_corpus(store: Store, repository: GitReader, corpus: Corpus, reader: Reader) -> Iterator[ImportedDocument]:
    """Record the corpus's documents, each in one transaction, and yield what each came to.

    What is recorded already is gone past: an import that was stopped goes on, a grown corpus adds what is new.
    """
    ahead: _Ahead | None = None
    for name, texts in corpus.texts.items():
        document, location = _tracked(store, corpus.documents[name])
        unknown = _unknown(store, document, location, texts)
        coming = _Ahead(document=document, location=location, texts=texts, unknown=unknown, bodies={}, readings={})
        coming.bodies.update({text.blob: repository.read_object(text.blob) for text in unknown})
        coming.readings.update(reader.start(tuple(coming.bodies.items())))
        if ahead is not None:
            yield _record(store, ahead)
        ahead = coming
    if ahead is not None:
        yield _record(store, ahead)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ahead:
    """A document whose new texts are being read while the one before it is recorded."""

    document: Document
    location: Location
    texts: Sequence[ImportedText]
    unknown: Sequence[ImportedText]
    bodies: dict[str, bytes]
    readings: "dict[str, Future[Reading]]"


def _tracked(store: Store, source: SourceDocument) -> tuple[Document, Location]:
    """The document of that name, tracked from now on if it was not, and the location of its imported texts."""
    with store.transaction():
        if not store.add_document(
            source.name, host=source.host, url=source.url, kind=source.kind, found_by=FoundBy.IMPORTED
        ):
            document = store.find_document(source.name)
            store.add_location(document.id, source.url, found_by=FoundBy.IMPORTED, evidence=FoundBy.IMPORTED)
    document = store.find_document(source.name)
    return document, next(at for at in store.locations(document.id) if at.url == source.url and at.role is Role.POLICY)


def _unknown(
    store: Store, document: Document, location: Location, texts: Iterable[ImportedText]
) -> tuple[ImportedText, ...]:
    known = {
        (capture.timestamp, capture.digest)
        for capture in store.captures(document.id)
        if capture.location_id == location.id and capture.outcome is not None
    }
    return tuple(text for text in texts if (text.timestamp, text.blob) not in known)


def _record(store: Store, ahead: _Ahead) -> ImportedDocument:
    readings = {blob: reading_of(future) for blob, future in ahead.readings.items()}
    document = ahead.document
    before = len(store.versions(document.id))
    with store.transaction():
        _list(store, ahead)
        by_key = {(text.timestamp, text.blob): text for text in ahead.unknown}
        for capture in store.captures(document.id):
            text = by_key.get((capture.timestamp, capture.digest))
            if text is None or capture.location_id != ahead.location.id or capture.outcome is not None:
                continue
            page = FetchedCapture(
                capture=capture,
                body=ahead.bodies[text.blob],
                headers={"content-type": MARKDOWN},
                fingerprint=fingerprint_page(text.blob.encode(), MARKDOWN),
                replay_url=f"{text.replay_place}{text.timestamp}id_/{capture.url}",
                note=text.note,
            )
            record_page(store, document, page, _as_seen(readings[text.blob], text), Keep.ALL)
        steps = record_history(store, document)
    return ImportedDocument(
        document=document.name,
        texts=len(ahead.texts),
        texts_new=len(ahead.unknown),
        versions_new=len(store.versions(document.id)) - before,
        steps_new=steps,
        unusable=sum(readings[text.blob].version is None for text in ahead.unknown),
    )


def _as_seen(reading: Reading, text: ImportedText) -> Reading:
    return replace(reading, outcome=Outcome.REREAD) if text.technical and reading.version else reading


def _list(store: Store, ahead: _Ahead) -> None:
    listed = [
        ListedCapture(
            timestamp=text.timestamp,
            url=text.url,
            mimetype=MARKDOWN.partition(";")[0],
            status="200",
            digest=text.blob,
            length=len(ahead.bodies[text.blob]),
        )
        for text in ahead.unknown
    ]
    last = max((text.timestamp for text in ahead.texts), default=None)
    archive = ahead.texts[0].replay_place
    is_ours = ahead.location.found_by is FoundBy.IMPORTED
    store.record_listing(ahead.location, listed, archive=archive, listed_from="", listed_to=last, complete=is_ours)
