"""Which captures to fetch next: pure functions of the captures known and what is known of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise


class Sample(StrEnum):
    """How much of the history to fetch."""

    CHANGES = "changes"
    MONTH = "month"
    HALF_YEAR = "half-year"
    ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A capture as the planner sees it.

    `shows` names the text it is known to show (None: not known yet); `usable` is False for a capture that was
    looked at and is no version: it is stepped over.
    """

    timestamp: str
    digest: str
    shows: int | None = None
    usable: bool = True

    @property
    def open(self) -> bool:
        """Whether fetching it could tell something."""
        return self.usable and self.shows is None


def plan_fetches(candidates: Sequence[Candidate], sample: Sample) -> tuple[int, ...]:
    """Return the places (in `candidates`, which are in order of time) to fetch now; empty when all is known.

    Fetch them, tell what they show, and plan again: the plan depends on nothing else, so a crawl that is killed
    goes on where it was.
    """
    if sample is Sample.CHANGES:
        return _bisect(candidates)
    if sample is Sample.ALL:
        return tuple(place for place, candidate in enumerate(candidates) if candidate.open)
    return _one_a_period(candidates, sample)


def _bisect(candidates: Sequence[Candidate]) -> tuple[int, ...]:
    """Both ends, then the middle of every gap whose ends differ."""
    usable = [place for place, candidate in enumerate(candidates) if candidate.usable]
    if not usable:
        return ()
    ends = {usable[0], usable[-1]}
    unknown_ends = tuple(sorted(place for place in ends if candidates[place].open))
    if unknown_ends:
        return unknown_ends
    known = [index for index, place in enumerate(usable) if candidates[place].shows is not None]
    return tuple(
        usable[(left + right) // 2]
        for left, right in pairwise(known)
        if right - left > 1 and candidates[usable[left]].shows != candidates[usable[right]].shows
    )


def _one_a_period(candidates: Sequence[Candidate], sample: Sample) -> tuple[int, ...]:
    """The first usable capture of each month, or of each half of a year, that has none yet."""
    chosen: dict[str, int] = {}
    for place, candidate in enumerate(candidates):
        if not candidate.usable:
            continue
        period = period_of(candidate.timestamp, sample)
        if period not in chosen or (candidate.shows is not None and candidates[chosen[period]].open):
            chosen[period] = place
    return tuple(sorted(place for place in chosen.values() if candidates[place].open))


def period_of(timestamp: str, sample: Sample) -> str:
    """Return the month, or the half of the year, a timestamp falls into.

    >>> period_of("20240701000000", Sample.HALF_YEAR), period_of("20240701000000", Sample.MONTH)
    ('2024-2', '202407')
    """
    if sample is Sample.MONTH:
        return timestamp[:6]
    return f"{timestamp[:4]}-{1 if timestamp[4:6] <= '06' else 2}"
