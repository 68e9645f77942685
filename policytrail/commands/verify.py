"""`policytrail verify`: read everything again."""

import sys
from pathlib import Path

from db.errors import EXIT_FAILED
from db.store import Store
from db.verification import verify
from policytrail.commands.output import print_json, print_line, warn


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
        print_json({"problems": problems, **counted})
    elif not problems:
        print_line("all is well: " + ", ".join(f"{count} {table}" for table, count in counted.items()))
    for problem in problems:
        warn(problem)
    if problems:
        sys.exit(EXIT_FAILED)
