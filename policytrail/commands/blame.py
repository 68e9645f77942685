"""`policytrail blame`: each clause with its birth and the beginning of its present wording."""

import json
from dataclasses import asdict
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from db.store import Store
from tracker.history.blame import BlameLine, blame
from tracker.history.version_selection import choose_version
from tracker.history.version_table import HistoryRow
from tracker.history.version_texts import recorded_rows
from tracker.text.timestamps import readable_date


def print_blame(target: str, at: str | None, *, db_path: Path, as_json: bool) -> None:
    """Print each clause of a version with its birth and the beginning of its wording."""
    store = Store(db_path, create=False)
    document = store.find_document(target)
    rows = {row.version: row for row in recorded_rows(store, document)}
    row = rows[max(rows)] if at is None else choose_version(tuple(rows.values()), at, document.name)
    lines = blame(store.spans(document.id), store.origins(document.id), row.version)
    store.close()
    if as_json:
        clauses = [
            {**asdict(line), "born": moment(rows[line.born]), "worded": moment(rows[line.worded])} for line in lines
        ]
        click.echo(json.dumps({"target": document.name, **moment(row), "clauses": clauses}, ensure_ascii=False))
    else:
        Console().print(blame_table(lines, rows))


def moment(row: HistoryRow) -> dict[str, object]:
    """Return when a version began, with the captures that prove it, as JSON."""
    return {
        "version": row.version,
        "not_before": row.not_before,
        "first_capture": row.first_capture,
        "replay_url": row.replay_url,
    }


def blame_table(lines: tuple[BlameLine, ...], rows: dict[int, HistoryRow]) -> Table:
    """Return the clauses as a table for a terminal; `≤` marks what was there at the first capture."""
    table = Table(box=None, pad_edge=False)
    for heading in ("since", "reads so since", "clause"):
        table.add_column(heading, no_wrap=heading != "clause")
    for line in lines:
        style = "bold" if line.kind == "heading" else ""
        table.add_row(when(rows[line.born]), when(rows[line.worded]), Text(line.text, style=style))
    return table


def when(row: HistoryRow) -> str:
    """Return the day a version was first seen; `≤` where nothing was captured before it."""
    return f"{'' if row.not_before else '≤'}{readable_date(row.first_capture)}"
