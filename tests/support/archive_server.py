"""A small replica of the Wayback Machine on loopback: its CDX, its `id_` replay, and its bad days.

Facts and shapes as documented for web.archive.org; what could not be recorded there (429, 503) follows its source.
"""

import random
import re
import socket
import struct
import threading
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from made_captures import MadeCapture, moment_of

FAULTS_IN_A_ROW = 3
"""An address answers after so many faults, so that a client that tries six times gets through."""
GRACE_SECONDS = 0.5
"""What is under way when a refusal is sent arrives within this time, and is no haste."""
EXCLUDED_BODY = (
    b"org.archive.util.io.RuntimeIOException: "
    b"org.archive.wayback.exception.AdministrativeAccessControlException: Blocked Site Error\n"
)
_JUNK_LINES = (
    "com,shop)/privacy 2012 http",
    "<html><body>oops",
    "com,shop)/ 20121312170449 http://x/ text/html 200 A 1",
)


@dataclass(frozen=True, kw_only=True)
class Faults:
    """How often something goes wrong: shares of answers (`broken_lines`: of lines), drawn by `seed`.

    `flaky`: a 503, a connection reset or a cut body. `refusals`: a 429 with `retry_after` seconds.
    `repeated_keys`: so many times the archive gives a resume key again that it gave before.
    """

    seed: int = 1
    flaky: float = 0.0
    refusals: float = 0.0
    retry_after: str = "1"
    broken_lines: float = 0.0
    repeated_keys: int = 0


QUIET = Faults()


@dataclass(kw_only=True)
class ArchiveServer:
    """The captures served, the faults to come, and what was asked: all may be changed while it runs."""

    captures: list[MadeCapture]
    faults: Faults = QUIET
    excluded: frozenset[str] = frozenset()
    page_rows: int = 10_000
    base: str = ""
    asked: Counter[str] = field(default_factory=Counter)
    replayed: Counter[str] = field(default_factory=Counter)
    queries: list[dict[str, str]] = field(default_factory=list)
    hasty: int = 0

    def __post_init__(self) -> None:
        self.lock = threading.Condition()
        self.chance = random.Random(self.faults.seed)
        self.in_a_row: Counter[str] = Counter()
        self.closed_from = self.closed_until = 0.0

    def note(self, kind: str) -> None:
        with self.lock:
            self.asked[kind] += 1
            self.hasty += self.closed_from < time.monotonic() < self.closed_until
            self.lock.notify_all()

    def wait_for_requests(self, count: int, timeout: float) -> bool:
        """Wait until so many requests (of any kind) have come."""
        with self.lock:
            return self.lock.wait_for(lambda: self.asked.total() >= count, timeout)

    def fate(self, address: str) -> str:
        """Draw what becomes of an answer."""
        with self.lock:
            drawn = self.chance.random()
            if self.in_a_row[address] >= FAULTS_IN_A_ROW or drawn >= self.faults.flaky + self.faults.refusals:
                self.in_a_row[address] = 0
                return "answered"
            self.in_a_row[address] += 1
            if drawn < self.faults.flaky:
                return self.chance.choice(("unavailable", "reset", "cut"))
            self.closed_from = time.monotonic() + GRACE_SECONDS
            self.closed_until = time.monotonic() + float(self.faults.retry_after) - 0.05
            return "refused"

    def rows(self, query: dict[str, str]) -> list[MadeCapture]:
        """Return the captures a query is about, in the order of an index."""
        key = url_key(query["url"])
        if query.get("matchType") == "domain":
            domain = key.partition(")")[0]
            found = [at for at in self.captures if re.match(rf"{re.escape(domain)}[,)]", url_key(at.url))]
        else:
            found = [at for at in self.captures if url_key(at.url) == key]
        end = query.get("to", "").ljust(14, "9")
        found = [at for at in found if query.get("from", "") <= at.timestamp <= end]
        return _collapsed(sorted(found, key=lambda at: (url_key(at.url), at.timestamp)), query.get("collapse"))

    def listing(self, query: dict[str, str], filters: Iterable[str]) -> bytes:
        """Return a CDX answer: lines, and a blank line with a resume key where there is more."""
        rows = [at for at in self.rows(query) if all(_passes(at, one) for one in filters)]
        begin = int(urlsafe_b64decode(query["resumeKey"])) if "resumeKey" in query else 0
        end = begin + min(int(query.get("limit", "150000")), self.page_rows)
        lines = [self._spoiled(cdx_line(at)) for at in rows[begin:end]]
        if end < len(rows) and query.get("showResumeKey") == "true":
            if begin and self.faults.repeated_keys:
                end = begin
            lines += ["", urlsafe_b64encode(b"%d" % end).decode()]
        return "".join(f"{line}\n" for line in lines).encode()

    def _spoiled(self, line: str) -> str:
        with self.lock:
            if self.chance.random() >= self.faults.broken_lines:
                return line
            return self.chance.choice((line[: len(line) // 2], *_JUNK_LINES))

    def replay(self, timestamp: str, url: str) -> tuple[int, list[tuple[str, str]], bytes]:
        """Return status, headers and body of an `id_` replay; another capture is offered where there is none."""
        key = url_key(url)
        same = [at for at in self.captures if url_key(at.url) == key]
        exact = next((at for at in same if at.timestamp == timestamp), None)
        if exact is not None and not exact.substituted:
            moment = moment_of(timestamp)
            headers = [
                ("Memento-Datetime", format_datetime(moment, usegmt=True)),
                ("Link", f'<{exact.url}>; rel="original"'),
                ("X-Archive-Src", "test-00000.warc.gz"),
                *((name, self._rewritten(name, value, timestamp)) for name, value in exact.headers),
            ]
            return exact.status, headers, exact.body
        others = [at for at in same if not at.substituted and at.timestamp != timestamp]
        if not others:
            return 404, [("Content-Type", "text/html")], b"<h2>Hrm.</h2> The Wayback Machine has not archived that URL."
        nearest = min(others, key=lambda at: abs(int(at.timestamp) - int(timestamp)))
        headers = [
            ("Location", f"{self.base}/web/{nearest.timestamp}id_/{nearest.url}"),
            ("X-Archive-Redirect-Reason", f"found capture at {nearest.timestamp}"),
        ]
        return 302, headers, b""

    def _rewritten(self, name: str, value: str, timestamp: str) -> str:
        return f"{self.base}/web/{timestamp}id_/{value}" if name.lower() == "location" else value


def url_key(url: str) -> str:
    """Return the SURT key of an address, as far as tests need it."""
    parts = urlsplit(url if "//" in url else f"http://{url}")
    host = (parts.hostname or "").removeprefix("www.")
    path = parts.path.lower().rstrip("/") or "/"
    return f"{','.join(reversed(host.split('.')))}){path}" + (f"?{parts.query.lower()}" if parts.query else "")


def cdx_line(at: MadeCapture) -> str:
    """Return the seven fields of a CDX line."""
    status = "-" if at.revisit else str(at.status)
    length = str(len(at.body) // 3)
    return " ".join((url_key(at.url), at.timestamp, at.url, at.mimetype, status, at.digest, length))


def _passes(at: MadeCapture, condition: str) -> bool:
    name, _, pattern = condition.partition(":")
    value = {"statuscode": str(at.status), "original": at.url, "mimetype": at.mimetype}[name]
    return re.fullmatch(pattern, value) is not None


def _collapsed(found: list[MadeCapture], collapse: str | None) -> list[MadeCapture]:
    if collapse is None:
        return found
    name, _, length = collapse.partition(":")
    kept, before = [], None
    for at in found:
        value = (url_key(at.url), "" if name == "urlkey" else at.timestamp[: int(length or 14)])
        if value != before:
            kept.append(at)
        before = value
    return kept


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # headers and body in one packet, or the client's kernel waits 40 ms between them
    archive: ArchiveServer

    def do_GET(self) -> None:
        path, _, query = self.path.partition("?")
        replay = re.fullmatch(r"/web/(\d{14})id_/(.+)", self.path)
        kind = "replay" if replay else "cdx" if path == "/cdx/search/cdx" else "other"
        self.archive.note(kind)
        fate = self.archive.fate(self.path) if kind != "other" else "answered"
        if fate == "refused":
            self._send(429, [("Retry-After", self.archive.faults.retry_after)], b"<h1>429 Too Many Requests</h1>\n")
        elif fate == "unavailable":
            self._send(503, [], b"Service Temporarily Unavailable")
        elif fate == "reset":
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.close_connection = True
        elif replay:
            self.archive.replayed[replay[0]] += 1
            self._send(*self.archive.replay(replay[1], replay[2]), cut=fate == "cut")
        elif kind == "cdx":
            self._answer_query(query, cut=fate == "cut")
        else:
            self._send(404, [], b"not here")

    def _answer_query(self, query: str, *, cut: bool) -> None:
        values = parse_qs(query)
        fields = {name: found[0] for name, found in values.items()}
        self.archive.queries.append(fields)
        if url_key(fields["url"]) in map(url_key, self.archive.excluded):
            self._send(403, [], EXCLUDED_BODY)
            return
        filters = [found for name, all_found in values.items() if name.startswith("filter") for found in all_found]
        self._send(200, [("Content-Type", "text/plain")], self.archive.listing(fields, filters), cut=cut)

    def _send(self, status: int, headers: list[tuple[str, str]], body: bytes, *, cut: bool = False) -> None:
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[: len(body) // 2] if cut else body)
        self.close_connection = self.close_connection or cut

    def log_message(self, *args: object) -> None:
        """Say nothing: the tests count instead."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that was killed in the middle is what some tests are about."""


@contextmanager
def serving(captures: Iterable[MadeCapture], **options: object) -> Iterator[ArchiveServer]:
    """Serve captures on a free port of 127.0.0.1 until the block ends; `options` are ArchiveServer's."""
    archive = ArchiveServer(captures=list(captures), **options)
    handler = type("Handler", (_Handler,), {"archive": archive})
    with _Server(("127.0.0.1", 0), handler) as server:
        archive.base = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield archive
        finally:
            server.shutdown()
            thread.join()
