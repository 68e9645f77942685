"""`policytrail verify`: read everything again."""

import json
import sys
from pathlib import Path

import click

from db.errors import EXIT_FAILED
from db.store import Store
from db.verification import verify


def verify_history(*, db_path: Path, as_json: bool) -> None:
    """Print what is wrong; exits with EXIT_FAILED if anything is."""
    store = Store(db_path, create=False)
    problems = list(verify(store))
    counted = {
        table: store.rows(f"SELECT count(*) AS rows FROM {table}")[0]["rows"]  # noqa: S608 - constants
        for table in ("documents", "captures", "pages", "versions", "steps")
    }
    store.close()
    if as_json:
        click.echo(json.dumps({"problems": problems, **counted}))
    elif not problems:
        click.echo("all is well: " + ", ".join(f"{count} {table}" for table, count in counted.items()))
    for problem in problems:
        click.echo(f"policytrail: {problem}", err=True)
    if problems:
        sys.exit(EXIT_FAILED)
