"""Reading a fetched page: the policy it is, or where it sends its readers instead."""

from dataclasses import replace

from crawler.links import moved_to
from db.records import Document
from tracker.page_verdict import PageOutcome
from tracker.recorder import OK, Reading, read_page


def read_capture(body: bytes, document: Document, *, content_type: str | None, url: str) -> Reading:
    """Return tracker.recorder.read_page's reading; a page that is no policy but names another address has moved."""
    reading = read_page(body, document, content_type=content_type, url=url)
    if reading.outcome == OK:
        return reading
    target = moved_to(body, url=url, content_type=content_type)
    if target is None:
        return reading
    return replace(reading, outcome=PageOutcome.MOVED, problem=f"the page moved to {target}"[:500], target=target)
