"""Tells where clauses stand among those already linked: the neighbors and the gap of each, the heading above it.

Linked are A-A and D-D; the old B and C and the new B' stand in the same gap between them, so B' may well be B or C.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from tracker.alignment.moves import main_chain
from tracker.clauses.clause import Clause, ClauseKind


@dataclass(frozen=True, slots=True)
class VersionNeighbors:
    """The neighbors and gaps of the clauses of one version, by index.

    `left` and `right` give the nearest linked clause on either side (-1 and the number of clauses at the ends),
    `gap` how many links of the chain, those in order, come before, `free` the number of unlinked clauses by gap.
    """

    left: tuple[int, ...]
    right: tuple[int, ...]
    gap: tuple[int, ...]
    free: Counter[int]


@dataclass(frozen=True, slots=True)
class Neighborhoods:
    """The neighbors in both versions and the links between them, with a link at either end of the texts."""

    old: VersionNeighbors
    new: VersionNeighbors
    links: frozenset[tuple[int, int]]


def find_neighborhoods(
    links: Collection[tuple[int, int]], old_lengths: Sequence[int], new_lengths: Sequence[int]
) -> Neighborhoods:
    """Return where the clauses stand, given the links so far and the lengths of the texts."""
    chain = main_chain(tuple(links), old_lengths, new_lengths)
    return Neighborhoods(
        old=_side(len(old_lengths), {i for i, _ in links}, {i for i, _ in chain}),
        new=_side(len(new_lengths), {j for _, j in links}, {j for _, j in chain}),
        links=frozenset(links) | {(-1, -1), (len(old_lengths), len(new_lengths))},
    )


def _side(count: int, linked: set[int], chained: set[int]) -> VersionNeighbors:
    left, right, gap = [], [count] * count, []
    last, passed = -1, 0
    for index in range(count):
        left.append(last)
        gap.append(passed)
        last = index if index in linked else last
        passed += index in chained
    last = count
    for index in range(count - 1, -1, -1):
        right[index] = last
        last = index if index in linked else last
    free = Counter(number for index, number in enumerate(gap) if index not in linked)
    return VersionNeighbors(left=tuple(left), right=tuple(right), gap=tuple(gap), free=free)


def headings_above(clauses: Sequence[Clause]) -> tuple[int, ...]:
    """Return for each clause the index of the nearest heading before it, -1 where there is none."""
    above, last, heading = [], -1, ClauseKind.HEADING
    for index, clause in enumerate(clauses):
        above.append(last)
        last = index if clause.kind is heading else last
    return tuple(above)
