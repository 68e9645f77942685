"""Finds clauses that were split or merged: one text whose words stand, nearly all, in several on the other side.

Each part holds a run of the whole's words (longest common subsequence) that no other part holds; together they cover
it. Before: "We collect your name. We share nothing." After: "We collect your name." and "We share nothing."
"""

from collections import defaultdict
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz.distance import LCSseq

from tracker.alignment.word_overlap import Pairs, best_other_scores

# Shares of words, found on known splits: how much of a part must be in the whole, how much of the whole in all its
# parts together, and how much of a part must be of its own, not also in another part.
_PART_INSIDE = 0.7
_WHOLE_COVERED = 0.7
_OWN = 0.6
# How much less alike another whole must be than the part is inside this one.
_AS_ALIKE = 0.05
# A neighbor of the parts found so far is a part if it is so alike to what is left of the whole at that end.
_LIKE_THE_REST = 0.5
# A part has a sentence's worth of words; parts stand next to each other but for what was put between them.
_SHORTEST_PART = 3
_FARTHEST = 4


@dataclass(frozen=True, slots=True)
class Group:
    """A whole with its parts in order.

    `covered` is the share of the whole's words that the parts hold, `distance` the number of links known before
    between the whole and the parts.
    """

    whole: int
    parts: tuple[int, ...]
    covered: float
    distance: int


class GroupFinder:
    """Finds the clauses of one side, the wholes, whose words stand in several of the other side, the parts."""

    def __init__(
        self,
        wholes: Mapping[int, str],
        parts: Mapping[int, str],
        free: Container[int],
        gaps: tuple[Sequence[int], Sequence[int]],
    ) -> None:
        """Take the clauses of both sides by their words, a letter each.

        `free` are the parts that may join others, `gaps` tells of all clauses how many links come before.
        """
        self._wholes, self._parts, self._free, self._gaps = wholes, parts, free, gaps

    def groups(self, pairs: Pairs) -> list[Group]:
        """Return the groups among the pairs (whole, part).

        A part may be in several groups. A text that is as alike to another whole is no part: it was only reworded.
        """
        words, wholes, parts = pairs.shared[:, 0], pairs.old_sizes[:, 0], pairs.new_sizes[:, 0]
        alike = 2 * words / np.maximum(1, wholes + parts)
        is_part = (words >= _PART_INSIDE * parts) & (parts >= _SHORTEST_PART) & (parts < wholes)
        is_part &= best_other_scores(alike, pairs.new) < words / np.maximum(1, parts) - _AS_ALIKE
        near: dict[int, list[int]] = defaultdict(list)
        for whole, part in zip(pairs.old[is_part].tolist(), pairs.new[is_part].tolist(), strict=True):
            near[whole].append(part)
        return [group for whole, parts in near.items() if len(parts) > 1 and (group := self.group(whole, parts))]

    def group(self, whole: int, near: Sequence[int]) -> Group | None:
        """Return the group of a whole, given parts that may be in it; their free neighbors may join them."""
        word_codes = self._wholes[whole]
        if len(near) == 1 and not self._may_begin(word_codes, near[0]):
            return None
        held = {part: _held(word_codes, self._parts[part]) for part in near}
        chosen: dict[int, frozenset[int]] = {}
        covered: set[int] = set()
        for part in sorted(held, key=lambda part: (-len(held[part]), self._distance(whole, part), part)):
            length, own = len(self._parts[part]), held[part] - covered
            is_near = not chosen or min(abs(part - other) for other in chosen) <= _FARTHEST
            if own and is_near and len(held[part]) >= _PART_INSIDE * length and len(own) >= _OWN * length:
                chosen[part] = own
                covered |= own
        if chosen:
            self._join_neighbors(word_codes, chosen, covered)
        if len(chosen) < 2 or len(covered) < _WHOLE_COVERED * len(word_codes):
            return None
        distance = min(self._distance(whole, part) for part in chosen)
        return Group(whole, tuple(sorted(chosen)), len(covered) / len(word_codes), distance)

    def _may_begin(self, word_codes: str, part: int) -> bool:
        """Whether the words could be those of a group with this part and its neighbors; quick to tell."""
        beside, words = self._neighbors(part, part), self._parts[part]
        return bool(beside) and LCSseq.similarity(word_codes, words) >= _PART_INSIDE * len(words)

    def _distance(self, whole: int, part: int) -> int:
        return abs(self._gaps[0][whole] - self._gaps[1][part])

    def _join_neighbors(self, word_codes: str, chosen: dict[int, frozenset[int]], covered: set[int]) -> None:
        """Take clauses before, between and after as parts if they are what is left of the whole there."""
        for index in self._neighbors(min(chosen), max(chosen)):
            if index in chosen:
                continue
            before = [max(words) for other, words in chosen.items() if other < index]
            after = [min(words) for other, words in chosen.items() if other > index]
            rest = range(max(before, default=-1) + 1, min(after, default=len(word_codes)))
            part = self._parts[index]
            shared = LCSseq.similarity(word_codes[rest.start : rest.stop], part) if rest else 0
            length = len(part) if before and after else (len(rest) + len(part)) / 2
            if shared >= 2 and shared >= _LIKE_THE_REST * length:
                chosen[index] = frozenset(rest)
                covered.update(rest)

    def _neighbors(self, first: int, last: int) -> list[int]:
        """The free clauses from the one before the first part to the one after the last."""
        before = next((index for index in range(first - 1, first - _FARTHEST - 1, -1) if index in self._free), first)
        after = next((index for index in range(last + 1, last + _FARTHEST + 1) if index in self._free), last)
        return [index for index in range(before, after + 1) if index in self._free]


def _held(whole: str, part: str) -> frozenset[int]:
    """Which of the whole's words the part holds, in runs of two words or more."""
    held: list[int] = []
    for block in LCSseq.opcodes(whole, part).as_matching_blocks():
        if block.size > 1:
            held += range(block.a, block.a + block.size)
    return frozenset(held)
