"""`policytrail reextract`: read the kept pages with the present extractor."""

from dataclasses import asdict
from pathlib import Path

from db.lock import run_lock
from db.store import Store
from policytrail.commands.output import print_json, print_line
from tracker.recording.reextraction import reextract


def reextract_targets(targets: tuple[str, ...], *, db_path: Path, as_json: bool) -> None:
    """Read kept pages with the present extractor, and print what that came to."""
    with run_lock(db_path, create=False):
        store = Store(db_path, create=False)
        documents = tuple(store.find_document(target) for target in targets) if targets else store.documents()
        for result in reextract(store, documents):
            if as_json:
                print_json(asdict(result))
            else:
                counts = f"{result.pages} pages read again, {result.changed} texts differ"
                print_line(f"{result.document}: {counts}, {result.unreadable} no longer read")
        store.close()
