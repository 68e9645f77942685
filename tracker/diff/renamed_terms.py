"""Terms renamed through a whole document: said once with their places, and not once for each clause. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tracker.diff.word_diff import Run, RunKind

FEWEST_PLACES = 3
"""A replacement in fewer clauses is a change of those clauses."""
MAX_WORDS = 6
MOST_TERMS = 30
"""Only so many of the most frequent replacements are looked into; where more were made, the text was rewritten."""
REMAINING_SHARE = 0.1
"""Where more of the old term's clauses than this still have it, it was not renamed but replaced here and there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RenamedTerm:
    """A term that was replaced through the whole document, with the places (new clauses) where it was."""

    old: str
    new: str
    places: tuple[int, ...]


def find_renamed_terms(
    runs_by_place: Mapping[int, Sequence[Run]], old_texts: Sequence[str], new_texts: Sequence[str]
) -> tuple[RenamedTerm, ...]:
    """Return the terms replaced by one other term wherever they stood, the most frequent first.

    `runs_by_place` has the runs of each modified clause by its place in the new version.
    """
    places: dict[tuple[str, str], list[int]] = {}
    for place, runs in runs_by_place.items():
        for pair in sorted(set(replacements(runs))):
            places.setdefault(pair, []).append(place)
    frequent = [
        RenamedTerm(old=old, new=new, places=tuple(at)) for (old, new), at in places.items() if len(at) >= FEWEST_PLACES
    ]
    frequent.sort(key=lambda term: (-len(term.places), term.old, term.new))
    return tuple(term for term in frequent[:MOST_TERMS] if _is_gone(term.old, term.new, old_texts, new_texts))


def replacements(runs: Sequence[Run]) -> list[tuple[str, str]]:
    """Return the pairs of short texts of which one took the other's place."""
    found = []
    for before, after in pairwise(runs):
        if before.kind is after.kind or RunKind.EQUAL in (before.kind, after.kind):
            continue
        gone, came = (before, after) if before.kind is RunKind.DELETE else (after, before)
        old, new = gone.text.strip(), came.text.strip()
        if old and new and max(len(old.split()), len(new.split())) <= MAX_WORDS and _has_letters(old):
            found.append((old, new))
    return found


def only_renames(runs: Sequence[Run], terms: Sequence[RenamedTerm]) -> bool:
    """Whether nothing but renamed terms changed in a clause."""
    known = {(term.old, term.new) for term in terms}
    pairs = replacements(runs)
    changed = sum(1 for run in runs if run.kind is not RunKind.EQUAL)
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
