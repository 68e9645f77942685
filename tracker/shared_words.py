"""What the words of two clauses have in common, counted for many pairs at once."""

import numpy as np
from rapidfuzz.distance import LCSseq

from tracker.clause_words import ClauseWords, Indices, Numbers, is_among

# So many words are looked up at once; it bounds the memory.
_AT_ONCE = 1_000_000


class SharedWords:
    """How much clauses of two versions share, counted once for each pair."""

    def __init__(self, old: ClauseWords, new: ClauseWords) -> None:
        self.old, self.new = old, new
        self._known = np.zeros(0, np.int64)
        self._sizes = np.zeros((0, 3))

    def sizes(self, olds: Indices, news: Indices) -> Numbers:
        """Return a row for each pair with the columns of `ClauseWords.sizes`, of what the two share.

        Of the words only those in the same order count, of the weights all.
        """
        codes = olds * len(self.new.sizes) + news
        unknown = ~is_among(codes, self._known)
        if unknown.any():
            known = np.concatenate((self._known, codes[unknown]))
            sizes = np.concatenate((self._sizes, self._count(olds[unknown], news[unknown])))
            order = np.argsort(known)
            self._known, self._sizes = known[order], sizes[order]
        return self._sizes[np.searchsorted(self._known, codes)]

    def _count(self, olds: Indices, news: Indices) -> Numbers:
        old_letters, new_letters = self.old.letters, self.new.letters
        shared = np.empty((len(olds), 3))
        shared[:, 0] = [
            LCSseq.similarity(old_letters[i], new_letters[j]) for i, j in zip(olds.tolist(), news.tolist(), strict=True)
        ]
        words = np.cumsum(self.old.starts[olds + 1] - self.old.starts[olds])
        for part in np.split(np.arange(len(olds)), np.searchsorted(words, np.arange(_AT_ONCE, words[-1], _AT_ONCE))):
            shared[part, 1:] = self._weights(olds[part], news[part])
        return shared

    def _weights(self, olds: Indices, news: Indices) -> Numbers:
        """The weights of the words and of the pairs of words that the clauses have in common."""
        rows, pair = self.old.rows(olds)
        grams = self.old.grams[rows]
        weights = self.old.weights[rows] * self.new.find(news[pair], grams)
        sums: Numbers = np.bincount(2 * pair + self.old.is_pair()[rows], weights, 2 * len(olds)).astype(float)
        return sums.reshape(-1, 2)
