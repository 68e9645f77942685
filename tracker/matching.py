"""The links between clauses that were reworded: likely pairs, the surest first, judged again as more become known."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

import numpy as np

from tracker.candidates import place_candidates
from tracker.clause_words import Indices, distinct
from tracker.clauses import Clause
from tracker.likelihood import Setting, collect, kind_numbers, weigh
from tracker.places import find_places, headings_above
from tracker.shared_words import Pairs, SharedWords

# Each round takes the pairs at least so probable; what is sure first tells where the others stand.
_ROUNDS = (0.85, 0.6, 0.4)


class Matcher:
    """Finds the pairs of two versions, given the links known before."""

    def __init__(self, old: Sequence[Clause], new: Sequence[Clause], links: Iterable[tuple[int, int]]) -> None:
        self._kinds = kind_numbers(old), kind_numbers(new)
        self._lengths = [len(clause.text) for clause in old], [len(clause.text) for clause in new]
        self._headings = headings_above(old), headings_above(new)
        self._links = set(links)

    def match(
        self, old: Mapping[int, str], new: Mapping[int, str], alike: Indices, words: SharedWords
    ) -> set[tuple[int, int]]:
        """Return the pairs of these unlinked clauses, given by their words; `alike` are pairs with words in common."""
        free_old, free_new = dict(old), dict(new)
        found: set[tuple[int, int]] = set()
        for least in _ROUNDS:
            setting = self._setting(found)
            near = words.codes(place_candidates(free_old, free_new, setting.places))
            codes = np.concatenate((words.among(alike, free_old, free_new), near))
            for i, j in _likely(words.pairs(distinct(codes)), setting, least):
                if i in free_old and j in free_new:
                    found.add((i, j))
                    del free_old[i], free_new[j]
        return found

    def _setting(self, found: set[tuple[int, int]]) -> Setting:
        links = self._links | found
        places = find_places(links, *self._lengths)
        return Setting(*self._kinds, *self._headings, places, self._children(links))

    def _children(self, links: set[tuple[int, int]]) -> Counter[tuple[int, int]]:
        above = [(self._headings[0][i], self._headings[1][j]) for i, j in links]
        return Counter(chain(above, ((old, -1) for old, _ in above), ((-1, new) for _, new in above)))


def _likely(pairs: Pairs, setting: Setting, least: float) -> Iterator[tuple[int, int]]:
    """Yield the pairs that are at least so probable, the most probable first."""
    if not len(pairs.old):
        return
    chances = weigh(setting, pairs, collect(setting, pairs))
    likely = np.flatnonzero(chances >= least)
    rows = likely[np.argsort(-chances[likely], kind="stable")]
    yield from zip(pairs.old[rows].tolist(), pairs.new[rows].tolist(), strict=True)
