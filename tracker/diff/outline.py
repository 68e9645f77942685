"""Puts a comparison into the order in which a person reads it: changes by section, what stayed folded between. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tracker.clauses.clause import Clause
from tracker.diff.changes import Change, ChangeKind, Comparison
from tracker.diff.counting import count_changes, counts_in_words
from tracker.text.counts import counted

TOP = "at the top"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fold:
    """Clauses that stayed as they were: the new indexes from `first` to `last`."""

    first: int
    last: int

    @property
    def text(self) -> str:
        """Say how many there are."""
        return f"{counted(self.last - self.first + 1, 'clause')} as before"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A change with the headings above it and what to call it."""

    change: Change
    section: tuple[str, ...]
    label: str


def outline(
    old: Sequence[Clause], new: Sequence[Clause], comparison: Comparison, *, skip_renamed: bool = False
) -> Iterator[Fold | Entry]:
    """Yield changes and folds in reading order; `skip_renamed` counts clauses in which only a term was renamed as kept.

    A comparison without changes has neither.
    """
    reached = 0
    changes = [change for change in comparison.changes if not (skip_renamed and change.renamed_only)]
    for change in changes:
        at = change.new[0] if change.new else reached
        if at > reached:
            yield Fold(first=reached, last=at - 1)
        reached = max(reached, change.new[-1] + 1 if change.new else reached)
        yield Entry(change=change, section=section_of(change, old, new), label=_label(change, old, new))
    if changes and len(new) > reached:
        yield Fold(first=reached, last=len(new) - 1)


def section_of(change: Change, old: Sequence[Clause], new: Sequence[Clause]) -> tuple[str, ...]:
    """Return the headings above a change, outermost first."""
    return new[change.new[0]].path if change.new else old[change.old[0]].path


def _label(change: Change, old: Sequence[Clause], new: Sequence[Clause]) -> str:
    label = change.kind.value
    if change.kind is ChangeKind.SPLIT:
        label += f" into {len(change.new)}"
    elif change.kind is ChangeKind.MERGED:
        label += f" from {len(change.old)}"
    if not change.moved:
        return label
    before, after = old[change.old[0]].path, new[change.new[0]].path
    where = f"from “{before[-1] if before else TOP}”" if before[-1:] != after[-1:] else "within its section"
    return f"{label} {where}" if change.kind is ChangeKind.MOVED else f"{label}, moved {where}"


def total(new: Sequence[Clause], comparison: Comparison) -> str:
    """Say how much changed in all."""
    counts = count_changes(comparison.changes)
    if not counts:
        return "no changes"
    touched = len({index for change in comparison.changes for index in change.new})
    return f"{counts_in_words(counts)}; {len(new) - touched} of {len(new)} clauses as before"
