"""Which links are moves: those outside the heaviest increasing subsequence, so that the least text counts as moved."""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from operator import itemgetter


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
    ranks = sorted(set(values))
    tree: list[tuple[int, int]] = [(0, -1)] * (len(ranks) + 1)  # Fenwick tree: the heaviest chain up to a rank
    totals, before = [0] * len(values), [-1] * len(values)
    for place, (value, weight) in enumerate(zip(values, weights, strict=True)):
        rank = bisect_left(ranks, value)
        heaviest, node = (0, -1), rank
        while node > 0:
            if tree[node][0] > heaviest[0]:
                heaviest = tree[node]
            node -= node & -node
        totals[place], before[place] = heaviest[0] + weight, heaviest[1]
        node = rank + 1
        while node <= len(ranks):
            if totals[place] > tree[node][0]:
                tree[node] = (totals[place], place)
            node += node & -node
    last = max(range(len(values)), key=lambda place: (totals[place], -place))
    chain = []
    while last >= 0:
        chain.append(last)
        last = before[last]
    return frozenset(chain)
