"""Where clauses stand among those already linked: the neighbours, the gap and the section of each."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from tracker.alignment.moves import main_chain
from tracker.clauses.clause import Clause, ClauseKind


@dataclass(frozen=True, slots=True)
class Side:
    """The places of one version.

    `left` and `right` give the nearest linked place on either side (-1 and the number of clauses at the ends),
    `gap` how many links of the chain, those in order, come before, `free` the number of unlinked clauses by gap.
    """

    left: tuple[int, ...]
    right: tuple[int, ...]
    gap: tuple[int, ...]
    free: Counter[int]


@dataclass(frozen=True, slots=True)
class Places:
    """Both versions' places and the links between them, with a link at either end of the texts."""

    old: Side
    new: Side
    links: frozenset[tuple[int, int]]


def find_places(links: Collection[tuple[int, int]], old_lengths: Sequence[int], new_lengths: Sequence[int]) -> Places:
    """Return where the clauses stand, given the links so far and the lengths of the texts."""
    chain = main_chain(tuple(links), old_lengths, new_lengths)
    return Places(
        old=_side(len(old_lengths), {i for i, _ in links}, {i for i, _ in chain}),
        new=_side(len(new_lengths), {j for _, j in links}, {j for _, j in chain}),
        links=frozenset(links) | {(-1, -1), (len(old_lengths), len(new_lengths))},
    )


def _side(count: int, linked: set[int], chained: set[int]) -> Side:
    left, right, gap = [], [count] * count, []
    last, passed = -1, 0
    for place in range(count):
        left.append(last)
        gap.append(passed)
        last = place if place in linked else last
        passed += place in chained
    last = count
    for place in range(count - 1, -1, -1):
        right[place] = last
        last = place if place in linked else last
    free = Counter(number for place, number in enumerate(gap) if place not in linked)
    return Side(left=tuple(left), right=tuple(right), gap=tuple(gap), free=free)


def headings_above(clauses: Sequence[Clause]) -> tuple[int, ...]:
    """Return for each clause the place of the nearest heading before it, -1 where there is none."""
    above, last, heading = [], -1, ClauseKind.HEADING
    for place, clause in enumerate(clauses):
        above.append(last)
        last = place if clause.kind is heading else last
    return tuple(above)
