"""Clauses as words for comparing: each word a letter, so that fast string distances count words, in any script."""

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

# Scripts written without spaces: there every character is a word.
UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{UNSPACED}]|[^\W{UNSPACED}]+")
# Weights are whole numbers, so that sums do not depend on the order of their terms.
_SCALE = 1000
# Longer clauses are whole pages in one paragraph: they are known by their beginnings.
_MOST_WORDS = 20_000


@dataclass(frozen=True, slots=True)
class ClauseWords:
    """A clause's words as a string of letters, and how telling each word and each pair of neighbours is.

    `words` and `pairs` give the weight by letter, from near 0 for a word of every clause to 1000 for a word of one.
    """

    letters: str
    words: dict[str, int]
    pairs: dict[str, int]
    words_weight: int
    pairs_weight: int


class Vocabulary:
    """A letter and a weight for each word of two versions: a word of many clauses tells little about one."""

    def __init__(self, keys: Iterable[str]) -> None:
        """Count the words of the clauses, given by their exact keys."""
        self._words = {key: _WORD.findall(key.lower()) for key in dict.fromkeys(keys)}
        counts: Counter[str] = Counter()
        for words in self._words.values():
            counts.update(dict.fromkeys(words).keys())  # keys in the order of the text, not of their hashes
        total = len(self._words)
        scale = _SCALE / math.log(1 + total) if total else 0
        self._letters = {word: spell(number) for number, word in enumerate(counts)}
        weights = {count: round(scale * math.log(1 + total / count)) for count in set(counts.values())}
        self._weights = {self._letters[word]: weights[count] for word, count in counts.items()}

    def words_key(self, key: str) -> str:
        """Return the words alone, in lower case: equal keys differ in case, punctuation or spacing at most."""
        return " ".join(self._words[key]) or key

    def clause(self, key: str) -> ClauseWords:
        """Return the words of the clause with that key."""
        letters = "".join(map(self._letters.__getitem__, self._words[key][:_MOST_WORDS]))
        words = {letter: self._weights[letter] for letter in letters}
        pairs = {a + b: (words[a] + words[b]) // 2 for a, b in pairwise(letters)}
        return ClauseWords(letters, words, pairs, sum(words.values()), sum(pairs.values()))


def shared_weight(old: dict[str, int], new: dict[str, int]) -> int:
    """Return the weight of the words, or of the pairs of words, that two clauses have in common."""
    return sum(map(old.__getitem__, old.keys() & new.keys()))


def spell(number: int) -> str:
    """Return a character of its own for each number: any but the surrogates, which are no characters."""
    return chr(number + 1 if number + 1 < 0xD800 else number + 1 + 0x800)
