"""Finds the change that a proof of one sentence is about: the newest step that touched what says its words.

Asked for "precise location", of a clause that began with these words in version 2 and lost them in version 5, it is the
step to version 5. Pure.
"""

from collections.abc import Iterable, Sequence

from db.records import StoredSpan
from tracker.clauses.clause import Clause
from tracker.diff.changes import Change, compare


def said(text: str, words: str) -> bool:
    """Whether a text says the words (letters of either case, spaces alike).

    >>> said("We share your  Location.", "your location"), said("We share.", "location")
    (True, False)
    """
    return " ".join(words.casefold().split()) in " ".join(text.casefold().split())


def steps_that_touch(
    spans: Sequence[StoredSpan], words: str, steps: Iterable[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Return, of steps from one version's number to another's, those over which clauses with the words differ."""
    own = [span for span in spans if said(span.text, words)]
    return [(before, after) for before, after in steps if _spoken(own, before) != _spoken(own, after)]


def _spoken(spans: Sequence[StoredSpan], version: int) -> list[str]:
    return sorted(span.text for span in spans if span.first_version <= version <= span.last_version)


def change_of(old: Sequence[Clause], new: Sequence[Clause], words: str) -> Change | None:
    """Return the change of a clause that says the words, one that brought or took them before others; or None."""
    touched = [
        (_says(old, change.old, words), _says(new, change.new, words), change) for change in compare(old, new).changes
    ]
    came_or_went = [change for was, now, change in touched if was != now]
    stayed = [change for was, now, change in touched if was and now]
    return next(iter(came_or_went + stayed), None)


def _says(clauses: Sequence[Clause], places: Sequence[int], words: str) -> bool:
    return any(said(clauses[place].text, words) for place in places)
