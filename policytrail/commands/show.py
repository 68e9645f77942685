"""`policytrail show`: the text of a version."""

from dataclasses import asdict
from pathlib import Path

from db.store import Store
from policytrail.clock import now_timestamp
from policytrail.commands.output import print_json, print_lines, warn
from tracker.clauses.clause import Hyperlink, clause_to_json
from tracker.clauses.markdown import clauses_to_markdown
from tracker.evidence.version_links import clause_links, version_links
from tracker.history.chosen_versions import future_note
from tracker.history.version_selection import choose_version
from tracker.history.version_table import DoubtfulRow, HistoryRow
from tracker.history.version_texts import find_doubtful, find_versions, newest, version_clauses


def show_text(target: str, *, db_path: Path, as_json: bool) -> None:
    """Print the text of a version."""
    store = Store(db_path, create=False)
    document, rows, which = find_versions(store, target)
    doubtful = find_doubtful(store, document, which) if which else None
    row: HistoryRow | DoubtfulRow
    if doubtful is not None:
        row, clauses = doubtful
        links: tuple[tuple[Hyperlink, ...], ...] = ()
        note: str | None = f"{document.name}@{row.label} is no part of the history: {row.reason}"
    else:
        row = newest(rows) if which is None else choose_version(rows, which, document.name)
        clauses = version_clauses(store, document, row)
        links = version_links(store, document, row, clauses)
        note = future_note(rows, which, now_timestamp()) if which else None
    store.close()
    if note:
        warn(note)
    if as_json:
        value = {**asdict(row), "clauses": [clause_to_json(clause) for clause in clauses]}
        print_json(value | {"links": [asdict(link) for link in clause_links(clauses, links)]})
    else:
        print_lines(clauses_to_markdown(clauses, links))
