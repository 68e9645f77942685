"""`policytrail save`: asking the Wayback Machine for captures of the live pages."""

import sys

from crawler.live.save import SavedPage, SaveRequest, save_pages
from crawler.live.save_page_now import SaveOutcome
from db.errors import EXIT_FAILED, EXIT_TRY_LATER
from policytrail.commands.output import print_json, print_line, warn
from tracker.text.counts import counted


def save_targets(request: SaveRequest, *, as_json: bool, quiet: bool) -> None:
    """Ask for the captures, and say what became of each; status 75 if all that failed was refused, 1 otherwise."""
    pages = save_pages(request)
    saved = [page for page in pages if page.saved.outcome is SaveOutcome.SAVED]
    waiting = [page for page in pages if page.saved.outcome is SaveOutcome.WAITING]
    if as_json:
        print_json([saved_json(page) for page in pages], indent=1)
    elif not quiet:
        more = f", {len(waiting)} still at work" if waiting else ""
        print_line(f"{counted(len(saved), 'page')} saved{more}; the next crawl finds the captures")
    missed = [page for page in pages if page not in saved and page not in waiting]
    for page in missed:
        warn(f"{page.target}: {page.saved.outcome}: {page.saved.note}")
    if missed:
        refused = all(page.saved.outcome is SaveOutcome.REFUSED for page in missed)
        sys.exit(EXIT_TRY_LATER if refused else EXIT_FAILED)


def saved_json(page: SavedPage) -> dict[str, object]:
    """Return the contract's object."""
    saved = page.saved
    return {
        "target": page.target,
        "url": page.url,
        "outcome": saved.outcome,
        "job": saved.job,
        "timestamp": saved.timestamp,
        "note": saved.note,
    }
