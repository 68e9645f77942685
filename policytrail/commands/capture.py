"""`policytrail capture`: own captures of the live pages, as WARC records."""

import sys
from dataclasses import asdict

from crawler.live.capture import CaptureRequest, capture_live, count_of
from crawler.live.spider import LiveCapture, LiveOutcome
from crawler.sources import OWN_FOLDER
from db.errors import EXIT_FAILED
from policytrail.commands.output import print_json, print_line, warn
from tracker.text.counts import counted


def capture_targets(request: CaptureRequest, *, as_json: bool, quiet: bool) -> None:
    """Capture the pages, and say what became of each; status 1 if any was not captured."""
    found = capture_live(request)
    if as_json:
        print_json([capture_json(each) for each in found], indent=1)
    elif not quiet:
        words = counted(count_of(found, LiveOutcome.CAPTURED), "page")
        print_line(f"{words} captured in {request.db_path.parent / OWN_FOLDER}; 'policytrail crawl' reads them")
    missed = [each for each in found if each.outcome is not LiveOutcome.CAPTURED]
    for each in missed:
        warn(f"{each.page.target}: {each.outcome}: {each.note}" if each.note else f"{each.page.target}: {each.outcome}")
    if missed:
        sys.exit(EXIT_FAILED)


def capture_json(capture: LiveCapture) -> dict[str, object]:
    """Return the contract's object."""
    values = asdict(capture)
    page = values.pop("page")
    return {"target": page["target"], "asked": page["url"], **values}
