"""Clauses that went, in case they come back: the same text after a gap is the same clause. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import Indel

from tracker.similarity import exact_key, words_key

# A shorter text may return by chance: it is known again only beside a neighbour that came back with it.
_WORDS = 4
# So alike, from 0 to 1, a long text that was touched up is still the same; found on known restorations.
_ALIKE = 0.9
_ALIKE_WORDS = 8
# Only so many of the clauses that went last are searched for a text that is not quite the same.
_SEARCHED = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Grave:
    """A lineage that went: the number of the last version that had it, its place there, and the text's exact key."""

    lineage: int
    version: int
    place: int
    key: str


class Graveyard:
    """The lineages that went, in the order in which they went; those found again leave it."""

    def __init__(self) -> None:
        self._graves: dict[int, Grave] = {}
        self._at: dict[tuple[int, int], int] = {}

    def bury(self, graves: Iterable[Grave]) -> None:
        """Add lineages that just went."""
        for grave in graves:
            self._graves[grave.lineage] = grave
            self._at[grave.version, grave.place] = grave.lineage

    def restore(self, added: Mapping[int, str]) -> dict[int, int]:
        """Return for places of added clauses, given with their texts, the lineages that came back there."""
        if not self._graves:
            return {}
        keys = {place: exact_key(text) for place, text in added.items()}
        found: dict[int, Grave] = {}
        for place in sorted(keys):
            grave = self._same(keys[place]) or self._alike(keys[place])
            if grave is not None:
                found[place] = self._take(grave)
        for step in (1, -1):
            for place in sorted(keys, reverse=step < 0):
                beside = found.get(place - step)
                grave = self._beside(beside, step, keys[place]) if beside and place not in found else None
                if grave is not None:
                    found[place] = self._take(grave)
        return {place: grave.lineage for place, grave in found.items()}

    def _same(self, key: str) -> Grave | None:
        """The lineage that went last with these words, if they are enough to be known by."""
        words = words_key(key)
        if words.count(" ") + 1 < _WORDS and len(words) < 4 * _WORDS:
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

    def _beside(self, neighbour: Grave, step: int, key: str) -> Grave | None:
        """The lineage that went with the neighbour and stood beside it, if it said the same."""
        grave = self._graves.get(self._at.get((neighbour.version, neighbour.place + step), -1))
        return grave if grave is not None and grave.key == key else None

    def _take(self, grave: Grave) -> Grave:
        del self._graves[grave.lineage]
        return grave
