"""The links between clauses that were reworded: likely pairs, the surest first, judged again as more become known."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from tracker.candidates import place_candidates
from tracker.clause_words import ClauseWords
from tracker.clauses import Clause
from tracker.evidence import Likeness, Setting, likeness, probability
from tracker.places import find_places, headings_above

# Each round takes the pairs at least so probable; what is sure first tells where the others stand.
_ROUNDS = (0.9, 0.7, 0.5, 0.4)


class Matcher:
    """Finds the pairs of two versions, given the links known before."""

    def __init__(self, old: Sequence[Clause], new: Sequence[Clause], links: Iterable[tuple[int, int]]) -> None:
        self._old, self._new = old, new
        self._lengths = [len(clause.text) for clause in old], [len(clause.text) for clause in new]
        self._headings = headings_above(old), headings_above(new)
        self._links = set(links)
        self._likeness: dict[tuple[int, int], Likeness] = {}

    def match(
        self, old: Mapping[int, ClauseWords], new: Mapping[int, ClauseWords], by_words: Iterable[tuple[int, int]]
    ) -> set[tuple[int, int]]:
        """Return the pairs of these unlinked clauses; `by_words` are pairs whose words are alike."""
        free_old, free_new = dict(old), dict(new)
        found: set[tuple[int, int]] = set()
        for least in _ROUNDS:
            setting = self._setting(found)
            pairs = {(i, j) for i, j in by_words if i in free_old and j in free_new}
            pairs.update(place_candidates(free_old, free_new, setting.places))
            for pair, chance in self._judge(sorted(pairs), free_old, free_new, setting):
                if chance >= least and pair[0] in free_old and pair[1] in free_new:
                    found.add(pair)
                    del free_old[pair[0]], free_new[pair[1]]
        return found

    def _setting(self, found: set[tuple[int, int]]) -> Setting:
        links = self._links | found
        return Setting(self._old, self._new, *self._headings, find_places(links, *self._lengths), self._children(links))

    def _children(self, links: set[tuple[int, int]]) -> Counter[tuple[int, int]]:
        children: Counter[tuple[int, int]] = Counter()
        for i, j in links:
            above = self._headings[0][i], self._headings[1][j]
            children.update((above, (above[0], -1), (-1, above[1])))
        return children

    def _judge(
        self,
        pairs: Sequence[tuple[int, int]],
        old: Mapping[int, ClauseWords],
        new: Mapping[int, ClauseWords],
        setting: Setting,
    ) -> list[tuple[tuple[int, int], float]]:
        """Return the pairs with their probabilities, the most probable first."""
        for i, j in pairs:
            if (i, j) not in self._likeness:
                self._likeness[i, j] = likeness(old[i], new[j])
        scores = {pair: self._likeness[pair].score for pair in pairs}
        rivals_old, rivals_new = _best_two(scores, 0), _best_two(scores, 1)
        judged = []
        for pair, score in scores.items():
            lead = _lead(score, rivals_old[pair[0]]), _lead(score, rivals_new[pair[1]])
            judged.append((pair, probability(pair, self._likeness[pair], lead, setting)))
        return sorted(judged, key=lambda entry: (-entry[1], entry[0]))


def _best_two(scores: Mapping[tuple[int, int], float], side: int) -> dict[int, tuple[float, float]]:
    """Return for each clause of a side its two best scores."""
    best: dict[int, tuple[float, float]] = defaultdict(lambda: (0.0, 0.0))
    for pair, score in scores.items():
        first, second = best[pair[side]]
        if score > first:
            best[pair[side]] = score, first
        elif score > second:
            best[pair[side]] = first, score
    return best


def _lead(score: float, rivals: tuple[float, float]) -> float:
    first, second = rivals
    return score - (first if score < first else second)
