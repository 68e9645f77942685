"""The words that changed between two texts; a word is never cut."""

import re
from dataclasses import dataclass
from enum import StrEnum

from tracker.alignment.word_index import UNSPACED, spell
from tracker.diff.word_edits import Edit, edit_words


class RunKind(StrEnum):
    """What happened to a run of words."""

    EQUAL = "equal"
    DELETE = "delete"
    INSERT = "insert"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Words in a row with the same fate. Equal and delete runs spell the old text, equal and insert runs the new."""

    kind: RunKind
    text: str


# In scripts written without spaces every character is a word.
_TOKEN = re.compile(rf"[^\W{UNSPACED}]+(?:['’][^\W{UNSPACED}]+)*|\s+|.", re.DOTALL)
# Enough for all but texts of whole books, so that they need not be made for each clause.
_LETTERS = "".join(map(spell, range(10_000)))
_KINDS = {0: RunKind.EQUAL, -1: RunKind.DELETE, 1: RunKind.INSERT}


def split_words(text: str) -> list[str]:
    """Return words, spaces and punctuation in order; joined they are the text.

    >>> split_words("You can't.")
    ['You', ' ', "can't", '.']
    """
    return _TOKEN.findall(text)


def diff_words(old: str, new: str) -> tuple[Run, ...]:
    """Return the runs from the old text to the new one, joined where a person would read them as one edit."""
    if not old or not new or old == new:
        kind = RunKind.EQUAL if old == new else RunKind.DELETE if old else RunKind.INSERT
        return (Run(kind=kind, text=old or new),) if old or new else ()
    old_words, new_words = split_words(old), split_words(new)
    words = old_words + new_words
    distinct = dict.fromkeys(words)
    letters = _LETTERS if len(distinct) <= len(_LETTERS) else map(spell, range(len(distinct)))
    alphabet = dict(zip(distinct, letters, strict=False))
    spelled = "".join(map(alphabet.__getitem__, words))
    edits = [edit for edit in edit_words(spelled[: len(old_words)], spelled[len(old_words) :]) if edit[1]]
    return tuple(_runs(_deletions_first(edits), old_words, new_words))


def _runs(edits: list[Edit], old_words: list[str], new_words: list[str]) -> list[Run]:
    """Return the edits in words."""
    runs = []
    i = j = 0
    for fate, letters in edits:
        length = len(letters)
        words = new_words[j : j + length] if fate > 0 else old_words[i : i + length]
        i += length if fate <= 0 else 0
        j += length if fate >= 0 else 0
        runs.append(Run(kind=_KINDS[fate], text="".join(words)))
    return runs


def _deletions_first(edits: list[Edit]) -> list[Edit]:
    """Put what went before what came in its place, as every reader of redlines expects."""
    ordered: list[Edit] = []
    for edit in edits:
        if edit[0] < 0 and ordered and ordered[-1][0] > 0:
            ordered.insert(-1, edit)
        else:
            ordered.append(edit)
    return ordered
