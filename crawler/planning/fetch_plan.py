"""Which captures to fetch next: pure functions of the captures known and what is known of them."""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import accumulate, groupby, pairwise

from crawler.planning.length_dips import find_excursions
from tracker.text.timestamps import moment_of

CAPTURES_A_PROBE = 100
"""One probe beside the ends for so many captures: one percent of them."""
MAX_PROBES = 8
FEW_CAPTURES = 8
"""So many are all fetched: they lie years apart, any text may stand between two of them, and they cost little."""
MAX_LENGTH_WEIGHT = 100
"""Bytes of difference that say as much as any more would: a paragraph, or another design of the page."""
REFUSED_IN_A_ROW = 3
AROUND_DOUBT = 2
"""So many captures on either side of a doubtful newest text are looked at."""
NO_POLICY = "no policy"
PROBES_OF_LINKS = 3
FINEST_GAP_DAYS = 366
"""Where a homepage's link changed matters to the year: each address has captures of its own to date it by."""
_NOTHING_LISTED: Mapping[str, Sequence[str]] = {}


class Sample(StrEnum):
    """How much of the history to fetch."""

    CHANGES = "changes"
    MONTH = "month"
    HALF_YEAR = "half-year"
    ALL = "all"


SHARE_FETCHED = 0.05
"""Of the captures, by bisection: 89 of 1,973 in the history of GitHub's privacy statement."""


def expected_fetches(captures: int, wanted_now: int, sample: "Sample") -> int:
    """Return an estimate of how many fetches a document takes, when the plan is made for the first time.

    >>> expected_fetches(1973, 2, Sample.CHANGES), expected_fetches(1973, 90, Sample.MONTH)
    (98, 90)
    """
    return max(wanted_now, int(captures * SHARE_FETCHED)) if sample is Sample.CHANGES and wanted_now else wanted_now


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A capture as the planner sees it.

    `shows` names the text it is known to show (None: not known yet); `usable` is False for a capture that was
    looked at and is no version: it is stepped over, but for long rows of them (`refused`: and never will be one).
    `location` tells apart the addresses captures are of.
    """

    timestamp: str
    digest: str
    location: int = 0
    length: int | None = None
    shows: int | str | None = None
    usable: bool = True
    refused: bool = False

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
        return _probe_and_bisect(_with_refusals(candidates))
    if sample is Sample.ALL:
        return _one_a_digest(candidates)
    return _one_a_period(candidates, sample)


def _one_a_digest(candidates: Sequence[Candidate]) -> tuple[int, ...]:
    """The first open capture of each digest: what it shows, the others with its bytes show too."""
    chosen: dict[str, int] = {}
    for place, candidate in enumerate(candidates):
        if candidate.open:
            chosen.setdefault(candidate.digest, place)
    return tuple(chosen.values())


def _with_refusals(candidates: Sequence[Candidate]) -> Sequence[Candidate]:
    """Let rows of refused captures show that there was no policy, so that their ends are found by bisection.

    A few are stepped over as damaged copies; a domain that was parked for years is not fetched capture by capture.
    """
    in_question = [place for place, candidate in enumerate(candidates) if candidate.usable or candidate.refused]
    shown = list(candidates)
    for is_refused, row in groupby(in_question, key=lambda place: candidates[place].refused):
        places = list(row)
        if is_refused and len(places) >= REFUSED_IN_A_ROW:
            for place in places:
                shown[place] = replace(candidates[place], usable=True, shows=NO_POLICY)
    return shown


def plan_probes(
    candidates: Sequence[Candidate],
    listed: Mapping[str, Sequence[str]] = _NOTHING_LISTED,
    *,
    abroad: Set[str] = frozenset(),
    between: int = PROBES_OF_LINKS,
) -> tuple[int, ...]:
    """Return the places to look at when only what is shown matters, not the day it changed.

    Both ends and a few `between`; then the middle of every gap whose ends differ, down to gaps of a year. `listed`
    holds, for what is shown, the timestamps at which it is known to exist: a gap that one end's fill until the other's
    begin has nothing more to tell. What is shown on other sites, `abroad`, is dated to the capture.
    """
    usable = [place for place, candidate in enumerate(candidates) if candidate.usable]
    first = _first_probes(candidates, usable, between)
    if first:
        return first
    return tuple(
        usable[(left + right) // 2]
        for left, right in _gaps_that_differ(candidates, usable)
        if not _explained(candidates[usable[left]], candidates[usable[right]], listed, abroad)
    )


def _explained(before: Candidate, after: Candidate, listed: Mapping[str, Sequence[str]], abroad: Set[str]) -> bool:
    """Whether a gap is too short to ask about, or filled without a hole by what its ends show.

    What the later end shows has to begin within the gap: else nobody knows when it took over.
    """
    old, new = (listed.get(str(end.shows), ()) for end in (before, after))
    was_there = bool(before.shows) and any(stamp <= before.timestamp for stamp in new)
    if was_there and after.shows in abroad:
        return False  # a parent's or sister's policy: what it said before the site was theirs is not the site's
    if days_between(before.timestamp, after.timestamp) <= FINEST_GAP_DAYS:
        return True
    if was_there:
        return False
    within = sorted(stamp for stamp in (*old, *new) if before.timestamp < stamp < after.timestamp)
    times = (before.timestamp, *within, after.timestamp)
    return all(days_between(first, second) <= FINEST_GAP_DAYS for first, second in pairwise(times))


def plan_around(candidates: Sequence[Candidate], shown: Set[int | str]) -> tuple[int, ...]:
    """Return the open places beside captures that show one of the texts `shown`, which are in doubt.

    A few captures before and after tell a page that failed for an hour from a text that came to stay.
    """
    doubtful = [place for place, candidate in enumerate(candidates) if candidate.shows in shown]
    around = {near for place in doubtful for near in range(place - AROUND_DOUBT, place + AROUND_DOUBT + 1)}
    return tuple(sorted(place for place in around if 0 <= place < len(candidates) and candidates[place].open))


def plan_bisection(candidates: Sequence[Candidate]) -> tuple[int, ...]:
    """Return the places to look at next for all that changes once: both ends, then every gap whose ends differ."""
    usable = [place for place, candidate in enumerate(candidates) if candidate.usable]
    return _first_probes(candidates, usable, 0) or _bisect(candidates, usable)


def _probe_and_bisect(candidates: Sequence[Candidate]) -> tuple[int, ...]:
    """Bisection from a few probes beside the ends, then probes of excursions: a text that came and went is seen.

    Measured on 9,314 captures of six policies with 90 texts put in that came and went, for 2 to 32 captures: excursions
    find 58 of them for 62 fetches more, without them 15 are found.
    """
    usable = [place for place, candidate in enumerate(candidates) if candidate.usable]
    if len(usable) <= FEW_CAPTURES:
        return tuple(place for place in usable if candidates[place].open)
    probes = min(MAX_PROBES, len(usable) // CAPTURES_A_PROBE)
    return (
        _first_probes(candidates, usable, probes)
        or _bisect(candidates, usable)
        or _excursion_probes([candidates[place] for place in usable], usable)
    )


def _bisect(candidates: Sequence[Candidate], usable: Sequence[int]) -> tuple[int, ...]:
    weights = _change_weights([candidates[place] for place in usable])
    return tuple(usable[_likely_middle(weights, left, right)] for left, right in _gaps_that_differ(candidates, usable))


def _excursion_probes(in_order: Sequence[Candidate], usable: Sequence[int]) -> tuple[int, ...]:
    """The middle of each of the excursions that weigh most, unless one of its captures is known already."""
    excursions = find_excursions([(candidate.location, candidate.length) for candidate in in_order])
    unknown = (
        (excursion.first + excursion.last) // 2
        for excursion in excursions[: len(usable) // CAPTURES_A_PROBE]
        if all(candidate.open for candidate in in_order[excursion.first : excursion.last + 1])
    )
    return tuple(sorted(usable[middle] for middle in unknown))


def _likely_middle(weights: Sequence[int], left: int, right: int) -> int:
    """The place between `left` and `right` before and after which the change is equally likely."""
    before = list(accumulate(weights[left:right]))
    return left + 1 + min(range(right - left - 1), key=lambda at: abs(before[at] - before[-1] / 2))


def _change_weights(candidates: Sequence[Candidate]) -> list[int]:
    """How likely, for each candidate but the last, the text changes from it to the next one.

    A change of the text mostly changes the length the CDX row gives, so each pair of neighbors weighs as much as their
    lengths differ. Measured on 6,422 captures of five policies: 266 fetches instead of 355 find all texts. Captures of
    two addresses interleave where the one goes on when the other has begun: each has a length of its own; the first
    capture of a new address often shows a new text.
    """
    weights = []
    lengths: dict[int, int | None] = {}
    for candidate in candidates:
        difference = 0
        if candidate.location not in lengths:
            difference = MAX_LENGTH_WEIGHT
        elif (before := lengths[candidate.location]) is not None and candidate.length is not None:
            difference = min(abs(candidate.length - before), MAX_LENGTH_WEIGHT)
        weights.append(1 + difference)
        lengths[candidate.location] = candidate.length
    return weights[1:]


def _first_probes(candidates: Sequence[Candidate], usable: Sequence[int], between: int) -> tuple[int, ...]:
    """The ends and `between` places evenly spaced among the usable ones, as far as they are not known yet."""
    if not usable:
        return ()
    last = len(usable) - 1
    chosen = {usable[round(last * step / (between + 1))] for step in range(between + 2)}
    return tuple(sorted(place for place in chosen if candidates[place].open))


def _gaps_that_differ(candidates: Sequence[Candidate], usable: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The (left, right) indices in `usable` of known neighbors that show other texts, with unknown ones between."""
    known = [index for index, place in enumerate(usable) if candidates[place].shows is not None]
    for left, right in pairwise(known):
        if right - left > 1 and candidates[usable[left]].shows != candidates[usable[right]].shows:
            yield left, right


def days_between(before: str, after: str) -> int:
    """Return the days from one timestamp to another.

    >>> days_between("20191231235959", "20200101000000")
    1
    """
    return (moment_of(after).date() - moment_of(before).date()).days


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
