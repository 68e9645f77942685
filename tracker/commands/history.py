"""`policytrail history`: the versions of a document."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from db.store import Store
from tracker.commands.options import db_option, json_option
from tracker.history import HistoryRow, history_rows
from tracker.selection import readable_date

_NUMBERS = frozenset({"version", "captures", "words"})


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
    counts = store.change_counts(document.id)
    store.close()
    if as_json:
        click.echo(json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=1))
    else:
        Console().print(history_table(document.name, rows, counts))


def history_table(name: str, rows: tuple[HistoryRow, ...], counts: Mapping[int, Mapping[str, int]]) -> Table:
    """Return the versions as a table for a terminal; `counts` are the changes by kind that made each version."""
    dated = any(row.effective_date for row in rows)
    table = Table(title=name, title_justify="left", box=None, pad_edge=False)
    for heading in ("version", "changed between", "shown until", "captures", "words"):
        table.add_column(heading, justify="right" if heading in _NUMBERS else "left", no_wrap=True)
    for heading in ("dated", "what changed") if dated else ("what changed",):
        table.add_column(heading)
    for row in rows:
        table.add_row(*_cells(row, counts.get(row.version, {}), dated=dated))
    return table


def _cells(row: HistoryRow, counts: Mapping[str, int], *, dated: bool) -> list[str]:
    began = readable_date(row.first_capture)
    what = [row.mark] if row.mark else []
    what += [f"{count} {kind}" for kind, count in counts.items()]
    return [
        str(row.version),
        f"{readable_date(row.not_before)} – {began}" if row.not_before else f"first seen {began}",
        readable_date(row.last_capture),
        str(row.captures),
        str(row.words),
        *([row.effective_date or ""] if dated else []),
        ", ".join(what),
    ]
