"""Which links are moves: those outside the heaviest increasing subsequence, so that the least text counts as moved."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple


def moved_links(
    pairs: Sequence[tuple[int, int]], old_lengths: Sequence[int], new_lengths: Sequence[int]
) -> set[tuple[int, int]]:
    """Return the pairs (old, new) that are out of order; of a split or merge only the largest part can be moved."""
    main = main_pairs(pairs, old_lengths, new_lengths)
    kept = _kept(main, old_lengths, new_lengths)
    return {pair for place, pair in enumerate(main) if place not in kept}


def main_chain(
    pairs: Sequence[tuple[int, int]], old_lengths: Sequence[int], new_lengths: Sequence[int]
) -> list[tuple[int, int]]:
    """Return the pairs (old, new) that are in order, the others being moves."""
    main = main_pairs(pairs, old_lengths, new_lengths)
    kept = _kept(main, old_lengths, new_lengths)
    return [pair for place, pair in enumerate(main) if place in kept]


def _kept(main: Sequence[tuple[int, int]], old_lengths: Sequence[int], new_lengths: Sequence[int]) -> frozenset[int]:
    return heaviest_increasing([i for i, _ in main], [1 + min(old_lengths[i], new_lengths[j]) for i, j in main])


def main_pairs(
    pairs: Sequence[tuple[int, int]], old_lengths: Sequence[int], new_lengths: Sequence[int]
) -> list[tuple[int, int]]:
    """Return one pair for each old and each new clause, that which shares most text, in order of the new clauses."""
    if len(pairs) == len({i for i, _ in pairs}) == len({j for _, j in pairs}):
        return sorted(pairs, key=itemgetter(1))
    used_old: set[int] = set()
    used_new: set[int] = set()
    main = []
    for _, i, j in sorted((-min(old_lengths[i], new_lengths[j]), i, j) for i, j in pairs):
        if i not in used_old and j not in used_new:
            used_old.add(i)
            used_new.add(j)
            main.append((i, j))
    return sorted(main, key=lambda pair: pair[1])


def heaviest_increasing(values: Sequence[int], weights: Sequence[int]) -> frozenset[int]:
    """Return the places of a strictly increasing subsequence of the greatest total weight.

    >>> sorted(heaviest_increasing([3, 0, 1, 2], [1, 1, 1, 1]))
    [1, 2, 3]
    """
    if all(before < after for before, after in pairwise(values)):
        return frozenset(range(len(values)))
    ends: list[tuple[int, int]] = []  # the rank and the total of the best chains: the heavier end higher
    runs_at_ends: list[int] = []
    before: list[int] = []
    runs = list(_runs(values, weights))
    for number, run in enumerate(runs):
        at = bisect_left(ends, (run.rank, 0))
        before.append(runs_at_ends[at - 1] if at else -1)
        total = run.weight + (ends[at - 1][1] if at else 0)
        beaten = at
        while beaten < len(ends) and ends[beaten][1] < total:
            beaten += 1
        ends[at:beaten] = [(run.rank, total)]
        runs_at_ends[at:beaten] = [number]
    chain: list[int] = []
    last = runs_at_ends[-1]
    while last >= 0:
        chain += runs[last].places
        last = before[last]
    return frozenset(chain)


class _Run(NamedTuple):
    """Places in a row whose values follow each other too: a heaviest subsequence has all of them or none."""

    places: range
    rank: int
    weight: int


def _runs(values: Sequence[int], weights: Sequence[int]) -> Iterator[_Run]:
    """Yield the runs in order; of equal values the last ranks lowest, so that no two of them increase."""
    ranks = [0] * len(values)
    for rank, place in enumerate(sorted(range(len(values) - 1, -1, -1), key=values.__getitem__)):
        ranks[place] = rank
    first = 0
    for end in range(1, len(ranks) + 1):
        if end == len(ranks) or ranks[end] != ranks[end - 1] + 1:
            yield _Run(range(first, end), ranks[first], sum(weights[first:end]))
            first = end
