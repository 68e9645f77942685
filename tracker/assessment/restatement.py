"""A clause that went here and is said in other words there: its sentences against those of a version. Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

LIKE = 60
"""Of 100 by the words in any order; sentences that are less alike are not looked at."""
FEWEST_WORDS = 2
"""Words that carry meaning; fewer stand elsewhere by chance."""
MOST_LIKE = 8
"""Sentences that are looked at, the most alike first."""
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[^\W\d_a-z])|\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Gist:
    """What a sentence states, each with whether it is denied, and the stems of its words that carry meaning."""

    statements: frozenset[tuple[str, bool]]
    words: frozenset[str]


def split_sentences(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the sentences of the texts, each once.

    >>> split_sentences(["We never sell it. Ask us, e.g. by mail."])
    ('We never sell it.', 'Ask us, e.g. by mail.')
    """
    return tuple(dict.fromkeys(sentence for text in texts for sentence in _SENTENCE.split(text) if sentence.strip()))


def is_said_by(gist: Gist, other: Gist) -> bool:
    """Whether another sentence states the same and leaves no word out; more words may add to it."""
    same = len(gist.words) >= FEWEST_WORDS and gist.statements == other.statements
    return same and gist.words <= other.words


def nearest(sentence: str, sentences: Sequence[str]) -> tuple[str, ...]:
    """Return the sentences that have most of the words of one, the most alike first."""
    found = process.extract(sentence, sentences, scorer=fuzz.token_set_ratio, score_cutoff=LIKE, limit=MOST_LIKE)
    return tuple(match[0] for match in found)
