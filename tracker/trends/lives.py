"""From the spans of clauses to their lives in time, and to the terms each version mentions. Pure."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Protocol

from tracker.text.phrases import compile_phrases, fold
from tracker.trends.facts import ClauseLife, Stretch

TERMS: Mapping[str, tuple[str, ...]] = {
    "GDPR": ("gdpr", "general data protection regulation", "dsgvo", "datenschutz-grundverordnung", "rgpd", "2016/679"),
    "CCPA": ("ccpa", "cpra", "california consumer privacy act", "california privacy rights act"),
    "sell": ("sell", "sells", "sold", "selling", "sale of personal*", "sale of your*"),
    "machine learning": (
        "machine learning",
        "artificial intelligence",
        "train* our models",
        "ai model*",
        "generative ai",
    ),
    "cookies": ("cookie*",),
    "do not track": ("do not track", "do-not-track", "global privacy control"),
}
"""Terms of the field's papers (Amos et al. 2021; Wagner 2023), with the phrases that count as a mention."""


class ClauseSpan(Protocol):
    """A clause of a document and site in one wording, from its first to its last version."""

    @property
    def document(self) -> int:
        """Its document."""

    @property
    def site(self) -> str:
        """Its document's site."""

    @property
    def lineage(self) -> int:
        """The clause, whatever its wording."""

    @property
    def text(self) -> int:
        """The wording."""

    @property
    def first_version(self) -> int:
        """The number of the first version that has it."""

    @property
    def last_version(self) -> int:
        """The number of the last one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """When each version of each document was first and last shown, and which of a document's versions is the newest."""

    first: Mapping[tuple[int, int], str]
    last: Mapping[tuple[int, int], str]
    newest: Mapping[int, int]


def times_of(stretches: Iterable[Stretch]) -> Times:
    """Return when versions were shown."""
    first: dict[tuple[int, int], str] = {}
    last: dict[tuple[int, int], str] = {}
    newest: dict[int, int] = {}
    for stretch in stretches:
        key = stretch.document, stretch.version
        first[key] = min(first.get(key, stretch.first), stretch.first)
        last[key] = max(last.get(key, stretch.last), stretch.last)
        newest[stretch.document] = max(newest.get(stretch.document, 0), stretch.version)
    return Times(first=first, last=last, newest=newest)


def lineage_lives(spans: Iterable[ClauseSpan], times: Times) -> Iterator[ClauseLife]:
    """Yield the life of each clause, whatever it was reworded to meanwhile; `text` is its lineage."""
    ends: dict[tuple[int, str, int], tuple[int, int]] = {}
    for span in spans:
        key = span.document, span.site, span.lineage
        first, last = ends.get(key, (span.first_version, span.last_version))
        ends[key] = min(first, span.first_version), max(last, span.last_version)
    for (document, site, lineage), (begin, end) in ends.items():
        yield _life(document, site, lineage, begin, end, times)


def wording_lives(spans: Iterable[ClauseSpan], times: Times, texts: Set[int]) -> Iterator[ClauseLife]:
    """Yield the life of each wording among `texts`; a wording that came back has several."""
    for span in spans:
        if span.text in texts:
            yield _life(span.document, span.site, span.text, span.first_version, span.last_version, times)


def _life(document: int, site: str, text: int, begin: int, end: int, times: Times) -> ClauseLife:
    return ClauseLife(
        document=document,
        site=site,
        text=text,
        first=times.first[document, begin],
        last=max(times.last[document, version] for version in range(begin, end + 1)),
        gone=end < times.newest[document],
    )


def mentions(spans: Iterable[ClauseSpan], texts_with: Mapping[str, Set[int]]) -> dict[tuple[int, int], frozenset[str]]:
    """Return the terms that each version, by document and number, mentions; those without any are not there."""
    found: dict[tuple[int, int], set[str]] = {}
    for span in spans:
        for term, texts in texts_with.items():
            if span.text in texts:
                for version in range(span.first_version, span.last_version + 1):
                    found.setdefault((span.document, version), set()).add(term)
    return {key: frozenset(terms) for key, terms in found.items()}


def texts_with_terms(
    texts: Iterable[tuple[int, str]], terms: Mapping[str, Sequence[str]] = TERMS
) -> dict[str, frozenset[int]]:
    """Return, by term, the ids of the texts in which one of its phrases stands."""
    patterns: dict[str, re.Pattern[str]] = {term: compile_phrases(phrases) for term, phrases in terms.items()}
    found: dict[str, set[int]] = {term: set() for term in terms}
    for text_id, text in texts:
        folded = fold(text)
        for term, pattern in patterns.items():
            if pattern.search(folded):
                found[term].add(text_id)
    return {term: frozenset(ids) for term, ids in found.items()}
