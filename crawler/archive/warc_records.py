"""What a WARC record tells about a capture: its time, its media type, its digests, and what a revisit repeats. Pure."""

import base64
import io
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from warcio.bufferedreaders import ChunkedDataReader

from crawler.archive.records import Record
from crawler.archive.replay import sha1_base32

_DIGEST_BYTES = {"md5": 16, "sha1": 20, "sha256": 32, "sha512": 64}
_SHA1_BASE32 = re.compile("[A-Z2-7]{32}")
_EARLIEST = "00000101000000"
"""What WARC 1.1 dates leave out after their precision: to the minute, to the day, to the year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeated:
    """What a revisit says it repeats: by the digest of the payload, and by where and when it was captured before."""

    digest: str
    url: str
    timestamp: str


def warc_timestamp(date: str) -> str | None:
    """Return a WARC or ARC date as 14 digits; None for what is no date.

    >>> warc_timestamp("2020-01-10T10:00:00.123Z"), warc_timestamp("2020-01-10T10:00Z"), warc_timestamp("2008-10-294")
    ('20200110100000', '20200110100000', None)
    >>> warc_timestamp("201404010000000000")  # an ARC writer's
    '20140401000000'
    """
    whole = date.strip().rstrip("Zz").partition(".")[0]
    parts = re.split(r"[-T: ]", whole)
    if len(parts) > 1 and any(len(part) != 2 for part in parts[1:]):
        return None
    digits = "".join(parts)[:14]
    if not (digits.isascii() and digits.isdigit() and len(digits) in {4, 6, 8, 10, 12, 14}):
        return None
    timestamp = digits + _EARLIEST[len(digits) :]
    try:
        datetime.strptime(timestamp, "%Y%m%d%H%M%S")  # noqa: DTZ007 - only whether it is a date
    except ValueError:
        return None
    return timestamp


def media_type(record: Record) -> str:
    """Return the media type that the answer, or else the record, declares; `unk` where none does."""
    declared = record.http_header("Content-Type") or ("" if record.http_headers else record.header("Content-Type"))
    return re.split(r"[;,\s]", declared.strip(), maxsplit=1)[0].lower() or "unk"


def body_of(record: Record) -> bytes:
    """Return the payload without transfer coding; its content coding stays, as `id_` replay leaves it.

    Chunks that are none, as writers leave that undid them and kept the header, are taken for the body itself.
    """
    if not _is_chunked(record):
        return record.payload
    return bytes(ChunkedDataReader(io.BytesIO(record.payload)).read())


def cdx_digest(record: Record) -> str:
    """Return the digest as CDX rows have it: SHA-1 in base 32, as the record was written with, else made anew.

    Writers do not agree on whether the digest of a chunked answer is of its chunks.
    """
    noted = record.header("WARC-Payload-Digest").removeprefix("sha1:")
    return noted if _SHA1_BASE32.fullmatch(noted) and not _is_chunked(record) else sha1_base32(body_of(record))


def payload_digest(record: Record) -> str:
    """Return the digest that the record was written with, as `normalized_digest` has it; empty without one."""
    return normalized_digest(record.header("WARC-Payload-Digest"))


def normalized_digest(digest: str) -> str:
    """Return a digest as algorithm and hexadecimal, however it is written; empty for what is none.

    >>> normalized_digest("sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ")
    'sha1:da39a3ee5e6b4b0d3255bfef95601890afd80709'
    """
    algorithm, _, value = digest.strip().partition(":")
    size = _DIGEST_BYTES.get(algorithm.lower().replace("-", ""), 0)
    for decoded in _decodings(value):
        if size and len(decoded) == size:
            return f"{algorithm.lower().replace('-', '')}:{decoded.hex()}"
    return ""


def _decodings(value: str) -> Iterable[bytes]:
    """The bytes that a value stands for in the codings that writers of WARC use: hexadecimal, base 32, base 64."""
    readers: tuple[Callable[[], bytes], ...] = (
        lambda: bytes.fromhex(value),
        lambda: base64.b32decode(value + "=" * (-len(value) % 8), casefold=True),
        lambda: base64.b64decode(value + "=" * (-len(value) % 4), validate=True),
    )
    for read in readers:
        try:
            yield read()
        except ValueError:  # binascii.Error is one
            continue


def repeated_by(record: Record) -> Repeated:
    """Return what a revisit repeats (WARC 1.1, 6.7); its own address where it names none."""
    return Repeated(
        digest=payload_digest(record),
        url=record.header("WARC-Refers-To-Target-URI").strip("<>") or record.header("WARC-Target-URI").strip("<>"),
        timestamp=warc_timestamp(record.header("WARC-Refers-To-Date")) or "",
    )


def _is_chunked(record: Record) -> bool:
    return record.http_header("Transfer-Encoding").strip().lower() == "chunked"
