"""A comparison as a unified diff, for tools."""

from collections.abc import Sequence
from difflib import unified_diff

from tracker.clauses.clause import Clause
from tracker.clauses.markdown import clauses_to_markdown


def render_patch(old: Sequence[Clause], new: Sequence[Clause], *, old_label: str, new_label: str) -> str:
    """Return a unified diff of the versions as Markdown; empty if they are the same."""
    before = clauses_to_markdown(old).splitlines(keepends=True)
    after = clauses_to_markdown(new).splitlines(keepends=True)
    return "".join(unified_diff(before, after, old_label, new_label))
