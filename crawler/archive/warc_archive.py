"""A folder of WARC or WACZ files as an archive: an index of its captures, and the record behind each."""

import glob
import io
import re
import zipfile
import zlib
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import islice, takewhile
from operator import attrgetter
from pathlib import Path
from typing import IO

from isal import isal_zlib
from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import BufferedReader, ChunkedDataReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

from crawler.archive.replay import sha1_base32
from crawler.archive.urlkeys import urlkey
from db.errors import UnreadableArchive

_WARC_ENDINGS = (".warc", ".warc.gz")
_SHA1_BASE32 = re.compile("[A-Z2-7]{32}")
_CAPTURES = frozenset({"response", "revisit", "resource"})
_BREAKS = (ArchiveLoadFailed, EOFError, OSError, ValueError, AttributeError, zlib.error)
"""What warcio raises over damaged files; AttributeError, as it takes for granted that a record has its headers."""


# Every record is inflated twice, for the index and for its page; ISA-L does it in half the time of zlib.
BufferedReader.DECOMPRESSORS["gzip"] = partial(isal_zlib.decompressobj, 16 + isal_zlib.MAX_WBITS)


@dataclass(frozen=True, slots=True, kw_only=True)
class WarcCapture:
    """One record: the fields of its CDX line and where it stands (`member` names the file inside a WACZ)."""

    timestamp: str
    url: str
    mimetype: str
    status: str
    digest: str
    length: int
    file: Path
    member: str | None
    offset: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WarcIndex:
    """All captures by the key of their address, in order of time, and what could not be read."""

    captures: Mapping[str, tuple[WarcCapture, ...]]
    problems: tuple[str, ...]

    def of(self, url: str) -> tuple[WarcCapture, ...]:
        """Return the captures of an address, whatever its scheme, `www.` or trailing slash."""
        return self.captures.get(urlkey(url), ())

    def at(self, url: str, timestamp: str) -> tuple[WarcCapture, ...]:
        """Return the captures of an address in one second."""
        captures = self.of(url)
        start = bisect_left(captures, timestamp, key=attrgetter("timestamp"))
        return tuple(takewhile(lambda capture: capture.timestamp == timestamp, islice(captures, start, None)))

    def of_domain(self, host: str) -> tuple[WarcCapture, ...]:
        """Return the captures of all addresses of a host and of those below it."""
        host = urlkey(host)
        return tuple(
            capture
            for key, captures in self.captures.items()
            if (at := key.partition("/")[0]) == host or at.endswith(f".{host}")
            for capture in captures
        )


def find_warc_files(path: str) -> tuple[Path, ...]:
    """Return the WARC and WACZ files a path names: a file, a folder (searched through) or a glob.

    Raises UnreadableArchive if there is none.
    """
    place = Path(path)
    if place.is_dir():
        found = [file for file in place.rglob("*") if file.name.endswith((*_WARC_ENDINGS, ".wacz"))]
    elif place.exists():
        found = [place]
    else:
        found = [Path(name) for name in glob.glob(path, recursive=True)]  # noqa: PTH207 - the pattern may be absolute
    if not found:
        message = f"{path}: no WARC or WACZ file there; give a file, a folder, a glob or the address of an archive"
        raise UnreadableArchive(message)
    return tuple(sorted(found))


def index_warcs(path: str) -> WarcIndex:
    """Read all files once and return their captures; a broken file gives what stands before the break.

    Raises UnreadableArchive if there is no capture in any of them.
    """
    by_key: dict[str, list[WarcCapture]] = {}
    problems: list[str] = []
    for file in find_warc_files(path):
        for member in _members(file, problems):
            for capture in _read_captures(file, member, problems):
                by_key.setdefault(urlkey(capture.url), []).append(capture)
    ordered = {key: tuple(sorted(found, key=lambda capture: capture.timestamp)) for key, found in by_key.items()}
    if not ordered:
        raise UnreadableArchive(problems[0] if problems else f"{path}: no capture of a web page in there")
    return WarcIndex(captures=ordered, problems=tuple(problems))


def _members(file: Path, problems: list[str]) -> list[str | None]:
    if not file.name.endswith(".wacz"):
        return [None]
    try:
        with zipfile.ZipFile(file) as wacz:
            return [name for name in wacz.namelist() if name.endswith(_WARC_ENDINGS)]
    except zipfile.BadZipFile as error:
        problems.append(f"{file}: not a WACZ file ({error})")
        return []


@contextmanager
def _opened(file: Path, member: str | None) -> Iterator[IO[bytes]]:
    if member is None:
        with file.open("rb") as stream:
            yield stream
    else:
        with zipfile.ZipFile(file) as wacz, wacz.open(member) as stream:
            yield stream


def _read_captures(file: Path, member: str | None, problems: list[str]) -> Iterator[WarcCapture]:
    try:
        with _opened(file, member) as stream:
            records = ArchiveIterator(stream)
            for record in records:
                # Asking for the offset reads the record to its end, so its payload has to be read before.
                payload = _unchunked(record)
                complete = record.raw_stream.limit == 0  # warcio takes the end of the file for the end of the record
                if not complete:
                    break
                offset = records.get_record_offset()
                if record.rec_type in _CAPTURES and (capture := _capture(record, payload, file, member, offset)):
                    yield capture
            else:
                complete = records.offset == stream.tell()
            if not complete:
                problems.append(f"{file}: cut or damaged, read up to the break (it ends within a record)")
    except _BREAKS as error:
        problems.append(f"{file}: cut or damaged, read up to the break ({error})")


def _capture(record: ArcWarcRecord, payload: bytes, file: Path, member: str | None, offset: int) -> WarcCapture | None:
    warc, http = record.rec_headers, record.http_headers
    url = (warc.get_header("WARC-Target-URI") or "").strip("<>")
    date = "".join(character for character in warc.get_header("WARC-Date") or "" if character.isdigit())[:14]
    if not url.startswith(("http://", "https://")) or len(date) != 14:
        return None
    mimetype = (http.get_header("Content-Type") if http else warc.get_header("Content-Type")) or "unk"
    is_revisit = record.rec_type == "revisit"
    return WarcCapture(
        timestamp=date,
        url=url,
        mimetype="warc/revisit" if is_revisit else mimetype.split(";")[0].strip().lower(),
        status="-" if is_revisit else str(_status(record)),
        digest=_digest(record, payload),
        length=len(payload),
        file=file,
        member=member,
        offset=offset,
    )


def _digest(record: ArcWarcRecord, payload: bytes) -> str:
    """The digest that the record was written with, as CDX indexers take it; made anew where it has none of that form.

    Writers do not agree on whether that of a chunked answer is of its chunks.
    """
    noted = (record.rec_headers.get_header("WARC-Payload-Digest") or "").removeprefix("sha1:")
    if record.rec_type == "revisit" or (_SHA1_BASE32.fullmatch(noted) and not _is_chunked(record)):
        return noted
    return sha1_base32(payload)


def read_record(capture: WarcCapture) -> tuple[int, list[tuple[str, str]], bytes]:
    """Return (status, headers, body as archived) of a capture; raises UnreadableArchive if the record is gone."""
    with _opened(capture.file, capture.member) as stream:
        stream.seek(capture.offset)
        for record in ArchiveIterator(stream):
            headers = record.http_headers.headers if record.http_headers else []
            return _status(record), headers, _unchunked(record)
    message = f"{capture.file}: no record at byte {capture.offset}; the file changed since it was indexed"
    raise UnreadableArchive(message)


def _status(record: ArcWarcRecord) -> int:
    """The status of the archived answer; 200 where none is said: a resource record, HTTP/0.9, a damaged line."""
    code = record.http_headers.get_statuscode() if record.http_headers else ""
    return int(code) if len(code) == 3 and code.isdecimal() else 200


def _unchunked(record: ArcWarcRecord) -> bytes:
    """The payload without transfer coding; its content coding stays, as `id_` replay leaves it."""
    raw = record.raw_stream.read()
    return bytes(ChunkedDataReader(io.BytesIO(raw)).read()) if _is_chunked(record) else bytes(raw)


def _is_chunked(record: ArcWarcRecord) -> bool:
    encoding = record.http_headers.get_header("Transfer-Encoding") if record.http_headers else None
    return (encoding or "").strip().lower() == "chunked"
