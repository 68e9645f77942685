"""`policytrail reextract`: read the kept pages with the present extractor."""

import json
from dataclasses import asdict
from pathlib import Path

import click

from db.lock import run_lock
from db.store import Store
from policytrail.commands.options import db_option, json_option
from tracker.recording.reextraction import reextract


@click.command("reextract")
@click.argument("targets", nargs=-1)
@db_option
@json_option
def reextract_command(targets: tuple[str, ...], db_path: Path, as_json: bool) -> None:
    """Read the kept pages of each TARGET (by default of all) with the present extractor.

    Where the text differs from what an older extractor read, the old version stays on record and a technical change
    links it to the new one; no alert is sent for it. Example: policytrail reextract --db policies.db
    """
    with run_lock(db_path, wait=False):
        store = Store(db_path, create=False)
        documents = tuple(store.find_document(target) for target in targets) if targets else store.documents()
        for result in reextract(store, documents):
            if as_json:
                click.echo(json.dumps(asdict(result), ensure_ascii=False))
            else:
                counts = f"{result.pages} pages read again, {result.changed} texts differ"
                click.echo(f"{result.document}: {counts}, {result.unreadable} no longer read")
        store.close()
