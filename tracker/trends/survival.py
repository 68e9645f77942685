"""How long clauses live: the estimator of Kaplan and Meier (1958) over lives of which many have not ended. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tracker.text.timestamps import moment_of
from tracker.trends.facts import ClauseLife


@dataclass(frozen=True, slots=True, kw_only=True)
class Survival:
    """After so many days: how many clauses were known to live so long, how many went then, the share that lives on."""

    days: int
    documents: int
    at_risk: int
    gone: int
    share: float


def clause_survival(lives: Iterable[ClauseLife], *, every_days: int = 182) -> Iterator[Survival]:
    """Yield the survival of clauses at each interval of days (by default half a year), from the first on.

    A clause that is still there, or whose document's captures end with it, is censored at its last capture. A life is
    counted from its first to its last capture: the windows on both sides make it longer, by how much nobody knows.
    """
    measured = [((moment_of(life.last) - moment_of(life.first)).days, life.gone, life.document) for life in lives]
    share = 1.0
    longest = max((days for days, _, _ in measured), default=-1)
    for start in range(0, longest + 1, every_days):
        reached = [life for life in measured if life[0] >= start]
        share *= _share_of_interval(reached, start, start + every_days)
        yield Survival(
            days=start + every_days,
            documents=len({document for _, _, document in reached}),
            at_risk=len(reached),
            gone=sum(gone and days < start + every_days for days, gone, _ in reached),
            share=round(share, 4),
        )


def _share_of_interval(reached: list[tuple[int, bool, int]], start: int, end: int) -> float:
    """The product over the days of an interval on which clauses went: 1 - gone / at risk."""
    share = 1.0
    deaths: dict[int, int] = {}
    for days, gone, _ in reached:
        if gone and start <= days < end:
            deaths[days] = deaths.get(days, 0) + 1
    lengths = sorted(days for days, _, _ in reached)
    place = 0
    for day in sorted(deaths):
        while lengths[place] < day:
            place += 1
        share *= 1 - deaths[day] / (len(lengths) - place)
    return share
