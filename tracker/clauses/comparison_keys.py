"""How alike two texts are: the keys under which texts are equal, and what became of a text."""

import re
import unicodedata

import regex

from tracker.clauses.typography import fold

# A bullet sets a word apart as a blank does.
_BULLET = "\u2022"
WORD_CHARACTERS = r"\w\p{M}\p{N}"
r"""Letters, numbers and marks, for `regex`: the `\w` of `re` leaves out the vowel signs of Indic scripts (`की`)."""
_WORD = regex.compile(rf"[{WORD_CHARACTERS}]+")
# Words in ASCII, where it is faster to blank out the rest, in lower case.
_ASCII_WORDS = "".join(sign.lower() if _WORD.match(sign) else " " for sign in map(chr, range(128)))
_ENUMERATOR = re.compile(
    r"^\s*(?:(?:section|article|clause|part|annex|schedule)\s+)?"
    r"(?:\(?(?:\d{1,3}(?:\.\d{1,3}){0,4}|[ivxlc]{1,6}|[a-z])[.):](?=\s|$)"
    r"|\(\s*(?:\d{1,3}|[ivxlc]{1,6}|[a-z])\s*\)"
    r"|\d{1,3}(?:\.\d{1,3}){1,4}(?=\s)"
    r"|\d{1,2}\s*[-:]\s)\s*[-:.]?\s*",
    re.IGNORECASE,
)


# The mark of a footnote within a text; which number it has depends on the footnotes before.
_FOOTNOTE = re.compile(r"\[\s?(?:\d{1,3}|[a-z*])\s?\]")


def exact_key(text: str) -> str:
    """Return the text with quotes, dashes and spaces in one form: equal keys read alike."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", fold(text).replace(_BULLET, " "))
    return text if _is_evenly_spaced(text) else " ".join(text.split())


def _is_evenly_spaced(text: str) -> bool:
    """Whether all white space is single blanks between words; quicker to tell than to split, others are unprintable."""
    return text.isprintable() and "  " not in text and text[:1] != " " != text[-1:]


def words_key(key: str) -> str:
    """Return the words of an exact key alone, in lower case: they differ in case, punctuation or spacing at most."""
    return " ".join(find_words(key, _WORD))


def find_words(key: str, word: regex.Pattern[str]) -> list[str]:
    """Return the words of an exact key in lower case; `word` matches one, and in ASCII any letters, digits and `_`."""
    return key.translate(_ASCII_WORDS).split() if key.isascii() else word.findall(key.lower())


def unnumbered_key(key: str) -> str:
    """Return the words of an exact key without the number in front."""
    return words_key(_ENUMERATOR.sub("", key, count=1))


def has_footnotes(key: str) -> bool:
    """Whether the text of an exact key has marks of footnotes, as in `for a year[2]`."""
    return _FOOTNOTE.search(key) is not None


def classify_keys(old: str, new: str) -> str:
    """Return what became of a text, given by its exact keys: unchanged, cosmetic, renumbered or modified.

    >>> classify_keys("3. Your rights", "4. Your rights")
    'renumbered'
    >>> classify_keys("for a year[1] or two", "for a year[2] or two"), classify_keys("for a year", "for a year[1]")
    ('renumbered', 'modified')
    """
    if old == new:
        return "unchanged"
    if words_key(old) == words_key(new):
        return "cosmetic"
    if unnumbered_key(_FOOTNOTE.sub("[*]", old)) == unnumbered_key(_FOOTNOTE.sub("[*]", new)) != "":
        return "renumbered" if len(_FOOTNOTE.findall(old)) == len(_FOOTNOTE.findall(new)) else "modified"
    return "modified"
