"""Links clauses that were reworded: likely pairs, the surest first, judged again as more become known.

A greedy one-to-one matching in rounds of falling confidence: what is sure tells where the rest stands.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain

import numpy as np

from tracker.alignment.candidate_pairs import neighborhood_candidates
from tracker.alignment.likelihood import Setting, collect, kind_numbers, share_below, weigh
from tracker.alignment.misleading_pairs import MisleadingPairs
from tracker.alignment.neighborhoods import Neighborhoods, find_neighborhoods, headings_above
from tracker.alignment.word_index import Indices, distinct
from tracker.alignment.word_overlap import SharedWords
from tracker.clauses.clause import Clause, ClauseKind

# Each round takes the pairs at least so probable; what is sure first tells where the others stand.
_ROUNDS = (0.85, 0.6, 0.4, 0.4)


class NeighborhoodFinder:
    """Knows where clauses stand as more and more links are found: it looks again only when there are more."""

    def __init__(self, old: Sequence[Clause], new: Sequence[Clause]) -> None:
        self._lengths = [len(clause.text) for clause in old], [len(clause.text) for clause in new]
        self._neighborhoods: Neighborhoods | None = None
        self._known = 0

    def find(self, links: Collection[tuple[int, int]]) -> Neighborhoods:
        """Return the neighborhoods for these links, which are those of the call before and perhaps more."""
        if self._neighborhoods is None or len(links) > self._known:
            self._neighborhoods, self._known = find_neighborhoods(links, *self._lengths), len(links)
        return self._neighborhoods


class Matcher:
    """Finds the pairs of two versions, given the links known before."""

    def __init__(
        self, old: Sequence[Clause], new: Sequence[Clause], links: Iterable[tuple[int, int]], finder: NeighborhoodFinder
    ) -> None:
        self._kinds = kind_numbers(old), kind_numbers(new)
        self._headings = headings_above(old), headings_above(new)
        self._links, self._finder = set(links), finder
        self._misleading = MisleadingPairs(old, new)
        self._is_body = _are_bodies(old, self._headings[0]), _are_bodies(new, self._headings[1])

    def match(
        self, old: Mapping[int, str], new: Mapping[int, str], alike: Indices, words: SharedWords
    ) -> set[tuple[int, int]]:
        """Return the pairs of these unlinked clauses, given by their words; `alike` are pairs with words in common."""
        free_old, free_new = dict(old), dict(new)
        found: set[tuple[int, int]] = set()
        judged: list[tuple[float, int, int]] = []
        known = -1
        for least in _ROUNDS:
            if len(found) > known:
                judged, known = self._judge(alike, free_old, free_new, words, found), len(found)
            for chance, i, j in judged:
                if chance < least:
                    break
                if i in free_old and j in free_new:
                    found.add((i, j))
                    del free_old[i], free_new[j]
        return found

    def _judge(
        self,
        alike: Indices,
        old: Mapping[int, str],
        new: Mapping[int, str],
        words: SharedWords,
        found: set[tuple[int, int]],
    ) -> list[tuple[float, int, int]]:
        """Return how likely each pair of free clauses is that may be one, the likeliest first."""
        setting = self._setting(found)
        near = words.codes(neighborhood_candidates(old, new, setting.neighborhoods))
        pairs = words.pairs(distinct(np.concatenate((words.among(alike, old, new), near))))
        if not len(pairs.old):
            return []
        chances = weigh(setting, pairs, collect(setting, pairs))
        rows = np.argsort(-chances, kind="stable")[: np.count_nonzero(chances >= _ROUNDS[-1])]
        columns = chances[rows], pairs.old[rows], pairs.new[rows]
        judged = zip(*(column.tolist() for column in columns), strict=True)
        return [
            (chance, i, j)
            for chance, i, j in judged
            if not self._misleading.has(i, j, bodies_shared=share_below(setting.bodies, i, j))
        ]

    def _setting(self, found: set[tuple[int, int]]) -> Setting:
        links = self._links | found
        bodies = {(i, j) for i, j in links if self._is_body[0][i] and self._is_body[1][j]}
        neighborhoods = self._finder.find(links)
        return Setting(*self._kinds, *self._headings, neighborhoods, self._children(links), self._children(bodies))

    def _children(self, links: set[tuple[int, int]]) -> Counter[tuple[int, int]]:
        above = [(self._headings[0][i], self._headings[1][j]) for i, j in links]
        return Counter(chain(above, ((old, -1) for old, _ in above), ((-1, new) for _, new in above)))


def _are_bodies(clauses: Sequence[Clause], headings: Sequence[int]) -> tuple[bool, ...]:
    """Return for each clause whether it belongs to the heading before it: another of the same level does not."""
    return tuple(
        heading >= 0 and (clause.kind is not ClauseKind.HEADING or clause.level > clauses[heading].level)
        for clause, heading in zip(clauses, headings, strict=True)
    )
