"""The links of a version, out of the page that is kept as its evidence.

Where a link leads is no part of a text, so it is not in the rows of clauses; the page that brought the version is kept.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urljoin

from db.errors import UnreadablePage
from db.records import Document, Evidence
from db.store import Store
from tracker.clauses.clause import Clause, Hyperlink
from tracker.extraction.extract import extract_page
from tracker.history.version_table import HistoryRow


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseLink:
    """A link of a version: the index of its clause, its words, and the address it leads to."""

    clause: int
    words: str
    target: str


def clause_links(clauses: Sequence[Clause], links: Sequence[Sequence[Hyperlink]]) -> tuple[ClauseLink, ...]:
    """Return the links of all clauses in reading order."""
    return tuple(
        ClauseLink(clause=index, words=clause.text[link.start : link.end], target=link.target)
        for index, (clause, own) in enumerate(zip(clauses, links, strict=False))
        for link in own
    )


def version_links(
    store: Store, document: Document, row: HistoryRow, clauses: Sequence[Clause]
) -> tuple[tuple[Hyperlink, ...], ...]:
    """Return the links of each clause, with whole addresses, as its first capture shows them.

    Empty if no page of the version was kept.
    """
    version = next(version for version in store.versions(document.id) if version.number == row.version)
    evidence = store.evidence(store.change_side(version.id, row.first_capture))
    return () if evidence is None else page_links(evidence, clauses, document.section)


def page_links(evidence: Evidence, clauses: Sequence[Clause], section: str | None) -> tuple[tuple[Hyperlink, ...], ...]:
    """Return the links that a kept page has in clauses: those of its own clauses that say the same, in order."""
    try:
        read = extract_page(
            evidence.body, content_type=evidence.headers.get("content-type"), url=evidence.url, section=section
        )
    except UnreadablePage:
        return ()
    waiting: dict[str, list[tuple[Hyperlink, ...]]] = {}
    for clause, links in zip(read.clauses, read.links, strict=True):
        waiting.setdefault(clause.text, []).append(tuple(_whole(evidence.url, links)))
    return tuple(waiting[clause.text].pop(0) if waiting.get(clause.text) else () for clause in clauses)


def _whole(url: str, links: Sequence[Hyperlink]) -> Iterator[Hyperlink]:
    """Yield the links with addresses that stand alone; broken ones as the page has them."""
    for link in links:
        try:
            yield replace(link, target=urljoin(url, link.target))
        except ValueError:  # http://[broken
            yield link
