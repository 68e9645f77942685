"""Clauses that went, in case they come back: the same text in its old place after a gap is the same clause. Pure.

So is a passage that comes back whole in another place, but not a clause that came out of one of the version before.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import takewhile

from rapidfuzz import process
from rapidfuzz.distance import Indel

from tracker.clauses.comparison_keys import words_key

# A shorter text may return by chance: it is known again only beside a neighbour that came back with it.
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
class Grave:
    """A lineage that went: the number of the last version that had it, its place there, and the text's exact key."""

    lineage: int
    version: int
    place: int
    key: str


class Graveyard:
    """The lineages that went, in the order in which they went; those that came back leave it."""

    def __init__(self) -> None:
        self._graves: dict[int, Grave] = {}
        self._at: dict[tuple[int, int], int] = {}

    def bury(self, graves: Iterable[Grave]) -> None:
        """Add lineages that just went."""
        for grave in graves:
            self._graves[grave.lineage] = grave
            self._at[grave.version, grave.place] = grave.lineage

    def leave(self, lineages: Iterable[int]) -> None:
        """Let go of lineages that are known to be back."""
        for lineage in lineages:
            self._graves.pop(lineage, None)

    def restore(
        self, keys: Sequence[str], anew: Set[int], known: Mapping[int, int], versions: Sequence[Sequence[int]]
    ) -> dict[int, int]:
        """Return the lineages that came back, by their place in the newest version.

        `keys` are the exact keys of its clauses, `anew` the places of those that came out of no clause before,
        `known` the lineages by place of those that went on, `versions` the lineages of all versions before.
        """
        if not self._graves or not anew:
            return {}
        alive = {lineage: place for place, lineage in known.items()}
        found: dict[int, Grave] = {}
        for place in sorted(anew):
            grave = self._same(keys[place]) or self._alike(keys[place])
            if grave and (self._is_near(grave, place, alive, versions) or self._is_whole(grave, place, keys)):
                found[place] = self._take(grave)
                alive[grave.lineage] = place
        self._add_neighbours(found, keys, anew)
        return {place: grave.lineage for place, grave in found.items()}

    def _add_neighbours(self, found: dict[int, Grave], keys: Sequence[str], anew: Set[int]) -> None:
        for step in (1, -1):
            for place in range(len(keys))[::step]:
                beside = found.get(place - step)
                if beside and place in anew and place not in found:
                    grave = self._beside(beside, step, keys[place])
                    if grave:
                        found[place] = self._take(grave)

    def _same(self, key: str) -> Grave | None:
        """The lineage that went last with these words, if they are enough to be known by."""
        words = words_key(key)
        if words.count(" ") + 1 < _LEAST_WORDS and len(words) < _LEAST_CHARACTERS:
            return None
        graves = [grave for grave in self._graves.values() if grave.key == key]
        return max(graves, key=lambda grave: (grave.version, -grave.place), default=None)

    def _alike(self, key: str) -> Grave | None:
        if key.count(" ") + 1 < _ALIKE_WORDS:
            return None
        recent = list(self._graves.values())[-_SEARCHED:]
        best = process.extractOne(
            key, [grave.key for grave in recent], scorer=Indel.normalized_similarity, score_cutoff=_ALIKE
        )
        return recent[best[2]] if best else None

    def _is_near(self, grave: Grave, place: int, alive: Mapping[int, int], versions: Sequence[Sequence[int]]) -> bool:
        """Whether the nearest clause before or after the grave that still is there is near the place."""
        stood = versions[grave.version]
        before = stood[max(0, grave.place - _MOST_GONE) : grave.place]
        after = stood[grave.place + 1 : grave.place + 1 + _MOST_GONE]
        left = next((alive[lineage] for lineage in reversed(before) if lineage in alive), -1)
        right = next((alive[lineage] for lineage in after if lineage in alive), None)
        return 0 < place - left <= _NEAR or (right is not None and 0 < right - place <= _NEAR)

    def _is_whole(self, grave: Grave, place: int, keys: Sequence[str]) -> bool:
        """Whether all that stood around it and went with it stands around it again.

        Such a passage is the same wherever it is put. A part of it may have been said anew: it has to be in its place.
        """
        before, after = self._gone_beside(grave, -1), self._gone_beside(grave, 1)
        passage = [*reversed(before), keys[place], *after]
        first = place - len(before)
        return len(passage) > 1 and first >= 0 and list(keys[first : first + len(passage)]) == passage

    def _gone_beside(self, grave: Grave, step: int) -> list[str]:
        """Return the keys of the clauses in a row, to one side of it, that went with it; the nearest first."""
        row = (self._at.get((grave.version, grave.place + step * far), -1) for far in range(1, _MOST_GONE + 1))
        return [self._graves[lineage].key for lineage in takewhile(self._graves.__contains__, row)]

    def _beside(self, neighbour: Grave, step: int, key: str) -> Grave | None:
        """The lineage that went with the neighbour and stood beside it, if it said the same."""
        grave = self._graves.get(self._at.get((neighbour.version, neighbour.place + step), -1))
        return grave if grave is not None and grave.key == key else None

    def _take(self, grave: Grave) -> Grave:
        del self._graves[grave.lineage]
        return grave
