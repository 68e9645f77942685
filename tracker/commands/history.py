"""`policytrail history`: the versions of a document."""

import json
from dataclasses import asdict
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from db.store import Store
from tracker.commands.options import db_option, json_option
from tracker.history import HistoryRow, history_rows
from tracker.selection import readable_date


@click.command("history")
@click.argument("target")
@db_option
@json_option
def history_command(target: str, db_path: Path, as_json: bool) -> None:
    """List the versions of TARGET, oldest first.

    Example: policytrail history https://docs.github.com/privacy
    """
    store = Store(db_path, create=False)
    document = store.find_document(target)
    rows = history_rows(store, document)
    store.close()
    if as_json:
        click.echo(json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=1))
    else:
        Console().print(history_table(document.name, rows))


def history_table(name: str, rows: tuple[HistoryRow, ...]) -> Table:
    """Return the versions as a table for a terminal."""
    table = Table(title=name, title_justify="left", box=None, pad_edge=False)
    for heading in ("version", "changed between", "shown until", "captures", "words", "says of itself", ""):
        table.add_column(heading, justify="right" if heading in {"version", "captures", "words"} else "left")
    for row in rows:
        began = readable_date(row.first_capture)
        window = f"{readable_date(row.not_before)} and {began}" if row.not_before else f"first seen {began}"
        table.add_row(
            str(row.version),
            window,
            readable_date(row.last_capture),
            str(row.captures),
            str(row.words),
            row.effective_date or "",
            row.mark or "",
        )
    return table
