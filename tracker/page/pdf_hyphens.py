"""Words that are cut at the end of a line, made whole; the hyphen of a compound stays. Pure."""

import re
from collections.abc import Sequence
from dataclasses import replace

from tracker.page.lines import Line

_CUT = re.compile(r"(?<![^\W_])([^\W_]+)[-\u2010]$")
_WORD = re.compile(r"[^\W_]+(?:[-\u2010][^\W_]+)*")
_COMPOUND_HEADS = frozenset(
    ("third", "self", "non", "e", "co", "opt", "cross", "sign", "log", "well", "long", "short", "real", "first", "up",
     "one", "two", "three", "user", "device", "data", "ad", "end", "high", "low", "full", "part", "off", "on")
)  # fmt: skip
"""What English sets before a hyphen; where the document shows neither form, the hyphen after these is the word's."""


def mend_words(lines: Sequence[Line]) -> list[Line]:
    """Return the lines with words made whole that were cut at the end of a line.

    >>> lines = (Line(text="give informa-"), Line(text="tion to third-"), Line(text="party ads"))
    >>> [line.text for line in mend_words(lines)]
    ['give information', 'to third-party', 'ads']
    """
    words = _whole_words(lines)
    mended: list[Line] = []
    for line in lines:
        cut = _CUT.search(mended[-1].text) if mended and not line.gap else None
        rest = _WORD.match(line.text) if cut else None
        if cut is None or rest is None:
            mended.append(line)
            continue
        before = mended[-1].text
        head, _, others = line.text.partition(" ")
        hyphen = "-" if _is_compound(cut[1], rest[0], words) else ""
        mended[-1] = replace(mended[-1], text=before[: cut.end(1)] + hyphen + head)
        mended += [replace(line, text=others)] if others else []
    return mended


def _whole_words(lines: Sequence[Line]) -> frozenset[str]:
    """The words of the lines but the halves of those that are cut."""
    found: set[str] = set()
    is_cut = False
    for line in lines:
        words = _WORD.findall(line.text)
        rest, is_cut = words[is_cut:], _CUT.search(line.text) is not None
        found.update(word.lower() for word in (rest[:-1] if is_cut else rest))
    return frozenset(found)


def _is_compound(head: str, rest: str, words: frozenset[str]) -> bool:
    """Whether the hyphen belongs to the word, by the document's own words before all else."""
    if not rest[0].islower():
        return True
    head, rest = head.lower(), rest.lower()
    if f"{head}-{rest}" in words or f"{head}{rest}" in words:
        return f"{head}-{rest}" in words
    return head in _COMPOUND_HEADS or (head in words and rest in words and len(rest) > 2)
