"""Links clauses that read alike, alone or together with their neighbors, so that the rest works on less.

Patience diff (Bram Cohen): first the texts that stand once on each side, then equal neighbors of what is linked, then
the longest common subsequence between two links. What is linked stays linked.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, MutableMapping, Sequence

from rapidfuzz.distance import LCSseq

from tracker.alignment.moves import main_chain
from tracker.alignment.word_index import encode
from tracker.clauses.clause import Clause, ClauseKind

# A gap with more pairs of repeated clauses than this is left to likelihood: 25 million bits at most.
_LARGEST_GAP = 25_000_000
# Looking up a member of an enumeration takes as long as the rest of a step of a loop.
_HEADING = ClauseKind.HEADING


class ExactMatches:
    """Links by equal keys, to which looser keys may add: what is linked stays linked."""

    def __init__(self, old: Sequence[Clause], new: Sequence[Clause]) -> None:
        self._old, self._new = old, new
        self._lengths = [len(clause.text) for clause in old], [len(clause.text) for clause in new]
        self.pairs: dict[int, int] = {}
        self._taken: set[int] = set()

    def add(self, old_keys: Sequence[str], new_keys: Sequence[str]) -> None:
        """Link clauses of the same key where there is no doubt.

        First those whose key stands once on each side (patience diff), then the repeated ones next to a pair already
        found, then those that follow each other in the same order between two pairs. A heading and a body text are
        left for later: the one often repeats the other, as in a table of contents.
        """
        self._link_unique(old_keys, new_keys)
        self._extend(old_keys, new_keys)
        self._link_in_order(old_keys, new_keys)

    def _link(self, i: int, j: int) -> None:
        self.pairs[i] = j
        self._taken.add(j)

    def _link_unique(self, old_keys: Sequence[str], new_keys: Sequence[str]) -> None:
        once = _standing_once(old_keys)
        for key, j in _standing_once(new_keys).items():
            i = once.get(key)
            if i is None or i in self.pairs or j in self._taken:
                continue
            if (self._old[i].kind is _HEADING) == (self._new[j].kind is _HEADING):
                self._link(i, j)

    def _extend(self, old_keys: Sequence[str], new_keys: Sequence[str]) -> None:
        """Link the equal neighbors of pairs, forwards from the beginning, then backwards from the end."""
        ends: tuple[MutableMapping[int, int], ...] = ({-1: -1}, {len(old_keys): len(new_keys)})
        for step, end in zip((1, -1), ends, strict=True):
            for i in range(len(old_keys))[::step]:
                partner = end.get(i - step, self.pairs.get(i - step))
                if partner is None or i in self.pairs or not 0 <= partner + step < len(new_keys):
                    continue
                if partner + step not in self._taken and old_keys[i] == new_keys[partner + step]:
                    self._link(i, partner + step)

    def _link_in_order(self, old_keys: Sequence[str], new_keys: Sequence[str]) -> None:
        """Link what is equal and in the same order between two pairs that are themselves in order."""
        free_old = [i for i in range(len(old_keys)) if i not in self.pairs]
        free_new = [j for j in range(len(new_keys)) if j not in self._taken]
        if {old_keys[i] for i in free_old}.isdisjoint([new_keys[j] for j in free_new]):
            return
        chain = main_chain(tuple(self.pairs.items()), *self._lengths)
        old_gaps = _by_gap(free_old, [i for i, _ in chain])
        new_gaps = _by_gap(free_new, [j for _, j in chain])
        for gap in sorted(old_gaps.keys() & new_gaps.keys()):
            olds, news = old_gaps[gap], new_gaps[gap]
            shared = {old_keys[i] for i in olds} & {new_keys[j] for j in news}
            if not shared or len(olds) * len(news) > _LARGEST_GAP:
                continue
            word_codes = {key: encode(number) for number, key in enumerate(sorted(shared))}
            olds = [i for i in olds if old_keys[i] in shared]
            news = [j for j in news if new_keys[j] in shared]
            before = "".join(word_codes[old_keys[i]] for i in olds)
            after = "".join(word_codes[new_keys[j]] for j in news)
            for block in LCSseq.opcodes(before, after).as_matching_blocks():
                for offset in range(block.size):
                    self._link(olds[block.a + offset], news[block.b + offset])


def _standing_once(keys: Sequence[str]) -> dict[str, int]:
    counts = Counter(keys)
    return {key: index for index, key in enumerate(keys) if counts[key] == 1}


def _by_gap(indexes: Iterable[int], chain: Sequence[int]) -> dict[int, list[int]]:
    gaps: dict[int, list[int]] = defaultdict(list)
    for index in indexes:
        gaps[bisect_left(chain, index)].append(index)
    return gaps
