"""Finds terms renamed through a whole document, to say so once and not once for each clause. Pure.

Before: forty clauses say "the Service". After: all forty say "the Platform". That is one line, not forty changes.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tracker.diff.word_diff import Segment, SegmentKind

FEWEST_PLACES = 3
"""A replacement in fewer clauses is a change of those clauses."""
MAX_WORDS = 6
MOST_TERMS = 30
"""Only so many of the most frequent replacements are looked into; where more were made, the text was rewritten."""
REMAINING_SHARE = 0.1
"""Where more of the old term's clauses than this still have it, it was not renamed but replaced here and there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RenamedTerm:
    """A term that was replaced through the whole document, with the indexes of the new clauses where it was."""

    old: str
    new: str
    indexes: tuple[int, ...]


def find_renamed_terms(
    segments_by_index: Mapping[int, Sequence[Segment]], old_texts: Sequence[str], new_texts: Sequence[str]
) -> tuple[RenamedTerm, ...]:
    """Return the terms replaced by one other term wherever they stood, the most frequent first.

    `segments_by_index` has the segments of each modified clause by its place in the new version.
    """
    indexes: dict[tuple[str, str], list[int]] = {}
    for index, segments in segments_by_index.items():
        for pair in sorted(set(replacements(segments))):
            indexes.setdefault(pair, []).append(index)
    frequent = [
        RenamedTerm(old=old, new=new, indexes=tuple(at))
        for (old, new), at in indexes.items()
        if len(at) >= FEWEST_PLACES
    ]
    frequent.sort(key=lambda term: (-len(term.indexes), term.old, term.new))
    return tuple(term for term in frequent[:MOST_TERMS] if _is_gone(term.old, term.new, old_texts, new_texts))


def replacements(segments: Sequence[Segment]) -> list[tuple[str, str]]:
    """Return the pairs of short texts of which one took the other's place."""
    found = []
    for before, after in pairwise(segments):
        if before.kind is after.kind or SegmentKind.EQUAL in (before.kind, after.kind):
            continue
        gone, came = (before, after) if before.kind is SegmentKind.DELETE else (after, before)
        old, new = gone.text.strip(), came.text.strip()
        if old and new and max(len(old.split()), len(new.split())) <= MAX_WORDS and _has_letters(old):
            found.append((old, new))
    return found


def only_renames(segments: Sequence[Segment], terms: Sequence[RenamedTerm]) -> bool:
    """Whether nothing but renamed terms changed in a clause."""
    known = {(term.old, term.new) for term in terms}
    pairs = replacements(segments)
    changed = sum(1 for segment in segments if segment.kind is not SegmentKind.EQUAL)
    return bool(pairs) and changed == 2 * len(pairs) and all(pair in known for pair in pairs)


def _is_gone(old: str, new: str, old_texts: Sequence[str], new_texts: Sequence[str]) -> bool:
    """Whether the new version hardly has the old term any more, but within the new one."""
    pattern = re.compile(rf"(?<!\w){re.escape(old)}(?!\w)")
    grown = re.compile(rf"(?<!\w){re.escape(new)}(?!\w)")
    before = sum(1 for text in old_texts if old in text and pattern.search(text))
    after = sum(1 for text in new_texts if old in text and pattern.search(grown.sub(" ", text)))
    return after <= REMAINING_SHARE * before


def _has_letters(text: str) -> bool:
    return any(character.isalpha() for character in text)
