"""What was shown when: a document's versions laid out in time, and the steps between them.

Pure: it takes what each capture showed and knows neither texts nor database.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """One capture known to show a version: its 14-digit UTC timestamp and the version's id."""

    timestamp: str
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Captures in a row that show one version, from the first to the last (inclusive)."""

    version: int
    first: str
    last: str
    captures: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A change of the document: it happened after `not_before` and not after `first_capture`."""

    old: int
    new: int
    not_before: str
    first_capture: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The stretches in order of time, the steps to report, and the versions that need a mark.

    `alternating` holds versions that flip back and forth (an A/B test, two languages); `unconfirmed` those seen
    in one single capture between two captures of one other version.
    """

    stretches: tuple[Stretch, ...]
    steps: tuple[Step, ...]
    alternating: frozenset[int]
    unconfirmed: frozenset[int]


def build_timeline(observations: Sequence[Observation]) -> Timeline:
    """Lay the observations out in time; they may come in any order.

    A text that came, went and came back for good is two steps; a flip between known texts that goes on
    (three stretches of one text, or A B A B) is reported once, when each text was first seen.
    """
    ordered = sorted(observations, key=lambda seen: (seen.timestamp, seen.version))
    stretches = _stretches(ordered)
    unconfirmed = _unconfirmed(stretches)
    settled = _stretches([seen for seen in ordered if seen.version not in unconfirmed])
    alternating = _alternating(settled)
    return Timeline(
        stretches=stretches, steps=_steps(settled, alternating), alternating=alternating, unconfirmed=unconfirmed
    )


def _stretches(ordered: Sequence[Observation]) -> tuple[Stretch, ...]:
    found = []
    for version, group in groupby(ordered, key=lambda seen: seen.version):
        stamps = [seen.timestamp for seen in group]
        found.append(Stretch(version=version, first=stamps[0], last=stamps[-1], captures=len(stamps)))
    return tuple(found)


def _unconfirmed(stretches: Sequence[Stretch]) -> frozenset[int]:
    """Versions whose only capture stands between two stretches of one other version."""
    times_shown = Counter(stretch.version for stretch in stretches)
    return frozenset(
        middle.version
        for before, middle, after in zip(stretches, stretches[1:], stretches[2:], strict=False)
        if middle.captures == 1 and times_shown[middle.version] == 1 and before.version == after.version
    )


def _alternating(stretches: Sequence[Stretch]) -> frozenset[int]:
    """Versions that return although the text they return from has been, or will be, shown again too."""
    places: dict[int, list[int]] = {}
    for place, stretch in enumerate(stretches):
        places.setdefault(stretch.version, []).append(place)
    returning = {version: at for version, at in places.items() if len(at) > 1}
    flipping = {
        version
        for version, at in returning.items()
        if any(
            at[0] < other[0] < at[1] < other[-1] or other[0] < at[0] < other[1] < at[-1] for other in returning.values()
        )
        or len(at) > 2
    }
    return frozenset(flipping)


def _steps(stretches: Sequence[Stretch], alternating: frozenset[int]) -> tuple[Step, ...]:
    steps = []
    shown: set[int] = set()
    for before, after in pairwise(stretches):
        shown.add(before.version)
        flips_back = after.version in alternating and after.version in shown
        if not flips_back:
            steps.append(Step(old=before.version, new=after.version, not_before=before.last, first_capture=after.first))
    return tuple(steps)
