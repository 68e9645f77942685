"""Clauses that went, in case they come back: the same text in its old place after a gap is the same clause. Pure.

So is a passage that comes back whole in another place, but not a clause that came out of one of the version before.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import takewhile

from rapidfuzz import process
from rapidfuzz.distance import Indel

from tracker.clauses.comparison_keys import words_key

# A shorter text may return by chance: it is known again only beside a neighbor that came back with it.
_LEAST_WORDS = 4
_LEAST_CHARACTERS = 16
# So alike, from 0 to 1, a text of so many words is still the same although it was touched up.
_ALIKE = 0.9
_ALIKE_WORDS = 8
# Only so many of the clauses that went last are searched for a text that is not quite the same.
_SEARCHED = 1000
# How far, in clauses, from a clause it stood beside, and how many clauses that went with it may lie between.
_NEAR = 8
_MOST_GONE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartedClause:
    """A lineage that went: the number of the last version that had it, its place there, and the text's exact key."""

    lineage: int
    version: int
    index: int
    key: str


class ReturningClauses:
    """The lineages that went, in the order in which they went; those that came back leave it."""

    def __init__(self) -> None:
        self._departed: dict[int, DepartedClause] = {}
        self._at: dict[tuple[int, int], int] = {}

    def remember(self, gone: Iterable[DepartedClause]) -> None:
        """Add lineages that just went."""
        for departed in gone:
            self._departed[departed.lineage] = departed
            self._at[departed.version, departed.index] = departed.lineage

    def forget(self, lineages: Iterable[int]) -> None:
        """Let go of lineages that are known to be back."""
        for lineage in lineages:
            self._departed.pop(lineage, None)

    def restore(
        self, keys: Sequence[str], anew: Set[int], known: Mapping[int, int], versions: Sequence[Sequence[int]]
    ) -> dict[int, int]:
        """Return the lineages that came back, by their index in the newest version.

        `keys` are the exact keys of its clauses, `anew` the indexes of those that came out of no clause before,
        `known` the lineages by place of those that went on, `versions` the lineages of all versions before.
        """
        if not self._departed or not anew:
            return {}
        alive = {lineage: index for index, lineage in known.items()}
        found: dict[int, DepartedClause] = {}
        for index in sorted(anew):
            departed = self._same(keys[index]) or self._alike(keys[index])
            if departed and (self._is_near(departed, index, alive, versions) or self._is_whole(departed, index, keys)):
                found[index] = self._take(departed)
                alive[departed.lineage] = index
        self._add_neighbors(found, keys, anew)
        return {index: departed.lineage for index, departed in found.items()}

    def _add_neighbors(self, found: dict[int, DepartedClause], keys: Sequence[str], anew: Set[int]) -> None:
        for step in (1, -1):
            for index in range(len(keys))[::step]:
                beside = found.get(index - step)
                if beside and index in anew and index not in found:
                    departed = self._beside(beside, step, keys[index])
                    if departed:
                        found[index] = self._take(departed)

    def _same(self, key: str) -> DepartedClause | None:
        """The lineage that went last with these words, if they are enough to be known by."""
        words = words_key(key)
        if words.count(" ") + 1 < _LEAST_WORDS and len(words) < _LEAST_CHARACTERS:
            return None
        found = [departed for departed in self._departed.values() if departed.key == key]
        return max(found, key=lambda departed: (departed.version, -departed.index), default=None)

    def _alike(self, key: str) -> DepartedClause | None:
        if key.count(" ") + 1 < _ALIKE_WORDS:
            return None
        recent = list(self._departed.values())[-_SEARCHED:]
        best = process.extractOne(
            key, [departed.key for departed in recent], scorer=Indel.normalized_similarity, score_cutoff=_ALIKE
        )
        return recent[best[2]] if best else None

    def _is_near(
        self, departed: DepartedClause, index: int, alive: Mapping[int, int], versions: Sequence[Sequence[int]]
    ) -> bool:
        """Whether the nearest clause before or after the departed that still is there is near the place."""
        stood = versions[departed.version]
        before = stood[max(0, departed.index - _MOST_GONE) : departed.index]
        after = stood[departed.index + 1 : departed.index + 1 + _MOST_GONE]
        left = next((alive[lineage] for lineage in reversed(before) if lineage in alive), -1)
        right = next((alive[lineage] for lineage in after if lineage in alive), None)
        return 0 < index - left <= _NEAR or (right is not None and 0 < right - index <= _NEAR)

    def _is_whole(self, departed: DepartedClause, index: int, keys: Sequence[str]) -> bool:
        """Whether all that stood around it and went with it stands around it again.

        Such a passage is the same wherever it is put. A part of it may have been said anew: it has to be in its place.
        """
        before, after = self._gone_beside(departed, -1), self._gone_beside(departed, 1)
        passage = [*reversed(before), keys[index], *after]
        first = index - len(before)
        return len(passage) > 1 and first >= 0 and list(keys[first : first + len(passage)]) == passage

    def _gone_beside(self, departed: DepartedClause, step: int) -> list[str]:
        """Return the keys of the clauses in a row, to one side of it, that went with it; the nearest first."""
        row = (self._at.get((departed.version, departed.index + step * far), -1) for far in range(1, _MOST_GONE + 1))
        return [self._departed[lineage].key for lineage in takewhile(self._departed.__contains__, row)]

    def _beside(self, neighbor: DepartedClause, step: int, key: str) -> DepartedClause | None:
        """The lineage that went with the neighbor and stood beside it, if it said the same."""
        departed = self._departed.get(self._at.get((neighbor.version, neighbor.index + step), -1))
        return departed if departed is not None and departed.key == key else None

    def _take(self, departed: DepartedClause) -> DepartedClause:
        del self._departed[departed.lineage]
        return departed
