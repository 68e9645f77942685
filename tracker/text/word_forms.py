"""The forms of a word (share, shares, sharing), by the Snowball stemmer of each language. Pure.

See https://snowballstem.org/algorithms/.
"""

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

import snowballstemmer

SHORTEST = 3
"""Letters; of shorter words the forms have too little in common."""
_ALGORITHMS = {
    "ar": "arabic", "ca": "catalan", "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish",
    "et": "estonian", "eu": "basque", "fi": "finnish", "fr": "french", "ga": "irish", "hi": "hindi", "hu": "hungarian",
    "hy": "armenian", "id": "indonesian", "it": "italian", "lt": "lithuanian", "nb": "norwegian", "ne": "nepali",
    "nl": "dutch", "nn": "norwegian", "no": "norwegian", "pl": "polish", "pt": "portuguese", "ro": "romanian",
    "ru": "russian", "sr": "serbian", "sv": "swedish", "ta": "tamil", "tr": "turkish",
}  # fmt: skip


def index_form(word: str) -> str:
    """Return a word as FTS5's unicode61 tokenizer keeps it: in lower case, without accents.

    >>> index_form("Données")
    'donnees'
    """
    decomposed = unicodedata.normalize("NFD", word.lower())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def beginning_of_forms(word: str) -> str:
    """Return how all forms of a word begin; empty for what has none: short words, numbers, words of several parts.

    >>> beginning_of_forms("Sharing"), beginning_of_forms("e-mail"), beginning_of_forms("we")
    ('sha', '', '')
    """
    plain = index_form(word)
    return plain[:SHORTEST] if len(plain) >= SHORTEST and plain.isalpha() else ""


def forms_of(word: str, vocabulary: Iterable[str], languages: Iterable[str]) -> tuple[str, ...]:
    """Return the words of a vocabulary (as `index_form` has them) that are forms of a word in one of the languages.

    `languages` are ISO 639-1 codes; those without a stemmer add nothing.

    >>> forms_of("share", ["share", "shared", "shares", "sharing", "sharp", "shareholder"], ["en"])
    ('share', 'shared', 'shares', 'sharing')
    """
    plain = index_form(word)
    words = tuple(vocabulary)
    algorithms = {_ALGORITHMS[language] for language in languages if language in _ALGORITHMS}
    found = {each for name in algorithms for each in words if _stem(name, each) == _stem(name, plain)}
    return tuple(sorted(found))


@lru_cache(maxsize=4096)
def _stem(algorithm: str, word: str) -> str:
    stemmed: str = _stemmer(algorithm).stemWord(word)
    return index_form(stemmed)


@lru_cache
def _stemmer(algorithm: str) -> snowballstemmer.stemmer:
    known = set(snowballstemmer.algorithms())
    return snowballstemmer.stemmer(algorithm if algorithm in known else "porter")
