"""`policytrail archives`: where the captures of a history come from, and what each archive holds."""

from pathlib import Path

from db.archives import OWN_NAME, Holdings, holdings
from db.store import Store
from policytrail.commands.output import print_json, print_line
from tracker.text.counts import counted
from tracker.text.printable import printable
from tracker.text.timestamps import readable_date


def print_archives(*, db_path: Path, as_json: bool) -> None:
    """Print each archive with what it holds of the policies tracked here."""
    store = Store(db_path, create=False)
    found = holdings(store)
    store.close()
    if as_json:
        print_json([archive_json(each) for each in found], indent=1)
        return
    for each in found:
        print_line(printable(in_words(each)))
    if not found:
        print_line("no archive was asked yet; 'policytrail crawl' asks the Wayback Machine, or those of --archive")


def archive_json(held: Holdings) -> dict[str, object]:
    """Return the contract's object."""
    names = ("documents", "captures", "fetched", "first_capture", "last_capture", "partial_listings")
    archive = {"name": held.archive.name, "place": held.archive.place, "own": held.archive.name == OWN_NAME}
    return archive | {name: getattr(held, name) for name in names}


def in_words(held: Holdings) -> str:
    """Return what an archive holds, in a line."""
    archive = held.archive
    name = archive.name if archive.name == archive.place else f"{archive.name} ({archive.place})"
    if held.first_capture is None or held.last_capture is None:
        return f"{name}: no capture of what is tracked"
    times = f"{readable_date(held.first_capture)} to {readable_date(held.last_capture)}"
    counts = (
        f"{counted(held.captures, 'capture')} of {counted(held.documents, 'target')}, {times}, {held.fetched} fetched"
    )
    partial = f"; {counted(held.partial_listings, 'listing')} not complete" if held.partial_listings else ""
    return f"{name}: {counts}{partial}"
