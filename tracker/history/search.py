"""What a full-text search found, as a person asks for it: who said so, since when, until when, under which heading."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from db.records import Document, StoredClause, StoredSpan
from db.search import (
    MARK_END,
    MARK_START,
    MOST_SPANS,
    FoundSpan,
    SpanQuery,
    find_spans,
    languages_recorded,
    words_beginning,
)
from db.search_query import Forms
from db.store import Store
from tracker.history.blame import Wording, wordings_of
from tracker.history.stored_clauses import with_paths
from tracker.history.version_table import HistoryRow, history_rows
from tracker.text.word_forms import beginning_of_forms, forms_of


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


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResult:
    """The first hits, how many there are in all, and the version in which any of it was first seen.

    `complete` is False where so many clauses match that not all were looked at; `first_seen` is None without a hit, or
    if more than one document was searched.
    """

    hits: tuple[SearchHit, ...]
    total: int
    complete: bool
    first_seen: HistoryRow | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchOrder:
    """Which of the hits are wanted, and in which order.

    `kind` wants those that a change of this kind brought (or took away: "removed"), `since` those that began (or went)
    at this prefix of a timestamp or later, `by_date` the newest first instead of the best. Of more clauses than `most`
    the best are looked at.
    """

    kind: str | None = None
    since: str | None = None
    by_date: bool = False
    most: int = MOST_SPANS


def search(store: Store, query: str, *, document: Document | None, limit: int) -> tuple[SearchHit, ...]:
    """Return at most `limit` hits in one document or (None) in all, the best first.

    Raises UsageError for a query that makes no sense.
    """
    return search_in_order(store, query, SearchOrder(), document=document, limit=limit).hits


def search_in_order(
    store: Store, query: str, order: SearchOrder, *, document: Document | None, limit: int
) -> SearchResult:
    """Return at most `limit` hits of the kind and in the order wanted; raises UsageError for what makes no sense.

    A word finds its other forms too, unless it stands in quotation marks.
    """
    document_id = document.id if document else None
    asked = SpanQuery(text=query, document_id=document_id, kind=order.kind, most=order.most)
    spans = find_spans(store, asked, _known_forms(store, document_id))
    wanted = [found for found in _once_each(spans) if found.of_kind and _moment(found, order) >= (order.since or "")]
    if order.by_date:
        wanted.sort(key=lambda found: _moment(found, order), reverse=True)
    trails: dict[str, _Trail] = {}
    hits = []
    for found in wanted[:limit]:
        if found.document not in trails:
            trails[found.document] = _load_trail(store, store.find_document(found.document))
        trail = trails[found.document]
        hits.append(_hit(found, _wording_of(found, trail.spans), trail))
    first = min((found.first_version for found in wanted), default=None)
    return SearchResult(
        hits=tuple(hits),
        total=len(wanted),
        complete=len(spans) < order.most,
        first_seen=trails[document.name].rows[first] if document and first and hits else None,
    )


def _moment(found: FoundSpan, order: SearchOrder) -> str:
    """When what is searched for happened: that the clause began, or that it went."""
    return (found.gone or "") if order.kind == "removed" else found.began


def _known_forms(store: Store, document_id: int | None) -> Forms:
    """What gives the forms of a word that the clauses have, in the languages they are in."""
    languages = languages_recorded(store, document_id)

    def forms(word: str) -> tuple[str, ...]:
        beginning = beginning_of_forms(word)
        return forms_of(word, words_beginning(store, beginning), languages) if beginning else ()

    return forms


def _once_each(spans: Sequence[FoundSpan]) -> list[FoundSpan]:
    """Return one for each time in which a clause said this without interruption: it may have moved meanwhile.

    It began where the first did; it is of the kind wanted if the change at its beginning, or at its end, is.
    """
    times: dict[tuple[str, int, str], list[FoundSpan]] = {}
    for span in sorted(spans, key=lambda span: span.first_version):
        row = times.setdefault((span.document, span.lineage, span.text), [])
        if row and row[-1].last_version + 1 >= span.first_version:
            row[-1] = replace(
                row[-1],
                last_version=max(row[-1].last_version, span.last_version),
                gone=span.gone,
                of_kind=row[-1].of_kind or span.of_kind,
            )
        else:
            row.append(span)
    best = dict.fromkeys((span.document, span.lineage, span.text) for span in spans)
    return [span for key in best for span in times[key]]


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
