"""Our own captures as WARC records: request and response, a file a month (ISO 28500)."""

import io
import os
from collections.abc import Iterable
from datetime import datetime
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.http import Headers, Response
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

_OF_THE_CONNECTION = frozenset({"transfer-encoding", "connection", "keep-alive"})
"""What said how the bytes were sent: they are written as they were put together again."""


def month_file(folder: Path, when: datetime) -> Path:
    """Return the file that holds the captures of a month."""
    return folder / f"own-{when:%Y-%m}.warc.gz"


def append_exchange(folder: Path, response: Response, request: Request, when: datetime, software: str) -> None:
    """Append a request and its response to the month's file, all of it or, if we are killed, at most a broken end.

    `when` is the moment of the request, `software` who captured it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = month_file(folder, when)
    buffer = io.BytesIO()
    writer = WARCWriter(buffer, gzip=True)
    if not path.exists():
        writer.write_record(writer.create_warcinfo_record(path.name, {"software": software, "format": "WARC File 1.0"}))
    date = {"WARC-Date": f"{when:%Y-%m-%dT%H:%M:%SZ}"}
    protocol = response.protocol or "HTTP/1.1"
    address = {} if response.ip_address is None else {"WARC-IP-Address": str(response.ip_address)}
    answer = writer.create_warc_record(
        response.url,
        "response",
        payload=io.BytesIO(response.body),
        http_headers=StatusAndHeaders(_status(response.status), _pairs(response.headers), protocol=protocol),
        warc_headers_dict=date | address | {"WARC-Protocol": protocol.lower()},
    )
    question = writer.create_warc_record(
        response.url,
        "request",
        http_headers=StatusAndHeaders(
            f"{request.method} {_path(response.url)} {protocol}", _asked(request), is_http_request=True
        ),
        warc_headers_dict=date,
    )
    writer.write_request_response_pair(question, answer)
    with path.open("ab") as file:
        file.write(buffer.getvalue())
        file.flush()
        os.fsync(file.fileno())


def _status(status: int) -> str:
    known = {each.value for each in HTTPStatus}
    return f"{status} {HTTPStatus(status).phrase if status in known else 'Unknown'}"


def _pairs(headers: Headers) -> list[tuple[str, str]]:
    pairs: Iterable[tuple[bytes, list[bytes]]] = headers.items()
    return [
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in pairs
        for value in values
        if name.decode("latin-1").lower() not in _OF_THE_CONNECTION
    ]


def _path(url: str) -> str:
    parts = urlsplit(url)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _asked(request: Request) -> list[tuple[str, str]]:
    return [("Host", urlsplit(request.url).netloc), *_pairs(request.headers)]
