"""`policytrail remove`: stop tracking a target and delete its history."""

from pathlib import Path

import click

from db.lock import run_lock
from db.settling import drop_unused_texts
from db.store import Store


def remove_target(target: str, *, db_path: Path, yes: bool) -> None:
    """Delete a document with all that was recorded of it, once a person said yes."""
    with run_lock(db_path, create=False):
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
