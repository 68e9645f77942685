"""`policytrail show`: the text of a version."""

import json
from dataclasses import asdict
from pathlib import Path

import click

from db.store import Store
from tracker.clauses.clause import clause_to_json
from tracker.clauses.markdown import clauses_to_markdown
from tracker.history.version_texts import find_version


def show_text(target: str, *, db_path: Path, as_json: bool) -> None:
    """Print the text of a version."""
    store = Store(db_path, create=False)
    row, clauses = find_version(store, target)
    store.close()
    if as_json:
        value = {**asdict(row), "clauses": [clause_to_json(clause) for clause in clauses]}
        click.echo(json.dumps(value, ensure_ascii=False))
    else:
        click.echo(clauses_to_markdown(clauses))
