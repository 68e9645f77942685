"""Tells moves from what stayed: links outside the heaviest increasing subsequence, so that the least text has moved.

The longest increasing subsequence with weights (Fredman 1975; weighted: Jacobson and Vo 1992), n log n. Before: a
long A, then B. After: B, then A. B has moved, since it is the shorter.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from operator import itemgetter, lt


def moved_links(
    pairs: Sequence[tuple[int, int]], old_lengths: Sequence[int], new_lengths: Sequence[int]
) -> set[tuple[int, int]]:
    """Return the pairs (old, new) that are out of order; of a split or merge only the largest part can be moved."""
    main = main_pairs(pairs, old_lengths, new_lengths)
    kept = _kept(main, old_lengths, new_lengths)
    return {pair for index, pair in enumerate(main) if index not in kept}


def main_chain(
    pairs: Sequence[tuple[int, int]], old_lengths: Sequence[int], new_lengths: Sequence[int]
) -> list[tuple[int, int]]:
    """Return the pairs (old, new) that are in order, the others being moves."""
    main = main_pairs(pairs, old_lengths, new_lengths)
    kept = _kept(main, old_lengths, new_lengths)
    return [pair for index, pair in enumerate(main) if index in kept]


def _kept(main: Sequence[tuple[int, int]], old_lengths: Sequence[int], new_lengths: Sequence[int]) -> frozenset[int]:
    olds, news = [i for i, _ in main], [j for _, j in main]
    shorter = map(min, map(old_lengths.__getitem__, olds), map(new_lengths.__getitem__, news))
    return heaviest_increasing(olds, [1 + length for length in shorter])


def main_pairs(
    pairs: Sequence[tuple[int, int]], old_lengths: Sequence[int], new_lengths: Sequence[int]
) -> list[tuple[int, int]]:
    """Return one pair for each old and each new clause, that which shares most text, in order of the new clauses."""
    olds, news = Counter(map(itemgetter(0), pairs)), Counter(map(itemgetter(1), pairs))
    if len(olds) == len(news) == len(pairs):
        return sorted(pairs, key=itemgetter(1))
    main: list[tuple[int, int]] = []
    contested: list[tuple[int, int]] = []
    for i, j in pairs:
        (main if olds[i] == news[j] == 1 else contested).append((i, j))
    used_old: set[int] = set()
    used_new: set[int] = set()
    for _, i, j in sorted((-min(old_lengths[i], new_lengths[j]), i, j) for i, j in contested):
        if i not in used_old and j not in used_new:
            used_old.add(i)
            used_new.add(j)
            main.append((i, j))
    return sorted(main, key=itemgetter(1))


def heaviest_increasing(values: Sequence[int], weights: Sequence[int]) -> frozenset[int]:
    """Return the indexes of a strictly increasing subsequence of the greatest total weight.

    >>> sorted(heaviest_increasing([3, 0, 1, 2], [1, 1, 1, 1]))
    [1, 2, 3]
    """
    if all(map(lt, values, values[1:])):
        return frozenset(range(len(values)))
    ends: list[tuple[int, int]] = []  # the rank and the total of the best chains: the heavier end higher
    blocks_at_ends: list[int] = []
    before: list[int] = []
    starts, ranks, sums = _blocks(values, weights)
    for block, (rank, weight) in enumerate(zip(ranks, sums, strict=True)):
        at = bisect_left(ends, (rank, 0))
        before.append(blocks_at_ends[at - 1] if at else -1)
        total = weight + (ends[at - 1][1] if at else 0)
        beaten = at
        while beaten < len(ends) and ends[beaten][1] < total:
            beaten += 1
        ends[at:beaten] = [(rank, total)]
        blocks_at_ends[at:beaten] = [block]
    chain: list[int] = []
    last = blocks_at_ends[-1]
    while last >= 0:
        chain += range(starts[last], starts[last + 1])
        last = before[last]
    return frozenset(chain)


def _blocks(values: Sequence[int], weights: Sequence[int]) -> tuple[list[int], list[int], list[int]]:
    """Return where runs start, and where the last ends, and the rank and the weight of each run.

    In a run values next to each other in place are so in rank too: a heaviest subsequence has all of them or none. Of
    equal values the last ranks lowest, so that no two of them increase.
    """
    ranks = [0] * len(values)
    for rank, index in enumerate(sorted(range(len(values) - 1, -1, -1), key=values.__getitem__)):
        ranks[index] = rank
    starts = [index for index, (before, rank) in enumerate(pairwise((-2, *ranks))) if rank != before + 1]
    bounds = [*starts, len(values)]
    return bounds, [ranks[index] for index in starts], [sum(weights[a:b]) for a, b in pairwise(bounds)]
