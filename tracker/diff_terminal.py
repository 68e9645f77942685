"""A comparison on a terminal, as a person wants to read it."""

from collections.abc import Sequence

from rich.console import Group
from rich.text import Text

from tracker.changes import Change, Comparison, RunKind
from tracker.clauses import Clause

_STYLES = {RunKind.EQUAL: "", RunKind.DELETE: "red strike", RunKind.INSERT: "green"}


def render_diff(
    old: Sequence[Clause], new: Sequence[Clause], comparison: Comparison, *, words: bool = False, stat: bool = False
) -> Group:
    """Return the changes for a terminal: by section, or only the words, or only the counts."""
    if stat:
        return Group(_counts(comparison))
    return Group(*(_change(change, words) for change in comparison.changes), _counts(comparison))


def _change(change: Change, words: bool) -> Text:
    line = Text(f"{change.kind.value}: ", style="bold")
    for run in change.runs:
        if not (words and run.kind is RunKind.EQUAL):
            line.append(run.text, style=_STYLES[run.kind])
    return line


def _counts(comparison: Comparison) -> Text:
    counts: dict[str, int] = {}
    for change in comparison.changes:
        counts[change.kind.value] = counts.get(change.kind.value, 0) + 1
    return Text(", ".join(f"{count} {kind}" for kind, count in sorted(counts.items())) or "no changes")
