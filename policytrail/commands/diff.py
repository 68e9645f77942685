"""`policytrail diff`: what changed between two versions."""

from pathlib import Path

import click

from db.errors import UsageError
from db.records import Document
from db.store import Store
from policytrail.commands.comparison import View, comparison_options, show_comparison
from policytrail.commands.options import db_option, json_option
from tracker.history.version_selection import choose_version
from tracker.history.version_table import HistoryRow
from tracker.history.version_texts import recorded_rows, version_clauses
from tracker.text.timestamps import readable_date


@click.command("diff")
@click.argument("target")
@click.argument("old", required=False)
@click.argument("new", required=False)
@db_option
@json_option
@comparison_options
def diff_command(
    target: str,
    old: str | None,
    new: str | None,
    db_path: Path,
    as_json: bool,
    html_path: Path | None,
    patch: bool,
    words: bool,
    stat: bool,
) -> None:
    """Show what changed in TARGET between the versions or dates OLD and NEW; by default between the last two.

    Example: policytrail diff https://docs.github.com/privacy 2024-01-01 2024-03-01
    """
    store = Store(db_path, create=False)
    document = store.find_document(target)
    before, after = choose_pair(store, document, old, new)
    old_clauses, new_clauses = version_clauses(store, document, before), version_clauses(store, document, after)
    store.close()
    show_comparison(
        old_clauses,
        new_clauses,
        View(as_json=as_json, html_path=html_path, patch=patch, words=words, stat=stat),
        title=document.name,
        old_label=label(before),
        new_label=label(after),
        about={"target": document.name, "old": side(before), "new": side(after)},
        heading=(f"{document.name}\n{label(before)}  →  {label(after)}\n{before.last_replay_url}\n{after.replay_url}"),
    )


def choose_pair(store: Store, document: Document, old: str | None, new: str | None) -> tuple[HistoryRow, HistoryRow]:
    """Return the two versions to compare; raises UsageError if there is only one."""
    rows = recorded_rows(store, document)
    if old is None:
        confirmed = [row for row in rows if row.mark != "unconfirmed"]
        if len(confirmed) < 2:
            message = f"{document.name}: only one version is recorded; there is nothing to compare it with"
            raise UsageError(message)
        return confirmed[-2], confirmed[-1]
    before = choose_version(rows, old, document.name)
    return before, rows[-1] if new is None else choose_version(rows, new, document.name)


def label(row: HistoryRow) -> str:
    """Return what a person calls the version."""
    return f"version {row.version} ({readable_date(row.first_capture)} to {readable_date(row.last_capture)})"


def side(row: HistoryRow) -> dict[str, object]:
    """Return a side of the comparison as JSON: the version and the captures that prove it."""
    names = ("version", "first_capture", "last_capture", "not_before", "replay_url", "last_replay_url", "sha256")
    return {name: getattr(row, name) for name in names}
