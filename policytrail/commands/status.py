"""`policytrail status`: what is tracked and what became of its captures."""

import json
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from db.status import document_statuses
from db.store import Store


def print_status(*, db_path: Path, as_json: bool) -> None:
    """Print how far each document is."""
    store = Store(db_path, create=False)
    statuses = document_statuses(store)
    store.close()
    if as_json:
        click.echo(json.dumps(statuses, ensure_ascii=False, indent=1))
        return
    table = Table(box=None, pad_edge=False)
    for heading in ("document", "versions", "captures", "listing", "outcomes"):
        table.add_column(heading, overflow="fold")
    for row in statuses:
        outcomes = ", ".join(f"{count} {outcome}" for outcome, count in row["outcomes"].items())
        table.add_row(row["document"], str(row["versions"]), str(row["captures"]), row["listing"], outcomes)
    Console().print(table)
