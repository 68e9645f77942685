"""Clauses as words for comparing: each word a letter, so that fast string distances count words, in any script."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

# Scripts written without spaces: there every character is a word.
UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{UNSPACED}]|[^\W{UNSPACED}]+")


@dataclass(frozen=True, slots=True)
class ClauseWords:
    """A clause's words as a string of letters, and how telling each word and each pair of neighbours is.

    `words` and `pairs` give the weight by letter, from near 0 for a word of every clause to 1 for a word of one.
    """

    letters: str
    words: dict[str, float]
    pairs: dict[str, float]
    words_weight: float
    pairs_weight: float


class Vocabulary:
    """A letter and a weight for each word of two versions: a word of many clauses tells little about one."""

    def __init__(self, keys: Sequence[str]) -> None:
        """Count the words of the clauses, given by their exact keys."""
        self._words = {key: _WORD.findall(key.lower()) for key in dict.fromkeys(keys)}
        counts: Counter[str] = Counter()
        for words in self._words.values():
            counts.update(set(words))
        total = len(self._words)
        scale = math.log(1 + total)
        self._letters = {word: spell(number) for number, word in enumerate(counts)}
        self._weights = {self._letters[word]: math.log(1 + total / count) / scale for word, count in counts.items()}

    def clause(self, key: str) -> ClauseWords:
        """Return the words of the clause with that key."""
        letters = "".join(map(self._letters.__getitem__, self._words[key]))
        words = {letter: self._weights[letter] for letter in letters}
        pairs = {a + b: (words[a] + words[b]) / 2 for a, b in pairwise(letters)}
        return ClauseWords(letters, words, pairs, sum(words.values()), sum(pairs.values()))


def spell(number: int) -> str:
    """Return a character of its own for each number: any but the surrogates, which are no characters."""
    return chr(number + 1 if number + 1 < 0xD800 else number + 1 + 0x800)
