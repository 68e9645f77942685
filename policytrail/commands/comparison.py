"""Showing a comparison in the way a person asked for: what `diff` and `compare` have in common."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import click
from rich.console import Console

from db.errors import UsageError
from tracker.clauses.clause import Clause
from tracker.diff.changes import change_to_json, compare
from tracker.diff.render_html import render_html
from tracker.diff.render_patch import render_patch
from tracker.diff.render_terminal import render_diff


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """The ways of showing a comparison, as the options name them; without any, in full for a terminal."""

    as_json: bool
    html_path: Path | None
    patch: bool
    words: bool
    stat: bool


def show_comparison(
    old: Sequence[Clause],
    new: Sequence[Clause],
    view: View,
    *,
    title: str,
    old_label: str,
    new_label: str,
    about: Mapping[str, object],
    heading: str = "",
) -> None:
    """Print, or write, what changed; `about` stands before the changes in JSON, `heading` above them on a terminal."""
    if view.patch and not view.as_json and view.html_path is None:
        click.echo(render_patch(old, new, old_label=old_label, new_label=new_label), nl=False)
        return
    comparison = compare(old, new)
    if view.as_json:
        changes = [change_to_json(change, old, new) for change in comparison.changes]
        click.echo(json.dumps({**about, "changes": changes}, ensure_ascii=False))
    elif view.html_path is not None:
        page = render_html(old, new, comparison, title=title, old_label=old_label, new_label=new_label)
        write_page(view.html_path, page)
    else:
        console = Console()
        if heading:
            console.print(f"{heading}\n", markup=False, soft_wrap=True)
        marks = not console.is_terminal
        console.print(render_diff(old, new, comparison, words=view.words, stat=view.stat, marks=marks))


def write_page(path: Path, page: str) -> None:
    """Write a page to a file; raises UsageError where that cannot be."""
    try:
        path.write_text(page, encoding="utf-8")
    except OSError as error:
        message = f"{path}: {error.strerror or error}; give another file with --html"
        raise UsageError(message) from error
