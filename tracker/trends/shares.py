"""Shares and medians by half-year, each with the number of documents it is of. Pure.

The documents of an archive are no sample of the web: which have captures when is part of every figure.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from tracker.trends.facts import ChangeFact, Shown
from tracker.trends.half_years import half_year_of

WEIGHTS = ("cosmetic", "editorial", "substantive")


@dataclass(frozen=True, slots=True, kw_only=True)
class TermShare:
    """How many of the documents with captures in a half-year mention a term."""

    half_year: str
    documents: int
    term: str
    mentioned: int
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Lengths:
    """The median words of a half-year's documents, and the median reading grade of the `graded` ones among them."""

    half_year: str
    documents: int
    median_words: float
    graded: int
    median_grade: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeShare:
    """How many of a half-year's documents changed in it, a change of this weight being their heaviest."""

    half_year: str
    documents: int
    weight: str
    changed: int
    share: float


def term_shares(shown: Shown, terms: Sequence[str]) -> Iterator[TermShare]:
    """Yield, by half-year and term, the share of documents whose text mentions it."""
    for period, texts in shown.items():
        for term in terms:
            mentioned = sum(term in text.terms for text in texts.values())
            yield TermShare(
                half_year=period,
                documents=len(texts),
                term=term,
                mentioned=mentioned,
                share=round(mentioned / len(texts), 4),
            )


def lengths(shown: Shown) -> Iterator[Lengths]:
    """Yield, by half-year, how long the texts are and how hard to read."""
    for period, texts in shown.items():
        grades = [text.grade for text in texts.values() if text.grade is not None]
        yield Lengths(
            half_year=period,
            documents=len(texts),
            median_words=median(text.words for text in texts.values()),
            graded=len(grades),
            median_grade=round(median(grades), 1) if grades else None,
        )


def change_shares(shown: Shown, changes: Iterable[ChangeFact]) -> Iterator[ChangeShare]:
    """Yield, by half-year and weight, the share of documents that changed; each counts once, by its heaviest change."""
    heaviest: dict[tuple[str, int], int] = {}
    for change in changes:
        key = half_year_of(change.first_capture), change.document
        heaviest[key] = max(heaviest.get(key, 0), WEIGHTS.index(change.weight))
    for period, texts in shown.items():
        found = [heaviest[period, document] for document in texts if (period, document) in heaviest]
        for rank, weight in enumerate(WEIGHTS):
            changed = found.count(rank)
            yield ChangeShare(
                half_year=period,
                documents=len(texts),
                weight=weight,
                changed=changed,
                share=round(changed / len(texts), 4),
            )
