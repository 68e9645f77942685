"""The search: since when does a policy say this, with a helpful word where a query makes no sense."""

from dataclasses import dataclass

from db.errors import UsageError
from db.records import Document
from db.store import Store
from policytrail.site.answers import Answer, Elsewhere, Row
from policytrail.site.asked import Asked
from policytrail.site.document_page import document_of
from tracker.diff.changes import ChangeKind
from tracker.history.search import SearchHit, SearchOrder, SearchResult, search_in_order
from tracker.text.timestamps import readable_date, readable_window

HITS = 25
MOST_LOOKED_AT = 1_000
"""Clauses that a search of the site looks at, so that it answers at once; the command line looks at more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedText:
    """A part of a hit's text, found or not."""

    text: str
    found: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownHit:
    """A hit as the page shows it."""

    hit: SearchHit
    document_id: int
    text: tuple[MarkedText, ...]
    since: str
    until: str
    gone: str | None


def search_page(store: Store, asked: Asked) -> Answer | Elsewhere:
    """Answer with what was found; a document's name leads to it. Nothing is raised for a query."""
    query = asked.text("q")
    document = _document(store, asked)
    named = () if document or not query else store.find_documents(query)
    if len(named) == 1:
        return Elsewhere(path=f"/-/history/{named[0].id}")
    hits: tuple[ShownHit, ...] = ()
    result, word = None, ""
    page = asked.page()
    if query and not named:
        try:
            result = _search(store, asked, document, page)
            hits = _shown(store, result.hits[(page - 1) * HITS :])
        except UsageError as error:
            word = str(error)
    context = {
        "named": named,
        "document": document,
        "hits": hits,
        "result": result,
        "word": word,
        "page": page,
        "more": result is not None and result.total > page * HITS,
        "kinds": tuple(kind.value for kind in ChangeKind),
    }
    about = {"query": query, "total": result.total if result else 0, "page": page, "word": word}
    return Answer(template="search.html", context=context, rows=[_row(hit) for hit in hits], about=about)


def _document(store: Store, asked: Asked) -> Document | None:
    number = asked.text("document")
    if not number:
        return None
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        message = f"document={number}: the number of a document stands here"
        raise UsageError(message)
    return document_of(store, Asked(path=asked.path, parts={"document": number}, parameters={}))


def _search(store: Store, asked: Asked, document: Document | None, page: int) -> SearchResult:
    kind = asked.choice("kind", ChangeKind)
    order = SearchOrder(
        kind=kind.value if kind else None,
        since=asked.date("since"),
        by_date=asked.text("sort") == "date",
        most=MOST_LOOKED_AT,
    )
    return search_in_order(store, asked.text("q"), order, document=document, limit=page * HITS)


def _shown(store: Store, hits: tuple[SearchHit, ...]) -> tuple[ShownHit, ...]:
    ids = {name: store.find_document(name).id for name in {hit.document for hit in hits}}
    return tuple(
        ShownHit(
            hit=hit,
            document_id=ids[hit.document],
            text=marked_parts(hit.text, hit.matches),
            since=readable_window(hit.since.not_before, hit.since.first_capture),
            until=readable_date(hit.last.last_capture),
            gone=readable_window(hit.gone.not_before, hit.gone.first_capture) if hit.gone else None,
        )
        for hit in hits
    )


def marked_parts(text: str, matches: tuple[tuple[int, int], ...]) -> tuple[MarkedText, ...]:
    """Return the text in parts.

    >>> [(part.text, part.found) for part in marked_parts("we sell it", ((3, 7),))]
    [('we ', False), ('sell', True), (' it', False)]
    """
    parts, reached = [], 0
    for start, end in matches:
        parts += [MarkedText(text=text[reached:start], found=False), MarkedText(text=text[start:end], found=True)]
        reached = end
    parts.append(MarkedText(text=text[reached:], found=False))
    return tuple(part for part in parts if part.text)


def _row(shown: ShownHit) -> Row:
    hit = shown.hit
    return {
        "document": hit.document,
        "document_id": shown.document_id,
        "lineage": hit.lineage,
        "section": " > ".join(hit.path),
        "text": hit.text,
        "not_before": hit.since.not_before,
        "first_capture": hit.since.first_capture,
        "last_capture": hit.last.last_capture,
        "gone_not_before": hit.gone.not_before if hit.gone else None,
        "gone_first_capture": hit.gone.first_capture if hit.gone else None,
        "replay_url": hit.since.replay_url,
    }
