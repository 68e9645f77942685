"""`policytrail diff`: what changed between two versions."""

from collections.abc import Mapping
from pathlib import Path

from db.store import Store
from policytrail.clock import now_timestamp
from policytrail.commands.comparison import View, show_comparison
from policytrail.commands.output import warn
from tracker.evidence.version_links import version_links
from tracker.history.chosen_versions import ChosenPair, choose_pair
from tracker.history.version_table import HistoryRow, replay_addresses
from tracker.history.version_texts import recorded_rows, version_clauses
from tracker.text.timestamps import readable_date, readable_time, readable_window


def show_diff(target: str, old: str | None, new: str | None, *, db_path: Path, view: View) -> None:
    """Show what changed between two versions of a document, each given by number or date."""
    store = Store(db_path, create=False)
    document = store.find_document(target)
    pair = choose_pair(recorded_rows(store, document), old, new, document.name, now=now_timestamp())
    addresses = replay_addresses(store, document)
    old_clauses = version_clauses(store, document, pair.before)
    new_clauses = version_clauses(store, document, pair.after)
    links = (
        version_links(store, document, pair.before, old_clauses),
        version_links(store, document, pair.after, new_clauses),
    )
    store.close()
    for note in pair.notes:
        warn(note)
    show_comparison(
        old_clauses,
        new_clauses,
        view,
        title=document.name,
        old_label=f"{label(pair.before)}, last seen {readable_time(pair.last_before)}",
        new_label=f"{label(pair.after)}, first seen {readable_time(pair.first_after)}",
        about={
            "target": document.name,
            "old": side(pair.before),
            "new": side(pair.after),
            "window": window_to_json(pair, addresses),
        },
        heading=f"{document.name}\n{heading(pair, addresses)}",
        links=links,
    )


def heading(pair: ChosenPair, addresses: Mapping[str, str]) -> str:
    """Return the versions, the change window, and the two captures at its edges with where they are replayed."""
    lines = [f"{label(pair.before)}  →  {label(pair.after)}"]
    if pair.before is not pair.after:
        lines.append(f"changed {readable_window(pair.last_before, pair.first_after)}")
        lines += [
            addresses.get(timestamp) or f"capture of {readable_time(timestamp)}, page not kept"
            for timestamp in (pair.last_before, pair.first_after)
        ]
    return "\n".join(lines)


def window_to_json(pair: ChosenPair, addresses: Mapping[str, str]) -> dict[str, object]:
    """Return the captures between which the change happened."""
    return {
        "not_before": pair.last_before,
        "not_before_replay_url": addresses.get(pair.last_before, ""),
        "first_capture": pair.first_after,
        "replay_url": addresses.get(pair.first_after, ""),
    }


def label(row: HistoryRow) -> str:
    """Return what a person calls the version."""
    return f"version {row.version} ({readable_date(row.first_capture)} to {readable_date(row.last_capture)})"


def side(row: HistoryRow) -> dict[str, object]:
    """Return a side of the comparison as JSON: the version and the captures that prove it."""
    names = ("version", "first_capture", "last_capture", "not_before", "replay_url", "last_replay_url", "sha256")
    return {name: getattr(row, name) for name in names}
