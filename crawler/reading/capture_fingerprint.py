"""The first look at a fetched page, which tells whether its like was read before."""

import re
from hashlib import sha256

from tracker.recording.record_page import fingerprint_page

MAX_HEAD_BYTES = 20_000
"""Where signposts stand; a page that is longer before it sends its readers away is read by its words."""
_SIGNPOSTS = re.compile(rb"<(?:meta\b[^>]{0,100}\brefresh\b|i?frame\b)[^>]{0,2000}>", re.IGNORECASE)


def fingerprint_capture(body: bytes, content_type: str | None) -> str:
    """Return the fingerprint of the page's visible text, made unlike for pages that lead to unlike places.

    Pages that show nothing, or the same few words, and send their readers elsewhere differ in their markup only.
    """
    fingerprint = fingerprint_page(body, content_type)
    shows_nothing = fingerprint == fingerprint_page(b"", content_type)
    leads = body if shows_nothing else b"".join(_SIGNPOSTS.findall(body[:MAX_HEAD_BYTES]))
    return f"{fingerprint}:{sha256(leads).hexdigest()[:16]}" if leads else fingerprint
