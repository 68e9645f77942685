"""Indexes the words of clauses: each word a code of one character, so that fast string distances count words.

Words and word bigrams are weighted by their rarity among the clauses of both versions (inverse document frequency). In
scripts written without spaces every character is a word.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, count
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import regex

from tracker.clauses.comparison_keys import WORD_CHARACTERS, find_words

Numbers: TypeAlias = npt.NDArray[np.float64]
Indices: TypeAlias = npt.NDArray[np.int64]
Truths: TypeAlias = npt.NDArray[np.bool_]

# Scripts written without spaces: there every character is a word.
UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WORD = regex.compile(rf"[{UNSPACED}]\p{{M}}*|[{WORD_CHARACTERS}--[{UNSPACED}]]+", regex.VERSION1)
# Weights are whole numbers, so that sums do not depend on the order of their terms.
_SCALE = 1000
# Longer clauses are whole pages in one paragraph: they are known by their beginnings.
_MOST_WORDS = 20_000
# The number in front of a clause has no more words: "Section 1.2.3.4.5".
_NUMBER_WORDS = 6
# There are fewer codes than this: a word is a number below it, a pair of words one with two digits.
_BASE = 0x110000
_GRAMS = _BASE**2


@dataclass(frozen=True, slots=True, eq=False)
class ClauseWords:
    """The words of some clauses of a version, by the indexes of the clauses.

    `word_codes` are the words of each clause as a string. A row of `sizes`, one for each clause of the version, has how
    many words there are, the weight of the different words and that of the different pairs of neighbors; 0 for other
    clauses. `grams` are the words and pairs, `weights` theirs, sorted by clause; those of the clause at an index begin
    at `starts[place]` and end before `starts[place + 1]`. `keys` are clause and gram as one number.
    """

    word_codes: Mapping[int, str]
    sizes: Numbers
    starts: Indices
    keys: Indices
    clauses: Indices
    grams: Indices
    weights: Numbers

    def is_pair(self) -> Truths:
        """Whether each gram is a pair of words, not a word."""
        return self.grams >= _BASE

    def rows(self, indexes: Indices) -> tuple[Indices, Indices]:
        """Return the rows of the grams of the clauses, one clause after another, and which clause each is of."""
        return spread(self.starts[indexes], self.starts[indexes + 1])

    def find(self, clauses: Indices, grams: Indices) -> Truths:
        """Whether each clause has the gram."""
        return is_among(clauses * _GRAMS + grams, self.keys)


class Vocabulary:
    """A letter and a weight for each word of two versions: a word of many clauses tells little about one."""

    def __init__(self, keys: Iterable[str]) -> None:
        """Count the words of the clauses, given by their exact keys."""
        words = {key: find_words(key, _WORD) for key in dict.fromkeys(keys)}
        lengths = np.array(list(map(len, words.values())), np.int64)
        numbers: defaultdict[str, int] = defaultdict(count().__next__)
        word_codes = _encode_all(np.fromiter(map(numbers.__getitem__, chain.from_iterable(words.values())), np.int64))
        text = word_codes.astype("<u4").tobytes().decode("utf-32-le")
        ends = np.cumsum(lengths).tolist()
        self._word_codes = {key: text[end - len(words[key]) : end] for key, end in zip(words, ends, strict=True)}
        self._weights = _weights(np.repeat(np.arange(len(words)), lengths), word_codes, len(words))

    def words_key(self, key: str) -> str:
        """Return what stands for the words: equal keys differ in case, punctuation or spacing at most."""
        return self._word_codes[key] or f"\0{key}"

    def end_alike(self, old: str, new: str) -> bool:
        """Whether the words of two keys are the same but for what the number in front may be."""
        old_codes, new_codes = self._word_codes[old], self._word_codes[new]
        end = min(len(old_codes), len(new_codes)) - _NUMBER_WORDS
        return end <= 0 or old_codes[-end:] == new_codes[-end:]

    def clauses(self, keys: Sequence[str], indexes: Sequence[int]) -> ClauseWords:
        """Return the words of the clauses at some indexes of a version, given the keys of all its clauses."""
        word_codes = {index: self._word_codes[keys[index]][:_MOST_WORDS] for index in indexes}
        lengths = np.array(list(map(len, word_codes.values())), np.int64)
        words = np.frombuffer("".join(word_codes.values()).encode("utf-32-le"), "<u4").astype(np.int64)
        clauses = np.repeat(np.array(indexes, np.int64), lengths)
        inside = clauses[1:] == clauses[:-1]
        pairs = (words[:-1] * _BASE + words[1:])[inside]
        found = distinct(np.concatenate((clauses * _GRAMS + words, clauses[1:][inside] * _GRAMS + pairs)))
        clauses, grams = np.divmod(found, _GRAMS)
        weights, is_pair = self._gram_weights(grams)
        sizes = np.zeros((len(keys), 3))
        sizes[indexes, 0] = lengths
        sizes[:, 1:] = np.bincount(2 * clauses + is_pair, weights, 2 * len(keys)).reshape(-1, 2)
        starts = np.searchsorted(clauses, np.arange(len(keys) + 1))
        return ClauseWords(word_codes, sizes, starts, found, clauses, grams, weights)

    def _gram_weights(self, grams: Indices) -> tuple[Numbers, Truths]:
        """Return the weight of each word or pair of words, for a pair the mean, and which are pairs."""
        first, second = np.divmod(grams, _BASE)
        is_pair, weights = first > 0, self._weights[second]
        weights[is_pair] = (weights[is_pair] + self._weights[first[is_pair]]) // 2
        return weights.astype(float), is_pair


def distinct(numbers: Indices) -> Indices:
    """Return the numbers in order, each once; `np.unique` takes four times as long."""
    ordered = np.sort(numbers)
    return ordered[is_first(ordered)]


def is_first(ordered: Indices) -> Truths:
    """Whether each of the sorted numbers is other than the one before."""
    first = np.ones(len(ordered), bool)
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    return first


def is_among(numbers: Indices, ordered: Indices) -> Truths:
    """Whether each number is one of the sorted ones."""
    if not len(ordered):
        return np.zeros(len(numbers), bool)
    found: Truths = ordered[np.minimum(np.searchsorted(ordered, numbers), len(ordered) - 1)] == numbers
    return found


def spread(starts: Indices, ends: Indices) -> tuple[Indices, Indices]:
    """Return the numbers of all ranges one after another, and the index of the range that each is of.

    >>> [column.tolist() for column in spread(np.array([3, 8]), np.array([5, 9]))]
    [[3, 4, 8], [0, 0, 1]]
    """
    lengths = ends - starts
    of = np.repeat(np.arange(len(starts)), lengths)
    return np.arange(len(of)) + (starts - np.cumsum(lengths) + lengths)[of], of


def _weights(clauses: Indices, word_codes: Indices, total: int) -> Indices:
    """Return the weight of each code, given all codes of all clauses."""
    once = distinct(clauses * _BASE + word_codes) % _BASE
    counts, kind = np.unique(np.bincount(once), return_inverse=True)
    scale = _SCALE / math.log(1 + total) if total else 0
    weights = [round(scale * math.log(1 + total / count)) if count else 0 for count in counts.tolist()]
    return np.array(weights, np.int64)[kind]


def encode(number: int) -> str:
    """Return a character of its own for each number: any but the surrogates, which are no characters."""
    return chr(number + 1 if number + 1 < 0xD800 else number + 1 + 0x800)


def _encode_all(numbers: Indices) -> Indices:
    """The same for many numbers, as the numbers of the characters."""
    return numbers + 1 + 0x800 * (numbers + 1 >= 0xD800)
