"""Finds sentences that were made lists, and lists that were made sentences: splits into parts of a word or two. Pure.

Before: "We collect your name, your address and your number." After: "We collect:" and the items "your name", "your
address", "your number". The items stand in a row in the gap where the sentence stood, and say its words in order.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import LCSseq

from tracker.alignment.splits_and_merges import Group

# The shares of an item's words that the sentence has, of the sentence's words that the list has, and of what stands
# before the first and after the last item that the clauses around the list have.
_ITEM_INSIDE = 0.66
_SENTENCE_COVERED = 0.7
_AROUND_ALIKE = 0.5
# Fewer words are no sentence; only so many sentences of a gap are looked at.
_SHORTEST_SENTENCE = 4
_MOST_SENTENCES = 12


@dataclass(slots=True)
class _Listed:
    """Which words of a sentence each clause of the list says."""

    words: str
    parts: dict[int, Sequence[int]] = field(default_factory=dict)

    def covered(self) -> int:
        """Return how many of the sentence's words the parts say."""
        return sum(map(len, self.parts.values()))


def find_listed(
    sentences: Mapping[int, str],
    parts: Mapping[int, str],
    items: Collection[int],
    gaps: tuple[Sequence[int], Sequence[int]],
) -> Iterator[Group]:
    """Yield the free sentences of one side that the other side has as a list, given by their word codes.

    `items` are the indexes of the list items among the parts; `gaps` tells of all clauses how many links come before.
    """
    by_gap: dict[int, list[int]] = defaultdict(list)
    for sentence, words in sentences.items():
        if len(words) >= _SHORTEST_SENTENCE and len(by_gap[gaps[0][sentence]]) < _MOST_SENTENCES:
            by_gap[gaps[0][sentence]].append(sentence)
    for row in _rows(sorted(index for index in items if index in parts)):
        for sentence in by_gap.get(gaps[1][row[0]], ()):
            listed = _listed(sentences[sentence], row, parts)
            if listed:
                share = listed.covered() / len(listed.words)
                yield Group(sentence, tuple(sorted(listed.parts)), share, 0)


def _rows(items: Sequence[int]) -> Iterator[list[int]]:
    """Yield the items that follow one another, two or more."""
    row: list[int] = []
    for item in (*items, -1):
        if row and item != row[-1] + 1:
            if len(row) > 1:
                yield row
            row = []
        row.append(item)


def _listed(sentence: str, row: Sequence[int], parts: Mapping[int, str]) -> _Listed | None:
    listed = _Listed(sentence)
    at = 0
    for item in row:
        found = _find(sentence, at, parts[item])
        if found:
            listed.parts[item] = found
            at = found.stop
    if len(listed.parts) < 2:
        return None
    before: Sequence[int] = range(min(map(min, listed.parts.values())))
    after = range(at, len(sentence))
    if not _add_around(listed, max(listed.parts) + 1, after, parts):
        before = (*before, *after)  # where the verb stands last: "haben wir ... erhoben", "当社は…を取得します"
    _add_around(listed, min(listed.parts) - 1, before, parts)
    return listed if listed.covered() >= _SENTENCE_COVERED * len(sentence) else None


def _find(sentence: str, at: int, item: str) -> range | None:
    """Return where the sentence says the item, from word `at` on; None where it does not."""
    exact = sentence.find(item, at)
    if item and exact >= 0:
        return range(exact, exact + len(item))
    blocks = [block for block in LCSseq.opcodes(sentence[at:], item).as_matching_blocks() if block.size]
    if not blocks or sum(block.size for block in blocks) < _ITEM_INSIDE * len(item):
        return None
    found = range(at + blocks[0].a, at + blocks[-1].a + blocks[-1].size)
    return found if len(found) <= len(item) + 1 else None


def _add_around(listed: _Listed, index: int, rest: Sequence[int], parts: Mapping[int, str]) -> bool:
    """Take the clause before or after the list as a part if it says what the sentence says there; whether it does."""
    words = parts.get(index)
    if not words or not rest:
        return False
    shared = LCSseq.similarity("".join(listed.words[at] for at in rest), words)
    is_part = shared >= _AROUND_ALIKE * (len(rest) + len(words)) / 2
    if is_part:
        listed.parts[index] = rest
    return is_part
