"""The links between clauses that were reworded: likely pairs, the surest first, judged again as more become known."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from tracker.candidates import place_candidates
from tracker.clause_words import ClauseWords
from tracker.clauses import Clause
from tracker.likelihood import Numbers, Pairs, Setting, collect, kind_numbers, shared_sizes, sizes, weigh
from tracker.places import find_places, headings_above

# Each round takes the pairs at least so probable; what is sure first tells where the others stand.
_ROUNDS = (0.85, 0.6, 0.4)


class Matcher:
    """Finds the pairs of two versions, given the links known before."""

    def __init__(self, old: Sequence[Clause], new: Sequence[Clause], links: Iterable[tuple[int, int]]) -> None:
        self._kinds = kind_numbers(old), kind_numbers(new)
        self._lengths = [len(clause.text) for clause in old], [len(clause.text) for clause in new]
        self._headings = headings_above(old), headings_above(new)
        self._links = set(links)
        self._shared: dict[tuple[int, int], tuple[int, int, int]] = {}

    def match(
        self,
        old: Mapping[int, ClauseWords],
        new: Mapping[int, ClauseWords],
        alike: Mapping[tuple[int, int], tuple[int, int, int]],
    ) -> set[tuple[int, int]]:
        """Return the pairs of these unlinked clauses; `alike` are pairs whose words are alike, and what they share."""
        self._shared = dict(alike)
        self._sizes = _sizes(old, len(self._lengths[0])), _sizes(new, len(self._lengths[1]))
        free_old, free_new = dict(old), dict(new)
        found: set[tuple[int, int]] = set()
        for least in _ROUNDS:
            setting = self._setting(found)
            pairs = {(i, j) for i, j in alike if i in free_old and j in free_new}
            pairs.update(place_candidates(free_old, free_new, setting.places))
            for pair in self._likely(sorted(pairs), free_old, free_new, setting, least):
                if pair[0] in free_old and pair[1] in free_new:
                    found.add(pair)
                    del free_old[pair[0]], free_new[pair[1]]
        return found

    def _setting(self, found: set[tuple[int, int]]) -> Setting:
        links = self._links | found
        places = find_places(links, *self._lengths)
        return Setting(*self._kinds, *self._headings, places, self._children(links))

    def _children(self, links: set[tuple[int, int]]) -> Counter[tuple[int, int]]:
        children: Counter[tuple[int, int]] = Counter()
        for i, j in links:
            above = self._headings[0][i], self._headings[1][j]
            children.update((above, (above[0], -1), (-1, above[1])))
        return children

    def _likely(
        self,
        pairs: Sequence[tuple[int, int]],
        old: Mapping[int, ClauseWords],
        new: Mapping[int, ClauseWords],
        setting: Setting,
        least: float,
    ) -> Iterator[tuple[int, int]]:
        """Yield the pairs that are at least so probable, the most probable first."""
        if not pairs:
            return
        for i, j in pairs:
            if (i, j) not in self._shared:
                self._shared[i, j] = shared_sizes(old[i], new[j])
        olds, news = np.array(pairs).T
        table = Pairs(
            old=olds,
            new=news,
            shared=np.array([self._shared[pair] for pair in pairs], float),
            old_sizes=self._sizes[0][olds],
            new_sizes=self._sizes[1][news],
        )
        chances = weigh(setting, table, collect(setting, table))
        for row in np.argsort(-chances, kind="stable").tolist():
            if chances[row] < least:
                return
            yield pairs[row]


def _sizes(clauses: Mapping[int, ClauseWords], count: int) -> Numbers:
    """Return the sizes of the clauses by place, 0 for those that are not to be matched."""
    table = np.zeros((count, 3))
    for place, words in clauses.items():
        table[place] = sizes(words)
    return table
