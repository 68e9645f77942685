"""Showing a comparison in the way a person asked for: what `diff` and `compare` have in common."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rich.text import Text

from db.errors import UsageError
from policytrail.commands.output import people_console, print_json, print_lines, print_styled, shows_styles
from policytrail.meanings import AssessedComparison, assessed_comparison, assessment_to_json
from tracker.clauses.clause import Clause
from tracker.diff.changes import change_to_json
from tracker.diff.link_changes import ClauseLinks
from tracker.diff.render_html import render_html
from tracker.diff.render_patch import render_patch
from tracker.diff.render_terminal import render_diff
from tracker.diff.rewriting import find_rewriting, rewriting_to_json
from tracker.text.printable import printable, printable_lines


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """The ways of showing a comparison, as the options name them; without any, in full for a terminal."""

    as_json: bool
    html_path: Path | None
    patch: bool
    words: bool
    stat: bool
    least_weight: str | None = None
    topic: str | None = None


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
    links: tuple[ClauseLinks, ClauseLinks] = ((), ()),
) -> None:
    """Print, or write, what changed; `about` stands before the changes in JSON, `heading` above them on a terminal.

    `links` are those of both texts, if known.
    """
    if view.as_json:
        found = _wanted(old, new, view, links)
        changes = [
            change_to_json(change, old, new) | {"assessment": assessment_to_json(meaning)}
            for change, meaning in zip(found.comparison.changes, found.meanings, strict=True)
        ]
        rewriting = find_rewriting(old, new, found.comparison)
        print_json({**about, "rewritten": rewriting and rewriting_to_json(rewriting, new), "changes": changes})
        return
    old, new = to_be_seen(old), to_be_seen(new)
    if view.html_path is not None:
        found = _wanted(old, new, view, links)
        page = render_html(
            old,
            new,
            found.comparison,
            title=title,
            old_label=old_label,
            new_label=new_label,
            notes=found.notes(),
        )
        write_page(view.html_path, page)
    elif view.patch:
        print_lines(render_patch(old, new, old_label=old_label, new_label=new_label).removesuffix("\n"))
    else:
        print_comparison(old, new, view, printable_lines(heading), links)


def print_comparison(
    old: Sequence[Clause],
    new: Sequence[Clause],
    view: View,
    heading: str,
    links: tuple[ClauseLinks, ClauseLinks] = ((), ()),
) -> None:
    """Print what changed for a person: with colors, or with marks around the words where there are none."""
    console = people_console()
    for line in [*heading.splitlines(), ""] if heading else ():
        print_styled(console, Text(line), whole_lines="://" in line)
    marks = not shows_styles(console)
    found = _wanted(old, new, view, links)
    shown = render_diff(old, new, found.comparison, words=view.words, stat=view.stat, marks=marks, notes=found.notes())
    print_styled(console, shown)


def _wanted(
    old: Sequence[Clause], new: Sequence[Clause], view: View, links: tuple[ClauseLinks, ClauseLinks]
) -> AssessedComparison:
    return assessed_comparison(old, new, least_weight=view.least_weight, topic=view.topic, links=links)


def to_be_seen(clauses: Sequence[Clause]) -> tuple[Clause, ...]:
    """Return the clauses without characters that act instead of being seen."""
    return tuple(
        replace(clause, text=printable(clause.text), path=tuple(map(printable, clause.path))) for clause in clauses
    )


def write_page(path: Path, page: str) -> None:
    """Write a page to a file; raises UsageError where that cannot be."""
    try:
        path.write_text(page, encoding="utf-8")
    except OSError as error:
        message = f"{path}: {error.strerror or error}; give another file with --html"
        raise UsageError(message) from error
