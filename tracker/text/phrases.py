"""Phrases of any language in text of any spelling: the folding of characters, one pattern for many phrases."""

import re
import unicodedata
from collections.abc import Iterable

# Letters that Unicode does not decompose, as people write them without accents.
_LETTERS = str.maketrans({
    "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ð": "d",
    "’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "＆": "&",
    "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "−": "-",
    "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ـ": None,
    "\u00ad": None, "\u200b": None, "\u200c": None, "\u200d": None, "\u200e": None, "\u200f": None, "\ufeff": None,
})  # fmt: skip
# Accents of Latin, Greek and Cyrillic, the points of Hebrew, the vowel signs and hamzas of Arabic.
_MARKS = re.compile("[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c7\u064b-\u0655\u0670]")
_SPACE = re.compile(r"\s+")
# Scripts whose words stand apart and take no prefixes: a phrase must begin where a word begins.
_SPACED = re.compile("[a-z0-9\u0370-\u03ff\u0400-\u052f\u0530-\u058f\u10a0-\u10ff]")


def fold(text: str) -> str:
    """Return the text in lower case without accents, with plain dashes, apostrophes and single spaces.

    >>> fold("Politique de Confidentialité"), fold("Ochrana\u00a0osobních údajů"), fold("ÇEREZ")
    ('politique de confidentialite', 'ochrana osobnich udaju', 'cerez')
    """
    if text.isascii():
        return _SPACE.sub(" ", text.lower()).strip()
    text = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).casefold().translate(_LETTERS))
    return _SPACE.sub(" ", unicodedata.normalize("NFC", _MARKS.sub("", text)).translate(_LETTERS)).strip()


def compile_phrases(phrases: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern that finds any of the phrases in folded text, the longest first.

    A `*` stands for any ending of a word.

    >>> bool(compile_phrases(["privacy polic*"]).search(fold("Our PRIVACY POLICIES")))
    True
    >>> bool(compile_phrases(["terms"]).search(fold("midterms")))
    False
    """
    folded = sorted({fold(phrase) for phrase in phrases})
    apart = [phrase for phrase in folded if _SPACED.match(phrase)]
    within = [phrase for phrase in folded if not _SPACED.match(phrase)]
    parts = []
    if apart:
        parts.append(rf"(?<!\w){_branch(tuple(_with_end(phrase) for phrase in apart))}")
    if within:
        parts.append(_branch(tuple(phrase.rstrip("*") + _END for phrase in within)))
    return re.compile("|".join(parts) if parts else r"(?!)")


_END = "\x00"
_WORD_END = "\x01"
_WORD_REST = "*"
_ENDS = frozenset((_END, _WORD_END, _WORD_REST))
"""Where a phrase may end; a longer one that goes on is tried before."""
_PATTERNS = {_END: "", _WORD_END: r"(?!\w)", _WORD_REST: r"\w*", " ": r"[ -]?-? ?"}


def _with_end(phrase: str) -> str:
    return phrase + (_END if phrase.endswith(_WORD_REST) else _WORD_END)


def _branch(phrases: tuple[str, ...]) -> str:
    """Return a pattern of the phrases as a tree of their beginnings, which fails at the first wrong letter."""
    heads: dict[str, list[str]] = {}
    for phrase in phrases:
        heads.setdefault(phrase[0], []).append(phrase[1:])
    branches = []
    for head, tails in sorted(heads.items(), key=lambda item: item[0] in _ENDS):
        rest = tuple(tail for tail in tails if tail)
        branches.append(_PATTERNS.get(head, re.escape(head)) + (_branch(rest) if rest else ""))
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
