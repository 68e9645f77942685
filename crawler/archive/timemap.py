"""Memento TimeMaps (RFC 7089): the listing of an archive that has no CDX server.

They name moments and addresses, no digests, statuses or lengths: those fields are `-`, as CDX has it.
"""

import re
from email.utils import parsedate_to_datetime

from waybackpy.cdx_snapshot import CDXSnapshot

from crawler.archive.cdx import FIELDS, Listing, read_timestamp
from crawler.archive.replay import redirect_target

_LINK = re.compile(r'<([^<>\s]+)>((?:\s*;\s*[\w*]+\s*=\s*(?:"[^"]*"|[^\s",;]+))+)')
_ATTRIBUTE = re.compile(r';\s*([\w*]+)\s*=\s*(?:"([^"]*)"|([^\s",;]+))')


def is_timemap(text: str) -> bool:
    """Whether a text is in the format of links (RFC 6690); a page of HTML is not.

    >>> is_timemap('<http://a.example/>; rel="original",'), is_timemap("<html><body>")
    (True, False)
    """
    return _LINK.match(text.lstrip()) is not None


def read_timemap(text: str) -> Listing:
    """Return the mementos as rows; the resume key is the address of the next part, if the TimeMap is paged."""
    rows: list[CDXSnapshot] = []
    broken, next_part = [], None
    for link in _LINK.finditer(text):
        attributes = {name: quoted or plain for name, quoted, plain in _ATTRIBUTE.findall(link[2])}
        relations = attributes.get("rel", "").split()
        if "memento" in relations:
            row = _row(link[1])
            if row is None:
                broken.append(link[0][:200])
            else:
                rows.append(row)
        elif "timemap" in relations and "self" not in relations and _goes_on(relations, attributes, rows):
            next_part = next_part or link[1]
    return Listing(rows=tuple(rows), resume_key=next_part, broken_lines=tuple(broken))


def _row(address: str) -> CDXSnapshot | None:
    timestamp, original = redirect_target(address, "")
    if timestamp is None or read_timestamp(timestamp) is None:
        return None
    return CDXSnapshot(dict(zip(FIELDS, ("-", timestamp, original, "-", "-", "-", "-"), strict=True)))


def _goes_on(relations: list[str], attributes: dict[str, str], rows: list[CDXSnapshot]) -> bool:
    """Whether a TimeMap linked from this one is the part after it."""
    if "next" in relations or "from" not in attributes:
        return "next" in relations
    try:
        begins = parsedate_to_datetime(attributes["from"]).strftime("%Y%m%d%H%M%S")
    except ValueError:
        return False
    return not rows or begins >= rows[-1].timestamp
