"""A comparison as one HTML page without scripts or outside resources; everything from the texts is escaped."""

from collections.abc import Sequence
from html import escape

from tracker.changes import Change, Comparison, RunKind
from tracker.clauses import Clause

_TAGS = {RunKind.EQUAL: "span", RunKind.DELETE: "del", RunKind.INSERT: "ins"}


def render_html(
    old: Sequence[Clause],
    new: Sequence[Clause],
    comparison: Comparison,
    *,
    title: str,
    old_label: str,
    new_label: str,
) -> str:
    """Return the page."""
    body = "".join(_change(change) for change in comparison.changes)
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{escape(title)}</title></head><body>'
        f"<h1>{escape(title)}</h1><p>{escape(old_label)} → {escape(new_label)}</p>{body}</body></html>"
    )


def _change(change: Change) -> str:
    runs = "".join(f"<{_TAGS[run.kind]}>{escape(run.text)}</{_TAGS[run.kind]}>" for run in change.runs)
    return f"<p><b>{change.kind.value}</b> {runs}</p>"
