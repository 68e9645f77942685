"""The words that changed between two texts; a word is never cut."""

import re
from dataclasses import dataclass
from enum import StrEnum

from diff_match_patch import diff_match_patch
from rapidfuzz.distance import Indel

from tracker.clause_words import UNSPACED, spell


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
_TOKEN = re.compile(rf"[{UNSPACED}]|[^\W{UNSPACED}]+(?:['’][^\W{UNSPACED}]+)*|\s+|.", re.DOTALL)
# The table of the word comparison has a bit for each pair of words: 25 MB at most.
MAX_PAIRS = 200_000_000
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
    alphabet = {word: spell(number) for number, word in enumerate(dict.fromkeys((*old_words, *new_words)))}
    spelled = {letter: word for word, letter in alphabet.items()}
    before, after = "".join(map(alphabet.__getitem__, old_words)), "".join(map(alphabet.__getitem__, new_words))
    edits = _edits(before, after)
    diff_match_patch().diff_cleanupSemantic(edits)
    runs = [
        Run(kind=_KINDS[fate], text="".join(map(spelled.__getitem__, letters))) for fate, letters in edits if letters
    ]
    return tuple(_deletions_first(runs))


def _deletions_first(runs: list[Run]) -> list[Run]:
    """Put what went before what came in its place, as every reader of redlines expects."""
    ordered: list[Run] = []
    for run in runs:
        if run.kind is RunKind.DELETE and ordered and ordered[-1].kind is RunKind.INSERT:
            ordered.insert(-1, run)
        else:
            ordered.append(run)
    return ordered


def _edits(before: str, after: str) -> list[tuple[int, str]]:
    if len(before) * len(after) > MAX_PAIRS:
        return [(-1, before), (1, after)]
    edits: list[tuple[int, str]] = []
    for code in Indel.opcodes(before, after):
        if code.tag == "equal":
            edits.append((0, before[code.src_start : code.src_end]))
        elif code.tag == "delete":
            edits.append((-1, before[code.src_start : code.src_end]))
        else:
            edits.append((1, after[code.dest_start : code.dest_end]))
    return edits
