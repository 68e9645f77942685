"""The edits of a changed clause: which words went, which came in their place, and what stands around them."""

import re
from dataclasses import dataclass
from functools import lru_cache

from tracker.diff.word_diff import SegmentKind, diff_words
from tracker.text.phrases import fold

_REFERENCE = re.compile(
    r"\b((?:section|sections|article|paragraph|clause|annex|part)\s+)(?:\d+|[ivx]+|[a-z])(?:[.-]\d+)*\b", re.IGNORECASE
)
_NUMBERING = re.compile(r"(?:^|(?<=\n))[^\S\n]*[(\[]?(?:\d+(?:\.\d+)*|[a-zA-Z]|[ivxIVX]+)[.)\]]\s*(?=\S)")
_ADDRESS = re.compile(
    r"\(?\b(?:https?://|www\.)\S+|(?<![\w-])(?<![\w-]\.)[\w-]++(?:\.[\w-]++)++/\S*|\[email.?protected\]|<[a-zA-Z/][^>]{0,300}>"
)
_NOT_WORDS = re.compile(r"[\W_]+")
_KNOWN = 8192
"""Texts; a document's versions share most of their clauses, so that those of a few long ones are held."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """Words that were taken out and words that took their place, as written, with the characters around them."""

    old: str
    new: str
    before: str
    after: str


def find_edits(old: str, new: str) -> list[Edit]:
    """Return the edits in the order of the texts; one whose both sides are empty never occurs."""
    segments = diff_words(old, new)
    edits: list[Edit] = []
    gone = came = before = ""
    for segment in segments:
        if segment.kind is SegmentKind.EQUAL:
            if gone or came:
                edits.append(Edit(old=gone, new=came, before=before, after=segment.text))
            gone = came = ""
            before = segment.text
        elif segment.kind is SegmentKind.DELETE:
            gone += segment.text
        else:
            came += segment.text
    if gone or came:
        edits.append(Edit(old=gone, new=came, before=before, after=""))
    return edits


@lru_cache(maxsize=_KNOWN)
def bare(text: str) -> str:
    """Return the words of a text in one case, without numbering, addresses and section numbers.

    >>> bare("2. Cookies (see Section 4.1)!") == bare("3) cookies - see section 5")
    True
    """
    text = _NUMBERING.sub("", _ADDRESS.sub("", text))
    return _NOT_WORDS.sub(" ", fold(_REFERENCE.sub(r"\1", text))).strip()
