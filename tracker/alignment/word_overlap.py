"""Counts what the words of two clauses have in common, for many pairs at once."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import chain

import numpy as np
from rapidfuzz.distance import LCSseq

from tracker.alignment.word_index import ClauseWords, Indices, Numbers, is_among, is_first

# So many words are looked up at once; it bounds the memory.
_AT_ONCE = 1_000_000


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Pairs of clauses by their indexes, one in each row, and what their texts share.

    `shared` has three columns: the number of words in the same order, the weight of the words, that of the pairs of
    neighboring words. `old_sizes` and `new_sizes` have the same of each clause alone.
    """

    old: Indices
    new: Indices
    shared: Numbers
    old_sizes: Numbers
    new_sizes: Numbers

    def turned(self) -> "Pairs":
        """Return the pairs with the new clauses as the old ones."""
        return Pairs(self.new, self.old, self.shared, self.new_sizes, self.old_sizes)


class SharedWords:
    """How much clauses of two versions share, counted once for each pair."""

    def __init__(self, old: ClauseWords, new: ClauseWords) -> None:
        self.old, self.new = old, new
        self._known = np.zeros(0, np.int64)
        self._sizes = np.zeros((0, 3))

    def codes(self, pairs: Iterable[tuple[int, int]]) -> Indices:
        """Return the numbers of pairs of indexes (old, new), as `word_candidates` does."""
        indexes = np.array(list(chain.from_iterable(pairs)), np.int64)
        return indexes[::2] * len(self.new.sizes) + indexes[1::2]

    def among(self, codes: Indices, old: Collection[int], new: Collection[int]) -> Indices:
        """Return those of the pairs that are between these clauses."""
        chosen = np.zeros(len(self.old.sizes), bool), np.zeros(len(self.new.sizes), bool)
        chosen[0][list(old)] = True
        chosen[1][list(new)] = True
        olds, news = np.divmod(codes, len(self.new.sizes))
        return codes[chosen[0][olds] & chosen[1][news]]

    def pairs(self, codes: Indices) -> Pairs:
        """Return the pairs with these numbers, which are in order."""
        olds, news = np.divmod(codes, len(self.new.sizes))
        return Pairs(olds, news, self._shared(codes, olds, news), self.old.sizes[olds], self.new.sizes[news])

    def _shared(self, codes: Indices, olds: Indices, news: Indices) -> Numbers:
        unknown = ~is_among(codes, self._known)
        if unknown.any():
            known = np.concatenate((self._known, codes[unknown]))
            sizes = np.concatenate((self._sizes, self._count(olds[unknown], news[unknown])))
            order = np.argsort(known)
            self._known, self._sizes = known[order], sizes[order]
        return self._sizes[np.searchsorted(self._known, codes)]

    def _count(self, olds: Indices, news: Indices) -> Numbers:
        old_codes, new_codes = self.old.word_codes, self.new.word_codes
        shared = np.empty((len(olds), 3))
        shared[:, 0] = [
            LCSseq.similarity(old_codes[i], new_codes[j]) for i, j in zip(olds.tolist(), news.tolist(), strict=True)
        ]
        words = np.cumsum(self.old.starts[olds + 1] - self.old.starts[olds])
        for part in np.split(np.arange(len(olds)), np.searchsorted(words, np.arange(_AT_ONCE, words[-1], _AT_ONCE))):
            shared[part, 1:] = self._weights(olds[part], news[part])
        return shared

    def _weights(self, olds: Indices, news: Indices) -> Numbers:
        """The weights of the words and of the pairs of words that the clauses have in common."""
        weights = np.empty((len(olds), 2))
        few = np.diff(self.old.starts)[olds] < np.diff(self.new.starts)[news]
        weights[few] = _found_weights(self.old, olds[few], self.new, news[few])
        weights[~few] = _found_weights(self.new, news[~few], self.old, olds[~few])
        return weights


def _found_weights(some: ClauseWords, clauses: Indices, others: ClauseWords, partners: Indices) -> Numbers:
    """The weights of the words, and of the pairs, of each clause that its partner has too."""
    rows, pair = some.rows(clauses)
    weights = some.weights[rows] * others.find(partners[pair], some.grams[rows])
    sums: Numbers = np.bincount(2 * pair + some.is_pair()[rows], weights, 2 * len(clauses)).astype(float)
    return sums.reshape(-1, 2)


def best_other_scores(score: Numbers, clauses: Indices) -> Numbers:
    """Return for each pair the score of the best other pair of its clause, 0 where there is none."""
    order = np.lexsort((-score, clauses))
    ordered, first = np.append(score[order], 0.0), np.append(is_first(clauses[order]), True)
    best = np.flatnonzero(first[:-1])
    found = ordered[best][np.cumsum(first[:-1]) - 1]
    found[best] = np.where(first[best + 1], 0.0, ordered[best + 1])
    best_other = np.empty(len(score))
    best_other[order] = found
    return best_other
