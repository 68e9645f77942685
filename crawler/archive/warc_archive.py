"""A folder of WARC, ARC or WACZ files as an archive: an index of its captures, and the record behind each."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice, takewhile
from operator import attrgetter

from crawler.archive.record_reader import read_record_at, read_records
from crawler.archive.records import Break, Place, Record
from crawler.archive.urlkeys import urlkey
from crawler.archive.warc_files import BROKEN_ZIP, WarcFile, files_within, find_warc_files, opened
from crawler.archive.warc_records import (
    Repeated,
    body_of,
    cdx_digest,
    media_type,
    payload_digest,
    repeated_by,
    warc_timestamp,
)
from db.errors import UnreadableArchive

MAX_RECORD_BYTES = 100_000_000
"""Of a larger record nothing is read: no policy is so long, and a few kilobytes may be packed to gigabytes."""
REVISIT = "warc/revisit"
_CAPTURES = frozenset({"response", "revisit", "resource"})


@dataclass(frozen=True, slots=True, kw_only=True)
class WarcCapture:
    """One record: the fields of its CDX line, and where it stands.

    `origin` is the capture whose body a revisit repeats, None where it is not at hand; `noted_digest` the digest that
    the record was written with.
    """

    timestamp: str
    url: str
    mimetype: str
    status: str
    digest: str
    length: int
    file: WarcFile
    place: Place
    noted_digest: str
    repeats: Repeated | None = None
    origin: "WarcCapture | None" = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WarcIndex:
    """All captures by the key of their address, in order of time, and what could not be read, in words."""

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


@dataclass(slots=True)
class _Reading:
    """What was found so far, and the problems met."""

    captures: list[WarcCapture] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def index_warcs(path: str) -> WarcIndex:
    """Read all files once and return their captures; what is broken in a file is told and gone past.

    Raises UnreadableArchive if there is no capture in any of them.
    """
    reading = _Reading()
    for name in find_warc_files(path):
        files, problems = files_within(name)
        reading.problems += problems
        for file in files:
            _read_file(file, reading)
    if not reading.captures:
        raise UnreadableArchive(
            reading.problems[0] if reading.problems else f"{path}: no capture of a web page in there"
        )
    by_key: dict[str, list[WarcCapture]] = {}
    for capture in sorted(_with_origins(reading.captures), key=attrgetter("timestamp")):
        by_key.setdefault(urlkey(capture.url), []).append(capture)
    captures = {key: tuple(found) for key, found in by_key.items()}
    return WarcIndex(captures=captures, problems=tuple(reading.problems))


def _read_file(file: WarcFile, reading: _Reading) -> None:
    breaks: list[Break] = []
    dates: list[str] = []
    records = too_large = 0
    try:
        with opened(file) as stream:
            for each in read_records(stream, max_bytes=MAX_RECORD_BYTES):
                records += isinstance(each, Record)
                if isinstance(each, Break):
                    breaks.append(each)
                elif not _is_capture(each) or each.is_cut:
                    continue
                elif warc_timestamp(each.header("WARC-Date")) is None:
                    dates.append(each.header("WARC-Date"))
                elif not each.is_whole:
                    too_large += 1
                else:
                    reading.captures.append(_capture(each, file))
    except BROKEN_ZIP as error:
        reading.problems.append(f"{file}: cannot be read ({type(error).__name__})")
    else:
        if not records and not breaks:
            reading.problems.append(f"{file}: holds no record of an archive")
    reading.problems += _problems(file, breaks, dates, too_large)


def _problems(file: WarcFile, breaks: list[Break], dates: list[str], too_large: int) -> Iterator[str]:
    """Say in words what was not read; never with bytes of the file, which may be anything."""
    if breaks and breaks[-1].goes_on:
        yield f"{file}: cut or damaged at byte {breaks[0].offset}, read on after it ({len(breaks)} such places)"
    elif breaks:
        yield f"{file}: cut or damaged, read up to the break near byte {breaks[0].offset}"
    if dates:
        yield f"{file}: {len(dates)} records have no date that can be read ({dates[0][:40]!r}); they were left out"
    if too_large:
        yield f"{file}: {too_large} records of more than {MAX_RECORD_BYTES // 1_000_000} MB were left out"


def _is_capture(record: Record) -> bool:
    url = record.header("WARC-Target-URI").strip("<>").lower()
    return record.kind in _CAPTURES and url.startswith(("http://", "https://"))


def _capture(record: Record, file: WarcFile) -> WarcCapture:
    is_revisit = record.kind == "revisit"
    return WarcCapture(
        timestamp=warc_timestamp(record.header("WARC-Date")) or "",
        url=record.header("WARC-Target-URI").strip("<>"),
        mimetype=REVISIT if is_revisit else media_type(record),
        status="-" if is_revisit else str(record.status or 200),
        digest="" if is_revisit else cdx_digest(record),
        length=len(record.payload),
        file=file,
        place=record.place,
        noted_digest=payload_digest(record),
        repeats=repeated_by(record) if is_revisit else None,
    )


def _with_origins(captures: Iterable[WarcCapture]) -> Iterator[WarcCapture]:
    """Yield the captures, each revisit with what it repeats: by the digest, else by address and time.

    A revisit that says "not modified" has no digest of its own; it repeats the answer it names, or the last before it.
    """
    whole = sorted((capture for capture in captures if capture.repeats is None), key=attrgetter("timestamp"))
    by_digest = {capture.noted_digest: capture for capture in whole if capture.noted_digest}
    by_key: dict[str, list[WarcCapture]] = {}
    for capture in whole:
        by_key.setdefault(urlkey(capture.url), []).append(capture)
    for capture in captures:
        if capture.repeats is None:
            yield capture
            continue
        origin = by_digest.get(capture.repeats.digest) or _named(capture, capture.repeats, by_key)
        digest = origin.digest if origin else capture.noted_digest.rpartition(":")[2] or "-"
        yield replace(capture, origin=origin, digest=digest)


def _named(capture: WarcCapture, repeats: Repeated, by_key: Mapping[str, list[WarcCapture]]) -> WarcCapture | None:
    """The last answer of the address that a revisit names, by the time it names (by its own, if it names none)."""
    if repeats.digest:
        return None
    until = repeats.timestamp or capture.timestamp
    earlier = [found for found in by_key.get(urlkey(repeats.url), ()) if found.timestamp <= until]
    return earlier[-1] if earlier else None


def read_record(capture: WarcCapture) -> tuple[int, tuple[tuple[str, str], ...], bytes]:
    """Return (status, headers, body as archived) of a capture, a revisit's from what it repeats.

    Raises UnreadableArchive if the record is gone.
    """
    source = capture.origin or capture
    with opened(source.file) as stream:
        record = read_record_at(stream, source.place, max_bytes=MAX_RECORD_BYTES)
    if record is None:
        message = f"{source.file}: no record at byte {source.place.offset}; the file changed since it was indexed"
        raise UnreadableArchive(message)
    return record.status or 200, tuple(record.http_headers), body_of(record)
