"""Short stays at another length in a row of captures: where a text may have come and gone. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

_NOISE = 8
"""Bytes by which the compressed length of one page varies from capture to capture: nonces, dates, counters."""
_ALIKE = 0.25
"""The lengths before and after an excursion differ by less than this share of what it differs from them."""
_LEAST_CAPTURES = 2
"""A text seen once between two equal ones is not confirmed anyway."""
_MANY_CAPTURES = 30
_MANY_BYTES = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Excursion:
    """Captures in a row, from the place `first` to `last`, whose length leaves a level that then returns."""

    first: int
    last: int
    weight: int


def find_excursions(sizes: Sequence[tuple[int, int | None]]) -> tuple[Excursion, ...]:
    """Return the excursions in captures given as (location, length) in order of time, the likeliest to matter first.

    The longer it lasts and the further it goes, the more it weighs, each up to a bound.

    >>> find_excursions([(1, 900), (1, 903), (1, 700), (1, 702), (1, 905), (1, 905)])
    (Excursion(first=2, last=3, weight=400),)
    """
    runs = _level_runs(sizes)
    found = []
    for (_, before), (start, level), (end, after) in zip(runs, runs[1:], runs[2:], strict=False):
        if before is None or level is None or after is None or end - start < _LEAST_CAPTURES:
            continue
        away = min(abs(level - before), abs(level - after))
        if abs(before - after) <= max(_NOISE, away * _ALIKE):
            weight = min(end - start, _MANY_CAPTURES) * min(away, _MANY_BYTES)
            found.append(Excursion(first=start, last=end - 1, weight=weight))
    return tuple(sorted(found, key=lambda excursion: (-excursion.weight, excursion.first)))


def _level_runs(sizes: Sequence[tuple[int, int | None]]) -> list[tuple[int, int | None]]:
    """(first place, length) of the stretches of one location and nearly one length."""
    starts = [0] if sizes else []
    starts += [place for place, (before, after) in enumerate(pairwise(sizes), start=1) if not _is_level(before, after)]
    return [(start, sizes[start][1]) for start in starts]


def _is_level(before: tuple[int, int | None], after: tuple[int, int | None]) -> bool:
    if before[0] != after[0]:
        return False
    if before[1] is None or after[1] is None:
        return before[1] is after[1]
    return abs(before[1] - after[1]) <= _NOISE
