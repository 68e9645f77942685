"""`policytrail diff`: what changed between two versions."""

from pathlib import Path

from db.errors import UsageError
from db.records import Document
from db.store import Store
from policytrail.commands.comparison import View, show_comparison
from tracker.history.version_selection import choose_version
from tracker.history.version_table import HistoryRow
from tracker.history.version_texts import recorded_rows, version_clauses
from tracker.text.timestamps import readable_date


def show_diff(target: str, old: str | None, new: str | None, *, db_path: Path, view: View) -> None:
    """Show what changed between two versions of a document, each given by number or date."""
    store = Store(db_path, create=False)
    document = store.find_document(target)
    before, after = choose_pair(store, document, old, new)
    old_clauses, new_clauses = version_clauses(store, document, before), version_clauses(store, document, after)
    store.close()
    show_comparison(
        old_clauses,
        new_clauses,
        view,
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
