"""What was shown when: a document's versions laid out in time, and the steps between those that are trusted.

Pure: it takes what each capture showed and what is known of the texts, and knows no database.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from tracker.history.doubt import Doubt, Stretch, shows_something_else
from tracker.history.excursions import sift
from tracker.history.version_traits import VersionTraits

_NO_TEXTS: Mapping[int, VersionTraits] = {}
_NO_TWINS: Mapping[int, int] = {}
_NONE: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """One capture known to show a version: its 14-digit UTC timestamp and the version's id."""

    timestamp: str
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgments:
    """The versions that a person confirmed, and those that a person rejected, by their ids."""

    confirmed: frozenset[int] = _NONE
    rejected: frozenset[int] = _NONE


_NO_JUDGMENTS = Judgments()


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A change of the document: it happened after `not_before` and not after `first_capture`.

    `replaced` tells that the page shows something else now: another language, or no policy.
    """

    old: int
    new: int
    not_before: str
    first_capture: str
    replaced: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtfulStretch:
    """A stretch that is no part of the history, and why."""

    stretch: Stretch
    doubt: Doubt


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The trusted stretches in order of time with the steps between them, and the doubtful ones beside them.

    A version may be trusted at one time and doubtful at another, where an old copy is shown again by mistake.
    `alternating` tells that the page flips between texts.
    """

    stretches: tuple[Stretch, ...]
    steps: tuple[Step, ...]
    doubtful: tuple[DoubtfulStretch, ...]

    @property
    def order(self) -> tuple[int, ...]:
        """The trusted versions, in the order in which they came."""
        return tuple(dict.fromkeys(stretch.version for stretch in self.stretches))

    @property
    def doubts(self) -> dict[int, Doubt]:
        """Why each version that is nowhere trusted is doubtful, in the order in which they came."""
        trusted = set(self.order)
        found: dict[int, Doubt] = {}
        for item in self.doubtful:
            if item.stretch.version not in trusted:
                found.setdefault(item.stretch.version, item.doubt)
        return found

    @property
    def alternating(self) -> bool:
        """Whether the page flips between texts."""
        return any(item.doubt is Doubt.ALTERNATING for item in self.doubtful)


def build_timeline(
    observations: Sequence[Observation],
    texts: Mapping[int, VersionTraits] = _NO_TEXTS,
    *,
    twins: Mapping[int, int] = _NO_TWINS,
    judgments: Judgments = _NO_JUDGMENTS,
    until: str | None = None,
) -> Timeline:
    """Lay the observations out in time; they may come in any order.

    `twins` names, for versions that are taken for another one, that other one. Captures are known up to `until`: a
    newest version that nothing confirms waits for a week from its capture; with None nothing waits.
    """
    seen = [(item.timestamp, twins.get(item.version, item.version)) for item in observations]
    seen.sort()
    doubtful = [
        DoubtfulStretch(stretch=stretch, doubt=Doubt.REJECTED)
        for stretch in _stretches(seen)
        if stretch.version in judgments.rejected
    ]
    believed = [item for item in seen if item[1] not in judgments.rejected]
    sifting = sift(_stretches(believed), texts, confirmed=judgments.confirmed, until=until)
    doubtful += [DoubtfulStretch(stretch=stretch, doubt=doubt) for stretch, doubt in sifting.aside]
    return Timeline(
        stretches=tuple(sifting.kept),
        steps=tuple(_step(before, after, texts) for before, after in pairwise(sifting.kept)),
        doubtful=tuple(sorted(doubtful, key=lambda item: (item.stretch.first, item.stretch.version))),
    )


def _stretches(seen: Sequence[tuple[str, int]]) -> tuple[Stretch, ...]:
    found = []
    for version, group in groupby(seen, key=lambda item: item[1]):
        stamps = [timestamp for timestamp, _ in group]
        found.append(Stretch(version=version, first=stamps[0], last=stamps[-1], captures=len(stamps)))
    return tuple(found)


def _step(before: Stretch, after: Stretch, texts: Mapping[int, VersionTraits]) -> Step:
    return Step(
        old=before.version,
        new=after.version,
        not_before=before.last,
        first_capture=after.first,
        replaced=shows_something_else(texts.get(before.version), texts.get(after.version)),
    )
