"""`policytrail remove`: stop tracking a target and delete its history."""

from pathlib import Path

import click

from db.lock import run_lock
from db.settling import drop_unused_texts
from db.store import Store
from policytrail.commands.options import db_option


@click.command("remove")
@click.argument("target")
@db_option
@click.option("--yes", is_flag=True, help="Do not ask.")
def remove_command(target: str, db_path: Path, yes: bool) -> None:
    """Delete TARGET with all its captures, pages, versions and changes. It cannot be undone.

    Example: policytrail remove https://docs.github.com/privacy --yes
    """
    with run_lock(db_path, wait=False):
        store = Store(db_path, create=False)
        document = store.find_document(target)
        versions = len(store.versions(document.id))
        if not yes:
            click.confirm(f"delete {document.name} with {versions} versions?", abort=True)
        with store.transaction():
            store.remove_document(document.id)
            drop_unused_texts(store)
        store.give_back_room()
        store.close()
    click.echo(f"deleted {document.name} with {versions} versions")
