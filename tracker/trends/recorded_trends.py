"""The trends of a database: what is recorded of all documents, handed to the functions that count."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from db.session import Session
from db.trend_rows import clause_spans, clause_texts, seen_versions, version_rows, weighed_steps
from tracker.trends.facts import ChangeFact, ClauseLife, Shown, VersionFacts, shown_by_half_year, stretches_of
from tracker.trends.lives import TERMS, Times, lineage_lives, mentions, texts_with_terms, times_of, wording_lives
from tracker.trends.shares import ChangeShare, Lengths, TermShare, change_shares, lengths, term_shares
from tracker.trends.spread import SharedClause, Source, shared_clauses, sources
from tracker.trends.survival import Survival, clause_survival

LEAST_WORDS = 8
"""Shorter clauses ("Contact us by mail") are everybody's."""


class Trend(StrEnum):
    """What can be asked for."""

    TERMS = "terms"
    LENGTH = "length"
    CHANGES = "changes"
    SURVIVAL = "survival"
    COPIES = "copies"
    SOURCES = "sources"


@dataclass(frozen=True, slots=True, kw_only=True)
class CopiedClause:
    """A clause that several sites have word for word: see tracker.trends.spread.SharedClause."""

    sites: int
    first_site: str
    first_capture: str
    last_first_capture: str
    text: str


TrendRow = TermShare | Lengths | ChangeShare | Survival | CopiedClause | Source


def recorded_trend(
    store: Session, trend: Trend, *, terms: Mapping[str, Sequence[str]] = TERMS, limit: int = 50
) -> tuple[TrendRow, ...]:
    """Return the rows of a trend over all documents; `limit` bounds copies and sources, `terms` is for terms alone."""
    match trend:
        case Trend.TERMS:
            return tuple(term_shares(_shown(store, terms), tuple(terms)))
        case Trend.LENGTH:
            return tuple(lengths(_shown(store, {})))
        case Trend.CHANGES:
            changes = [ChangeFact(**step._asdict()) for step in weighed_steps(store)]
            return tuple(change_shares(_shown(store, {}), changes))
        case Trend.SURVIVAL:
            return tuple(clause_survival(lineage_lives(clause_spans(store), _times(store))))
        case Trend.COPIES:
            return _copies(store, shared_clauses(_wordings(store))[:limit])
        case Trend.SOURCES:
            return sources(_wordings(store))[:limit]


def _shown(store: Session, terms: Mapping[str, Sequence[str]]) -> Shown:
    told = mentions(clause_spans(store), texts_with_terms(clause_texts(store), terms)) if terms else {}
    versions = {
        (row.document, row.version): VersionFacts(
            **row._asdict(), terms=told.get((row.document, row.version), frozenset())
        )
        for row in version_rows(store)
    }
    return shown_by_half_year(stretches_of(seen_versions(store)), versions)


def _times(store: Session) -> Times:
    return times_of(stretches_of(seen_versions(store)))


def _wordings(store: Session) -> Iterable[ClauseLife]:
    long_enough = frozenset(text_id for text_id, text in clause_texts(store) if len(text.split()) >= LEAST_WORDS)
    return tuple(wording_lives(clause_spans(store), _times(store), long_enough))


def _copies(store: Session, shared: Sequence[SharedClause]) -> tuple[CopiedClause, ...]:
    wanted = {clause.text for clause in shared}
    texts = {text_id: text for text_id, text in clause_texts(store) if text_id in wanted}
    return tuple(
        CopiedClause(
            sites=clause.sites,
            first_site=clause.first_site,
            first_capture=clause.first_capture,
            last_first_capture=clause.last_first_capture,
            text=texts[clause.text],
        )
        for clause in shared
    )
