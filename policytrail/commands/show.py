"""`policytrail show`: the text of a version."""

import json
from dataclasses import asdict
from pathlib import Path

import click

from db.store import Store
from policytrail.commands.options import db_option, json_option
from tracker.clauses.clause import clause_to_json
from tracker.clauses.markdown import clauses_to_markdown
from tracker.history.version_texts import find_version


@click.command("show")
@click.argument("target")
@db_option
@json_option
def show_command(target: str, db_path: Path, as_json: bool) -> None:
    """Print the text of TARGET as Markdown: the newest version, or TARGET@VERSION, or TARGET@DATE.

    Example: policytrail show https://docs.github.com/privacy@2023-06-01
    """
    store = Store(db_path, create=False)
    row, clauses = find_version(store, target)
    store.close()
    if as_json:
        value = {**asdict(row), "clauses": [clause_to_json(clause) for clause in clauses]}
        click.echo(json.dumps(value, ensure_ascii=False))
    else:
        click.echo(clauses_to_markdown(clauses))
