"""Broken copies of what archives, files and pages hold, and what reads them: none may raise what it does not name."""

import gzip
import io
import random
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from made_captures import policy_life, policy_page
from made_pdf import make_pdf
from warcs import write_warc

from crawler.archive.cdx import distinct_rows, read_listing
from crawler.archive.record_reader import read_records
from crawler.archive.replay import judge_replay, redirect_target, same_capture
from crawler.archive.warc_archive import index_warcs, read_record
from db.errors import UnreadableArchive, UnreadablePage
from tracker.extraction.extract import extract_page

STAMP = "20200101000000"
URL = "https://shop.example/privacy"
ROW = f"com,shop)/privacy {STAMP} {URL} text/html 200 AAAABBBBCCCCDDDDEEEEFFFFGGGGHHHH 1234"
CDX = (
    f"{ROW}\n{ROW}\n\nkey\n".encode(),
    b'[["urlkey","timestamp","original","mimetype","statuscode","digest","length"],["a","20200101000000","b","c","200","d","1"],[],["k"]]',
    b'{"urlkey": "a", "timestamp": "20200101000000", "url": "b", "mime": "c", "status": "200", "digest": "d"}\n' * 2,
)
HEADERS = {
    "memento-datetime": "Wed, 01 Jan 2020 00:00:00 GMT",
    "location": f"http://127.0.0.1/web/{STAMP}id_/{URL}",
    "content-encoding": "gzip",
    "content-type": "text/html; charset=utf-8",
    "x-archive-wayback-runtime-error": "ResourceNotInArchive: x",
}
ODD = (
    *(b"9" * 30, b"9" * 5000, b"-1", b"0", "²".encode(), b"\0", b"\r\n", b"\n\n", b" ", b"[" * 50, b'{"a":', b"\xff"),
    *(b"\xed\xa0\x80", b"\\ud800", b"%00", b"&#27;", b"\x1b[2J", "\u202e".encode(), b"31 Dec 9999 23:59:59 -2359"),
    *(b"charset=undefined", b"charset=idna", b"http://[", b"//", b"NaN", b"null", b"<p>", b"<!--", b"<table><tr><td>"),
    *(b"Content-Length: 99999999999999999999\r\n", b"1 0 obj", b"/Kids [1 0 R]", b"/Length 1e9", b"stream\n", b"xref"),
)  # fmt: skip
MOST_SECONDS = 10.0


@dataclass(kw_only=True)
class Fuzzed:
    """How many inputs of each kind were read, what failed (the input and why), and the longest processor seconds."""

    tried: dict[str, int] = field(default_factory=dict)
    failed: list[tuple[str, bytes, str]] = field(default_factory=list)
    slowest: float = 0.0


def read_cdx(body: bytes) -> None:
    """Read an answer of the index."""
    distinct_rows([read_listing(body)])


def read_headers(text: bytes) -> None:
    """Judge an answer with these headers, a line each."""
    lines = (line.partition(":") for line in text.decode("latin-1").split("\n"))
    headers = {name.strip().lower(): value.strip() for name, _, value in lines}
    for status in (200, 302, 404):
        judge_replay(status=status, headers=headers, body=b"<p>x</p>", timestamp=STAMP, digest="-", max_bytes=10_000)
    location = headers.get("location", "")
    same_capture(HEADERS["location"], location)
    try:
        redirect_target(location, URL)
    except ValueError:
        return  # no address: told as an outcome by who follows it


def read_warc(content: bytes) -> None:
    """Read all records of a file, and the body of each."""
    for _ in read_records(io.BytesIO(content), max_bytes=1_000_000):
        pass
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.warc.gz" if content[:2] == b"\x1f\x8b" else "a.warc")
        path.write_bytes(content)
        try:
            for captures in index_warcs(str(path)).captures.values():
                for capture in captures:
                    read_record(capture)
        except UnreadableArchive:
            return


def read_page(body: bytes) -> None:
    """Extract a page."""
    try:
        extract_page(body)
    except UnreadablePage:
        return


def kinds() -> dict[str, tuple[Callable[[bytes], None], tuple[bytes, ...]]]:
    """Return what reads each kind, and whole inputs of it."""
    with tempfile.TemporaryDirectory() as folder:
        life = policy_life(URL, captures=3, versions=2)
        warc = write_warc(Path(folder, "a.warc"), life).read_bytes()
    lines = [(50, 700 - 20 * line, "F1", 11, f"We keep your data for {line} days.") for line in range(9)]
    headers = "\n".join(f"{name}: {value}" for name, value in HEADERS.items()).encode()
    return {
        "CDX": (read_cdx, CDX),
        "headers": (read_headers, (headers,)),
        "WARC": (read_warc, (warc, gzip.compress(warc))),
        "PDF": (read_page, (make_pdf([lines, lines]),)),
        "HTML": (read_page, (policy_page(version=3), b"<table><tr><td>" + policy_page(version=9))),
    }


def damage(whole: bytes, chance: random.Random) -> bytes:
    """Return an input with pieces of it overwritten, doubled, taken out, or cut off."""
    body = bytearray(whole)
    for _ in range(chance.randrange(1, 8)):
        start = chance.randrange(len(body) + 1)
        end = start + chance.choice((0, 1, 4, 30, 400))
        odd = chance.choice(ODD)
        body[start:end] = chance.choice((b"", odd, chance.randbytes(3), bytes(body[start:end]) * 3, odd * 20))
    return bytes(body if chance.random() < 0.8 else body[: chance.randrange(len(body) + 1)])


def fuzz(seconds: float, seed: int) -> Fuzzed:
    """Read damaged inputs of all kinds in turn for so long."""
    came, chance, until = Fuzzed(), random.Random(seed), time.monotonic() + seconds
    for name, read, body in _inputs(chance):
        if time.monotonic() > until:
            return came
        began = time.process_time()
        try:
            read(body)
        except Exception:  # noqa: BLE001 - whatever it is, it is what we look for
            came.failed.append((name, body, traceback.format_exc()))
        took = time.process_time() - began
        came.slowest = max(came.slowest, took)
        if took > MOST_SECONDS:
            came.failed.append((name, body, f"{took:.1f} s"))
        came.tried[name] = came.tried.get(name, 0) + 1
    return came


def _inputs(chance: random.Random) -> Iterator[tuple[str, Callable[[bytes], None], bytes]]:
    all_kinds = kinds()
    while True:
        for name, (read, wholes) in all_kinds.items():
            yield name, read, damage(chance.choice(wholes), chance)
