"""Tells a rewrite from many changes: of a text that was written anew a reader wants to know what stayed. Pure.

Before: 238 clauses. After: 189, of which 20 say what was said before. "Rewritten: 19% of the text stayed", and these
20 clauses, say more than a hundred removals and a hundred additions.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tracker.clauses.clause import Clause, ClauseKind
from tracker.diff.changes import ChangeKind, Comparison
from tracker.diff.word_diff import SegmentKind

REWRITTEN = 0.5
"""Where less of the shorter version's words stayed, the text was rewritten: it was neither only cut nor only grown."""
FEWEST_WORDS = 100
"""A shorter text is a paragraph or two: its changes tell it all."""
SAME_TEXT = frozenset({ChangeKind.MOVED, ChangeKind.COSMETIC, ChangeKind.RENUMBERED, ChangeKind.LINK})
"""Kinds of change that leave a clause's words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewriting:
    """What stayed of a text that was rewritten: the share of its words, and the new clauses, no headings, by index."""

    share: float
    kept: tuple[int, ...]

    @property
    def text(self) -> str:
        """Say how much stayed."""
        return share_in_words(self.share)


def find_rewriting(old: Sequence[Clause], new: Sequence[Clause], comparison: Comparison) -> Rewriting | None:
    """Return what stayed if more than half of the text was rewritten; None if it was not."""
    before, after = (sum(_count(clause.text) for clause in clauses) for clauses in (old, new))
    touched = {index for change in comparison.changes if change.kind not in SAME_TEXT for index in change.new}
    kept = [index for index in range(len(new)) if index not in touched]
    stayed = sum(_count(new[index].text) for index in kept)
    for change in comparison.changes:
        if change.kind not in SAME_TEXT:
            stayed += sum(_count(segment.text) for segment in change.segments if segment.kind is SegmentKind.EQUAL)
    if not is_rewritten(before, after, stayed):
        return None
    return Rewriting(
        share=stayed / min(before, after),
        kept=tuple(index for index in kept if new[index].kind is not ClauseKind.HEADING),
    )


def rewriting_to_json(rewriting: Rewriting, new: Sequence[Clause]) -> dict[str, Any]:
    """Return the rewriting as JSON: the share of the words that stayed, and the clauses that did."""
    kept = [{"place": index, "text": new[index].text} for index in rewriting.kept]
    return {"share": round(rewriting.share, 3), "kept": kept}


def is_rewritten(before: int, after: int, stayed: int) -> bool:
    """Whether a text was rewritten, given how many words it had, has, and how many of them stayed."""
    return min(before, after) >= FEWEST_WORDS and stayed < REWRITTEN * min(before, after)


def share_in_words(share: float) -> str:
    """Say how much of a rewritten text stayed.

    >>> share_in_words(0.19)
    'rewritten: 19% of the text stayed'
    """
    return f"rewritten: {share:.0%} of the text stayed"


def _count(text: str) -> int:
    return len(text.split())
