"""Reading a fetched page: the policy it is, or where it sends its readers instead."""

import re
from dataclasses import replace
from hashlib import sha256

from crawler.links import moved_to
from crawler.page_frames import policy_frame
from db.records import Document
from tracker.page_verdict import PageOutcome
from tracker.recorder import OK, Reading, fingerprint_page, read_page

FRAMED = "framed"
SIGNPOST_WORDS = 100
"""No policy is shorter and sends its readers elsewhere; a page that says where the policy went often is."""
MAX_HEAD_BYTES = 20_000
"""Where signposts stand; a page that is longer before it sends its readers away is read by its words."""
_SIGNPOSTS = re.compile(rb"<(?:meta\b[^>]{0,100}\brefresh\b|i?frame\b)[^>]{0,2000}>", re.IGNORECASE)


def read_capture(body: bytes, document: Document, *, content_type: str | None, url: str) -> Reading:
    """Return tracker.recorder.read_page's reading.

    A page that is no policy, or a few words about one, but names another address has moved; one that shows another in
    a frame has it as target.
    """
    reading = read_page(body, document, content_type=content_type, url=url)
    if reading.version is not None and reading.version.words > SIGNPOST_WORDS:
        return reading
    target = moved_to(body, url=url, content_type=content_type)
    if target is not None:
        return replace(
            reading, outcome=PageOutcome.MOVED, problem=f"the page moved to {target}"[:500], version=None, target=target
        )
    if reading.outcome == OK:
        return reading
    frame = policy_frame(body, url=url, kind=document.kind, content_type=content_type)
    if frame is not None:
        return replace(reading, outcome=FRAMED, problem=f"the page shows {frame} in a frame"[:500], target=frame)
    return reading


def fingerprint_capture(body: bytes, content_type: str | None) -> str:
    """Return tracker.recorder.fingerprint_page's fingerprint, made unlike for pages that lead to unlike places.

    Pages that show nothing, or the same few words, and send their readers elsewhere differ in their markup only.
    """
    fingerprint = fingerprint_page(body, content_type)
    shows_nothing = fingerprint == fingerprint_page(b"", content_type)
    leads = body if shows_nothing else b"".join(_SIGNPOSTS.findall(body[:MAX_HEAD_BYTES]))
    return f"{fingerprint}:{sha256(leads).hexdigest()[:16]}" if leads else fingerprint
