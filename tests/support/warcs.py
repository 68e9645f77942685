"""Writing captures to small WARC and WACZ files."""

import io
import zipfile
from collections.abc import Iterable
from http import HTTPStatus
from pathlib import Path

from made_captures import MadeCapture, moment_of
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter


def write_warc(path: Path, captures: Iterable[MadeCapture]) -> Path:
    """Write the captures as response and revisit records; compressed if the name ends in .gz. Returns the path."""
    buffer = io.BytesIO()
    writer = WARCWriter(buffer, gzip=path.suffix == ".gz")
    first_seen: dict[str, str] = {}
    for at in captures:
        date = f"{moment_of(at.timestamp):%Y-%m-%dT%H:%M:%SZ}"
        headers = [*at.headers, ("Content-Length", str(len(at.body)))]
        http = StatusAndHeaders(f"{at.status} {HTTPStatus(at.status).phrase}", headers, protocol="HTTP/1.1")
        if at.revisit:
            digest = f"sha1:{at.digest}"
            record = writer.create_revisit_record(
                at.url, digest, at.url, first_seen[at.digest], http_headers=http, warc_headers_dict={"WARC-Date": date}
            )
        else:
            record = writer.create_warc_record(
                at.url,
                "response",
                payload=io.BytesIO(at.body),
                http_headers=http,
                warc_headers_dict={"WARC-Date": date},
            )
        first_seen.setdefault(at.digest, date)
        writer.write_record(record)
    path.write_bytes(buffer.getvalue())
    return path


def write_wacz(path: Path, *warcs: Path) -> Path:
    """Pack WARC files as a WACZ does: stored, under archive/. Returns the path."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as wacz:
        wacz.writestr("datapackage.json", '{"profile": "data-package", "wacz_version": "1.1.1"}')
        for warc in warcs:
            wacz.write(warc, f"archive/{warc.name}")
    return path
