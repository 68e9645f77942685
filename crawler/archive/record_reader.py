"""The records of WARC and ARC files, whatever they are packed in and however they are broken.

FastWARC reads WARC (plain, gzip, zstd with or without a dictionary, lz4; a wrong Content-Length, a whole file in one
gzip member), warcio the ARC files of before 2009. After a break the reading goes on at the next record that begins.
"""

import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import IO

from fastwarc.warc import ArchiveIterator, WarcRecord
from warcio.archiveiterator import ArchiveIterator as ArcIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

from crawler.archive.packing import (
    HEADER_BYTES,
    RECORD_START,
    begins_at,
    is_cut_after,
    next_start,
    tail_from,
    unpacked_head,
)
from crawler.archive.records import Break, Place, Record

_ARC_START = b"filedesc://"
_FIRST_BYTES = 512
"""Enough of a packed file to know its first word by; every record that is read asks."""
_BROKEN_WARC = (OSError, EOFError, ValueError)
_BROKEN_ARC = (ArchiveLoadFailed, OSError, EOFError, ValueError, AttributeError, zlib.error)
"""What warcio raises over damaged files; AttributeError, as it takes for granted that a record has its headers."""


def read_records(stream: IO[bytes], *, max_bytes: int) -> Iterator[Record | Break]:
    """Yield the records of a file in order, each with at most `max_bytes` of payload, and the breaks between them."""
    if _is_arc(stream):
        yield from _read_arc(stream, max_bytes)
        return
    start: int | None = 0
    while start is not None:
        last = start
        broken = False
        try:
            for record in _read_warc(stream, start, max_bytes):
                yield record
                last = record.place.offset
                broken = record.is_cut
                if broken:
                    break
        except _BROKEN_WARC:
            broken = True
        if not broken and not is_cut_after(stream, last):
            return
        start = next_start(stream, max(last, start) + 1)
        yield Break(offset=last, goes_on=start is not None)


def read_record_at(stream: IO[bytes], place: Place, *, max_bytes: int) -> Record | None:
    """Return the record at a place, None if there is none."""
    if _is_arc(stream):
        stream.seek(place.offset)
        return next((_arc_record(each, place, max_bytes) for each in ArcIterator(stream)), None)
    for number, record in enumerate(ArchiveIterator(tail_from(stream, place.offset), quirks_mode=True)):
        if number == place.skipped:
            return _warc_record(record, place, max_bytes)
    return None


def _is_arc(stream: IO[bytes]) -> bool:
    stream.seek(0)
    head = stream.read(_FIRST_BYTES)
    return unpacked_head(head).startswith(_ARC_START)


def _read_warc(stream: IO[bytes], start: int, max_bytes: int) -> Iterator[Record]:
    """Yield records from byte `start` on; raises what FastWARC does at a break, after what stands before it."""
    source = tail_from(stream, start)
    records = iter(ArchiveIterator(source, quirks_mode=True))
    place: Place | None = None
    held: Record | None = None
    while True:
        broken: Exception | None = None
        try:
            found = next(records, None)
            at = Place(offset=-1 if found is None else found.stream_pos + source.shift)
            record = None if found is None else _warc_record(found, at, max_bytes)
        except _BROKEN_WARC as error:
            broken, record, at = error, None, Place(offset=-1)
        if held is not None:
            place = _place_of(stream, held.place.offset, before=place, after=at.offset)
            yield replace(held, place=place)
        if broken is not None:
            raise broken
        if record is None:
            return
        held = record


def _place_of(stream: IO[bytes], offset: int, *, before: Place | None, after: int) -> Place:
    """Where a record stands that is said to stand at `offset`, `before` and `after` being those of its neighbors.

    Where members hold several records, FastWARC says of some that they stand where another member begins. Then records
    are counted, from there to the end of the file.
    """
    if before is None:
        return Place(offset=offset)
    is_alone = before.skipped == 0 and before.offset < offset != after
    if is_alone and begins_at(stream, offset):
        return Place(offset=offset)
    return replace(before, skipped=before.skipped + 1)


def _warc_record(record: WarcRecord, place: Place, max_bytes: int) -> Record:
    http = record.http_headers
    payload = bytes(record.reader.read(max_bytes + 1))
    swallowed = _swallowed_record(payload)
    return Record(
        place=place,
        kind=str(record.headers.get("WARC-Type") or "").lower(),
        headers=tuple(record.headers.items()),
        http_headers=tuple(http.items()) if http else (),
        status=_status(http.status_code) if http else None,
        payload=payload[:max_bytes] if swallowed < 0 else payload[:swallowed].rstrip(b"\r\n"),
        is_whole=len(payload) <= max_bytes,
        is_cut=swallowed >= 0 or (len(payload) <= max_bytes and len(payload) < record.content_length),
    )


def _swallowed_record(payload: bytes) -> int:
    """Where the next record begins in a payload whose Content-Length is too large, -1 where none does."""
    found = payload.find(b"\nWARC/1.", max(0, len(payload) - HEADER_BYTES))
    return found + 1 if found >= 0 and RECORD_START.match(payload, found + 1) else -1


def _status(code: int | None) -> int | None:
    """The status of an answer; None for what is none, as HTTP/0.9 and damaged lines have it."""
    return code if code is not None and 100 <= code <= 999 else None


def _read_arc(stream: IO[bytes], max_bytes: int) -> Iterator[Record | Break]:
    stream.seek(0)
    last = 0
    try:
        records = ArcIterator(stream)
        for each in records:
            record = _arc_record(each, Place(offset=0), max_bytes)
            last = records.get_record_offset()
            yield replace(record, place=Place(offset=last))
    except _BROKEN_ARC:
        yield Break(offset=last, goes_on=False)


def _arc_record(record: ArcWarcRecord, place: Place, max_bytes: int) -> Record:
    """An ARC record in the words of WARC: version 1 of https://archive.org/web/researcher/ArcFileFormat.php."""
    http = record.http_headers
    payload = bytes(record.raw_stream.read(max_bytes + 1))
    status = (http.get_statuscode() if http else None) or ""
    headers = {
        "WARC-Target-URI": record.rec_headers.get_header("uri"),
        "WARC-Date": record.rec_headers.get_header("archive-date"),
        "Content-Type": record.rec_headers.get_header("content-type"),
    }
    return Record(
        place=place,
        kind="response" if record.rec_type == "response" else "warcinfo",
        headers=tuple((name, value) for name, value in headers.items() if value),
        http_headers=tuple(http.headers) if http else (),
        status=_status(int(status)) if status.isascii() and status.isdigit() else None,
        payload=payload[:max_bytes],
        is_whole=len(payload) <= max_bytes,
        is_cut=len(payload) <= max_bytes and bool(record.raw_stream.limit),
    )
