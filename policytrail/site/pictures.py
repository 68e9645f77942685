"""The geometry of the small pictures: a sparkline of changes over the years, and a document's versions on a line.

Larger pictures are Vega-Lite's; these two are so small that a page holds fifty of them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log2

from tracker.assessment.meaning import Weight
from tracker.history.version_table import DoubtfulRow, HistoryRow
from tracker.text.counts import counted
from tracker.text.timestamps import moment_of, readable_date

WIDTH, HEIGHT = 1000, 150
"""The view box of a timeline."""
BASE = 110
"""Where its line stands; below are gaps and years."""
LEAST_GAP_DAYS = 300
"""Days without a capture that are shown as a gap."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A bar of a sparkline: a year and how high it stands, from 0 to 20."""

    year: int
    x: int
    height: float
    changes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A version on the line: where, how high (the amount of change), of which weight (None: the first)."""

    version: str
    x: float
    height: float
    weight: str | None
    label: str
    doubtful: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A part of the line, from x to x."""

    x: float
    width: float
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """A document's life as a picture: versions, gaps without captures, years."""

    marks: tuple[Mark, ...]
    gaps: tuple[Stretch, ...]
    years: tuple[Stretch, ...]


def sparkline(steps: Sequence[tuple[str, int]], first_year: int, last_year: int) -> tuple[Bar, ...]:
    """Return a bar for each year with a change."""
    return tuple(
        Bar(year=int(year), x=(int(year) - first_year) * 5, height=min(20.0, 3 + 2.4 * log2(changes)), changes=changes)
        for year, changes in steps
        if first_year <= int(year) <= last_year
    )


def timeline(
    rows: Sequence[HistoryRow], doubtful: Sequence[DoubtfulRow], meanings: Mapping[int, Sequence[str]]
) -> Timeline | None:
    """Return the picture, None where nothing is to be seen; `meanings` holds the weights of what led to a version."""
    if not rows:
        return None
    seen = sorted({day for row in rows for stretch in row.stretches for day in map(_day, stretch)})
    begin, end = seen[0], max(seen[-1], seen[0] + 30)

    def x_of(day: float) -> float:
        return round(20 + (WIDTH - 40) * (day - begin) / (end - begin), 1)

    marks = [_mark(row, x_of(_day(row.first_capture)), meanings.get(row.version, ())) for row in rows]
    marks += [_doubtful_mark(row, x_of(min(end, max(begin, _day(row.first_capture))))) for row in doubtful]
    gaps = [
        Stretch(x=x_of(a), width=round(x_of(b) - x_of(a), 1), label=f"no version was seen for {int(b - a)} days")
        for a, b in pairwise(seen)
        if b - a > LEAST_GAP_DAYS
    ]
    return Timeline(marks=tuple(marks), gaps=tuple(gaps), years=_years(rows[0].first_capture, begin, end))


def _years(first_capture: str, begin: float, end: float) -> tuple[Stretch, ...]:
    first, count = int(first_capture[:4]) + 1, int((end - begin) / 365.25)
    step = max(1, count // 12)
    days = ((year, _day(f"{year}0101000000")) for year in range(first, first + count + 1, step))
    return tuple(
        Stretch(x=round(20 + (WIDTH - 40) * (day - begin) / (end - begin), 1), width=0, label=str(year))
        for year, day in days
        if day < end
    )


def _mark(row: HistoryRow, x: float, weights: Sequence[str]) -> Mark:
    heaviest = next((weight.value for weight in reversed(Weight) if weight.value in weights), None)
    height = 24.0 if row.not_before is None else min(90.0, 10 + 14 * log2(1 + len(weights)))
    return Mark(
        version=str(row.version), x=x, height=round(height, 1), weight=heaviest, label=_label(row, len(weights))
    )


def _label(row: HistoryRow, changes: int) -> str:
    what = counted(changes, "change") if row.not_before else "the first"
    return f"version {row.version}, first seen {readable_date(row.first_capture)}, {what}"


def _doubtful_mark(row: DoubtfulRow, x: float) -> Mark:
    return Mark(version=row.label, x=x, height=0, weight=None, label=f"{row.label}: {row.reason}", doubtful=True)


def _day(timestamp: str) -> float:
    return moment_of(timestamp).timestamp() / 86400
