"""`policytrail remove`: stop tracking a target and delete its history."""

from pathlib import Path

import click

from db.derived_history import drop_unused_texts
from db.lock import run_lock
from db.store import Store
from policytrail.commands.output import print_line, tell
from tracker.text.printable import printable


def remove_target(target: str, *, db_path: Path, yes: bool) -> None:
    """Delete a document with all that was recorded of it, once a person said yes."""
    with run_lock(db_path, create=False):
        store = Store(db_path, create=False)
        document = store.find_document(target)
        versions = len(store.versions(document.id))
        if not yes and not click.confirm(f"delete {printable(document.name)} with {versions} versions?"):
            store.close()
            tell("nothing removed")
            return
        with store.transaction():
            store.remove_document(document.id)
            drop_unused_texts(store)
        store.give_back_room()
        store.close()
    print_line(f"deleted {document.name} with {versions} versions")
