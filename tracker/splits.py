"""Clauses that were split or merged: one text whose words stand, nearly all, in several on the other side."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

from tracker.clause_words import ClauseWords

# Shares of words, found on known splits: how much of a part must be in the whole, how much of the whole in all its
# parts together, and how much of a part must be of its own, not also in another part.
_PART_INSIDE = 0.7
_WHOLE_COVERED = 0.75
_OWN = 0.6
# A part has a sentence's worth of words; parts stand next to each other but for what was put between them.
_SHORTEST_PART = 3
_FARTHEST = 4


@dataclass(frozen=True, slots=True)
class Group:
    """A whole with its parts in order; `covered` is the share of the whole's words that the parts hold."""

    whole: int
    parts: tuple[int, ...]
    covered: float


def find_groups(
    wholes: Mapping[int, ClauseWords], others: Mapping[int, ClauseWords], pairs: set[tuple[int, int]]
) -> list[Group]:
    """Return the groups among the pairs (whole, part) worth looking at, the best covered first."""
    parts: dict[int, list[int]] = defaultdict(list)
    for whole, part in sorted(pairs):
        if _may_be_part(wholes[whole], others[part]):
            parts[whole].append(part)
    groups = [
        group for whole, near in parts.items() if len(near) > 1 and (group := _group(whole, near, wholes, others))
    ]
    return sorted(groups, key=lambda group: (-group.covered, group.whole))


def _may_be_part(whole: ClauseWords, part: ClauseWords) -> bool:
    if not _SHORTEST_PART <= len(part.letters) < len(whole.letters):
        return False
    return LCSseq.similarity(whole.letters, part.letters) >= _PART_INSIDE * len(part.letters)


def _group(
    whole: int, near: list[int], wholes: Mapping[int, ClauseWords], others: Mapping[int, ClauseWords]
) -> Group | None:
    letters = wholes[whole].letters
    held = {part: _held(letters, others[part].letters) for part in near}
    inside = {part: words for part, words in held.items() if len(words) >= _PART_INSIDE * len(others[part].letters)}
    chosen: list[int] = []
    covered: set[int] = set()
    for part in sorted(inside, key=lambda part: (-len(inside[part]), part)):
        own = inside[part] - covered
        if len(own) >= _OWN * len(others[part].letters) and (
            not chosen or min(abs(part - other) for other in chosen) <= _FARTHEST
        ):
            chosen.append(part)
            covered |= own
    if len(chosen) < 2 or len(covered) < _WHOLE_COVERED * len(letters):
        return None
    return Group(whole, tuple(sorted(chosen)), len(covered) / len(letters))


def _held(whole: str, part: str) -> frozenset[int]:
    """The places of the whole's words that the part holds, in runs of two words or more."""
    held: list[int] = []
    for block in LCSseq.opcodes(whole, part).as_matching_blocks():
        if block.size > 1:
            held += range(block.a, block.a + block.size)
    return frozenset(held)
