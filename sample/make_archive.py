"""Make the sample archive and the list of what is in it: `python -m sample.make_archive`.

The same bytes on each run: dates are fixed and the identifiers of records are derived from their content.
"""

import io
import json
import uuid
from email.utils import format_datetime
from pathlib import Path
from typing import Any

from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawler.archive.replay import sha1_base32
from sample.pages import captured_at
from sample.sites import SITES
from sample.timeline import Capture, Life, live

FOLDER = Path(__file__).parent
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://policytrail.example/sample")


def make_archive() -> bytes:
    """Return the WARC file: all captures of all sites in order of time."""
    buffer = io.BytesIO()
    writer = WARCWriter(buffer, gzip=True)
    captures = [capture for life in lives() for capture in life.captures]
    for capture in sorted(captures, key=lambda capture: (capture.timestamp, capture.url)):
        writer.write_record(_record(writer, capture))
    return buffer.getvalue()


def make_known_edits() -> dict[str, Any]:  # Any: JSON
    """Return what a reader of the archive should find, by site."""
    return {life.site.name: _known(life) for life in lives()}


def make_targets() -> str:
    """Return the addresses to crawl, one a line."""
    return "".join(f"{site.document}\n" for site in SITES)


def lives() -> list[Life]:
    """Return all sites, lived through."""
    return [live(site) for site in SITES]


def _known(life: Life) -> dict[str, Any]:
    return {
        "document": life.site.document,
        "captures": len(life.captures),
        "policy_captures": len(life.shown),
        "texts": life.texts,
        "edits": [
            {"between": list(dated.between), "kind": dated.edit.kind, "old": dated.edit.old, "new": dated.edit.new}
            for dated in life.edits
        ],
        "not_policy": [
            {"timestamp": capture.timestamp, "url": capture.url, "what": capture.note}
            for capture in life.captures
            if capture.policy is None
        ],
    }


def _record(writer: WARCWriter, capture: Capture) -> ArcWarcRecord:
    moment = captured_at(capture.timestamp)
    headers = [("Date", format_datetime(moment, usegmt=True)), *capture.headers]
    headers.append(("Content-Length", str(len(capture.body))))
    http = StatusAndHeaders(capture.status, headers, protocol="HTTP/1.1")
    identifier = uuid.uuid5(_NAMESPACE, f"{capture.timestamp} {capture.url} {capture.body.hex()}").urn
    warc = {"WARC-Record-ID": f"<{identifier}>", "WARC-Date": moment.strftime("%Y-%m-%dT%H:%M:%SZ")}
    if capture.revisit_of is None:
        return writer.create_warc_record(
            capture.url, "response", payload=io.BytesIO(capture.body), http_headers=http, warc_headers_dict=warc
        )
    return writer.create_revisit_record(
        capture.url,
        digest=f"sha1:{sha1_base32(capture.body)}",
        refers_to_uri=capture.url,
        refers_to_date=captured_at(capture.revisit_of).strftime("%Y-%m-%dT%H:%M:%SZ"),
        http_headers=http,
        warc_headers_dict=warc,
    )


def main() -> None:
    """Write the archive and its lists beside this file."""
    (FOLDER / "archive.warc.gz").write_bytes(make_archive())
    known = json.dumps(make_known_edits(), indent=1, ensure_ascii=False) + "\n"
    (FOLDER / "known_edits.json").write_text(known, encoding="utf-8")
    (FOLDER / "targets.txt").write_text(make_targets(), encoding="utf-8")


if __name__ == "__main__":
    main()
