"""What trends are counted from, as values: what was shown when, and what is known of each text. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tracker.trends.half_years import half_years_between

Shown = Mapping[str, Mapping[int, "VersionFacts"]]
"""By half-year and document: the text it showed last in it. Documents without a capture then are not there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionFacts:
    """A version of a document: words, reading grade (None where the language has none), the terms it mentions."""

    document: int
    version: int
    words: int
    grade: float | None
    terms: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A version was shown from one capture to another (14-digit timestamps, inclusive)."""

    document: int
    version: int
    first: str
    last: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeFact:
    """A step of a document, by its first capture, with the heaviest weight among its changes."""

    document: int
    first_capture: str
    weight: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseLife:
    """A clause of a document, from the first to the last capture that shows it; `gone`: captures after that lack it."""

    document: int
    site: str
    text: int
    first: str
    last: str
    gone: bool


def shown_by_half_year(stretches: Iterable[Stretch], versions: Mapping[tuple[int, int], VersionFacts]) -> Shown:
    """Return what each document showed last in each half-year in which captures show a version of it.

    `versions` are by document and number. Between two captures of one version it is taken to have stood there; in the
    window between two versions nothing is.
    """
    shown: dict[str, dict[int, VersionFacts]] = {}
    for stretch in sorted(stretches, key=lambda each: each.first):
        for period in half_years_between(stretch.first, stretch.last):
            shown.setdefault(period, {})[stretch.document] = versions[stretch.document, stretch.version]
    return {period: shown[period] for period in sorted(shown)}


def stretches_of(seen: Sequence[tuple[int, str, int]]) -> tuple[Stretch, ...]:
    """Return the stretches of captures given as (document, timestamp, version), in the order of both."""
    found: list[Stretch] = []
    for document, timestamp, version in seen:
        before = found[-1] if found else None
        if before and (before.document, before.version) == (document, version):
            found[-1] = Stretch(document=document, version=version, first=before.first, last=timestamp)
        else:
            found.append(Stretch(document=document, version=version, first=timestamp, last=timestamp))
    return tuple(found)
