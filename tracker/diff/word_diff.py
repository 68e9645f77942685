"""Finds the words that changed between two texts; neither a word nor a letter with its marks is ever cut.

The texts are cut into words, the longest common subsequence of the words is kept (Hunt and McIlroy 1976; here the
bit-parallel one of Hyyrö 2004 from rapidfuzz), and words kept by chance go to the edits around them (the semantic
cleanup of diff-match-patch, Fraser 2006). Before: "We may share it." After: "We will not share it." Segments: `We `,
deleted `may`, inserted `will not`, ` share it.`
"""

import re
from dataclasses import dataclass
from enum import StrEnum

import regex

from tracker.alignment.word_index import UNSPACED, encode
from tracker.clauses.comparison_keys import WORD_CHARACTERS
from tracker.diff.word_edits import Edit, edit_words


class SegmentKind(StrEnum):
    """What happened to a segment."""

    EQUAL = "equal"
    DELETE = "delete"
    INSERT = "insert"


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """Words in a row with the same fate. Equal and delete segments are the old text, equal and insert ones the new."""

    kind: SegmentKind
    text: str


# What is not plain Latin: before U+0300 and among the quotes and dashes no sign joins the one before it.
_JOINING = re.compile("[^\u0000-\u02ff\u2010-\u2027]")
_LATIN_TOKEN = re.compile(r"\w+(?:['’]\w+)*|\s+|.", re.DOTALL)  # five times as fast as the other
# A word has its marks and joiners. In scripts written without spaces every grapheme cluster (Unicode Standard Annex 29,
# `\X`) is a word: what a reader takes for one letter is never torn, nor is a vowel sign put before its consonant.
_LETTER = rf"(?:(?=[{WORD_CHARACTERS}--[{UNSPACED}]])\X)"
_TOKEN = regex.compile(rf"{_LETTER}+(?:['’]{_LETTER}+)*|(?:(?=\s)\X)+|\X", regex.VERSION1)
# Enough for all but texts of whole books, so that they need not be made for each clause.
_CODES = "".join(map(encode, range(10_000)))
_KINDS = {0: SegmentKind.EQUAL, -1: SegmentKind.DELETE, 1: SegmentKind.INSERT}


def split_words(text: str) -> list[str]:
    """Return words, spaces and punctuation in order; joined they are the text.

    >>> split_words("You can't.")
    ['You', ' ', "can't", '.']
    >>> split_words("डेटा रखते")
    ['डेटा', ' ', 'रखते']
    """
    return (_TOKEN if _JOINING.search(text) else _LATIN_TOKEN).findall(text)


def diff_words(old: str, new: str) -> tuple[Segment, ...]:
    """Return the segments from the old text to the new one, joined where a person would read them as one edit."""
    if not old or not new or old == new:
        kind = SegmentKind.EQUAL if old == new else SegmentKind.DELETE if old else SegmentKind.INSERT
        return (Segment(kind=kind, text=old or new),) if old or new else ()
    old_words, new_words = split_words(old), split_words(new)
    words = old_words + new_words
    distinct = dict.fromkeys(words)
    codes = _CODES if len(distinct) <= len(_CODES) else map(encode, range(len(distinct)))
    alphabet = dict(zip(distinct, codes, strict=False))
    encoded = "".join(map(alphabet.__getitem__, words))
    edits = [edit for edit in edit_words(encoded[: len(old_words)], encoded[len(old_words) :]) if edit[1]]
    return tuple(_segments(_deletions_first(edits), old_words, new_words))


def _segments(edits: list[Edit], old_words: list[str], new_words: list[str]) -> list[Segment]:
    """Return the edits in words."""
    segments = []
    i = j = 0
    for fate, codes in edits:
        length = len(codes)
        words = new_words[j : j + length] if fate > 0 else old_words[i : i + length]
        i += length if fate <= 0 else 0
        j += length if fate >= 0 else 0
        segments.append(Segment(kind=_KINDS[fate], text="".join(words)))
    return segments


def _deletions_first(edits: list[Edit]) -> list[Edit]:
    """Put what went before what came in its place, as every reader of redlines expects."""
    ordered: list[Edit] = []
    for edit in edits:
        if edit[0] < 0 and ordered and ordered[-1][0] > 0:
            ordered.insert(-1, edit)
        else:
            ordered.append(edit)
    return ordered
