"""What a full-text search found, as a person asks for it: who said so, since when, until when, under which heading."""

from collections.abc import Sequence
from dataclasses import dataclass

from db.records import Document, StoredClause, StoredSpan
from db.search import MARK_END, MARK_START, FoundSpan, find_spans
from db.store import Store
from tracker.history.blame import Wording, wordings_of
from tracker.history.derive_history import with_paths
from tracker.history.version_table import HistoryRow, history_rows


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchHit:
    """A wording of a clause that matches; a clause that moved is one hit, one that came back is one for each time.

    `path` holds the headings above it in the last version that has it, `matches` the (start, end) of what matched in
    `text`. `since` and `last` are its first and last version, `gone` the version after (None: still there).
    """

    document: str
    lineage: int
    kind: str
    path: tuple[str, ...]
    text: str
    matches: tuple[tuple[int, int], ...]
    since: HistoryRow
    last: HistoryRow
    gone: HistoryRow | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Trail:
    """A document's spans and versions, loaded once for all hits in it."""

    spans: tuple[StoredSpan, ...]
    rows: dict[int, HistoryRow]


def search(store: Store, query: str, *, document: Document | None, limit: int) -> tuple[SearchHit, ...]:
    """Return at most `limit` hits in one document or (None) in all, the best first.

    Raises UsageError for a query that makes no sense.
    """
    trails: dict[str, _Trail] = {}
    hits: dict[tuple[str, int, int], SearchHit] = {}
    for found in find_spans(store, query, document_id=document.id if document else None, limit=limit):
        if found.document not in trails:
            trails[found.document] = _load_trail(store, store.find_document(found.document))
        trail = trails[found.document]
        wording = _wording_of(found, trail.spans)
        hits.setdefault((found.document, found.lineage, wording.first), _hit(found, wording, trail))
    return tuple(hits.values())


def _load_trail(store: Store, document: Document) -> _Trail:
    rows = {row.version: row for row in history_rows(store, document)}
    return _Trail(spans=store.spans(document.id), rows=rows)


def _wording_of(found: FoundSpan, spans: Sequence[StoredSpan]) -> Wording:
    """The time in which the clause said this without interruption, wherever it stood."""
    return next(
        wording
        for wording in wordings_of(spans, found.lineage)
        if wording.text == found.text and wording.first <= found.first_version <= wording.last
    )


def _hit(found: FoundSpan, wording: Wording, trail: _Trail) -> SearchHit:
    text, matches = unmarked(found.marked)
    return SearchHit(
        document=found.document,
        lineage=found.lineage,
        kind=found.kind,
        path=_path(found.lineage, wording.last, trail.spans),
        text=text,
        matches=matches,
        since=trail.rows[wording.first],
        last=trail.rows[wording.last],
        gone=trail.rows.get(wording.last + 1),
    )


def _path(lineage: int, version: int, spans: Sequence[StoredSpan]) -> tuple[str, ...]:
    """The headings above a clause in a version."""
    alive = [span for span in spans if span.first_version <= version <= span.last_version]
    clauses = with_paths([StoredClause(kind=span.kind, level=span.level, text=span.text) for span in alive])
    return next(clause.path for span, clause in zip(alive, clauses, strict=True) if span.lineage == lineage)


def unmarked(marked: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    r"""Return the text without its marks, and the (start, end) in it of what stood between them.

    >>> unmarked("we \x02sell\x03 it")
    ('we sell it', ((3, 7),))
    """
    text = ""
    matches = []
    for part in marked.split(MARK_START):
        found, mark, rest = part.partition(MARK_END)
        if mark:
            matches.append((len(text), len(text) + len(found)))
        text += found + rest
    return text, tuple(matches)
