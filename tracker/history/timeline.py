"""What was shown when: a document's versions laid out in time, and the steps between them.

Pure: it takes what each capture showed and knows neither texts nor database.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby, pairwise

from tracker.text.timestamps import moment_of

EXCURSION = timedelta(days=31)
"""Longer than the failures we know last, shorter than any policy that was meant stayed before it was taken back."""
LEAST_KEPT = 0.9
"""Of the words of the text before: a tenth that goes and comes back is a page that came incomplete. Measured on six
policies with 139 false versions (Open Terms Archive, dating collection): with a switch of language and a return to an
earlier text, this tells 133 of them and 1 of 62 real changes."""
_NO_LOOKS: Mapping[int, "Look"] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """One capture known to show a version: its 14-digit UTC timestamp and the version's id."""

    timestamp: str
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What tells an incomplete or foreign page from a new text: its words, its language (ISO 639-1, None: unknown)."""

    words: int
    language: str | None


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
    only in an excursion from one other version: one single capture, or a few that look like a failure.
    """

    stretches: tuple[Stretch, ...]
    steps: tuple[Step, ...]
    alternating: frozenset[int]
    unconfirmed: frozenset[int]


def build_timeline(observations: Sequence[Observation], looks: Mapping[int, Look] = _NO_LOOKS) -> Timeline:
    """Lay the observations out in time; they may come in any order. `looks` tells how each version looks, by its id.

    A text that came, went and came back for good is two steps; a flip between known texts that goes on
    (three stretches of one text, or A B A B) is reported once, when each text was first seen.
    """
    ordered = sorted(observations, key=lambda seen: (seen.timestamp, seen.version))
    stretches = _stretches(ordered)
    unconfirmed = _unconfirmed(stretches, looks)
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


def _unconfirmed(stretches: Sequence[Stretch], looks: Mapping[int, Look]) -> frozenset[int]:
    """Versions that are seen in one excursion only, and are not to be trusted there."""
    places: dict[int, list[int]] = {}
    for place, stretch in enumerate(stretches):
        places.setdefault(stretch.version, []).append(place)
    return frozenset(
        stretch.version
        for left, right in _returns(places)
        if _is_excursion(stretches[left : right + 1], places, looks)
        for stretch in stretches[left + 1 : right]
    )


def _returns(places: Mapping[int, Sequence[int]]) -> Iterator[tuple[int, int]]:
    """The places of two stretches of one version with others, but not itself, between them."""
    for at in places.values():
        yield from pairwise(at)


def _is_excursion(stretches: Sequence[Stretch], places: Mapping[int, Sequence[int]], looks: Mapping[int, Look]) -> bool:
    """Whether what stands between the first and the last stretch, of one version, was never the policy.

    One single capture, however far from its neighbors; or several texts within days, each of them seen in one capture
    or looking like a failure. None of them is seen anywhere else.
    """
    home, *away, back = stretches
    if any(len(places[stretch.version]) > 1 for stretch in away):
        return False
    if len(away) == 1 and away[0].captures == 1:
        return True
    is_short = moment_of(back.first) - moment_of(home.last) <= EXCURSION
    return is_short and all(
        stretch.captures == 1 or _looks_like_failure(home.version, stretch.version, looks) for stretch in away
    )


def _looks_like_failure(home: int, away: int, looks: Mapping[int, Look]) -> bool:
    """Whether a version lost more than a tenth of the text it came from, or speaks another language."""
    if home not in looks or away not in looks:
        return False
    before, after = looks[home], looks[away]
    other_language = None not in {before.language, after.language} and before.language != after.language
    return other_language or after.words < LEAST_KEPT * before.words


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
