"""Undoing the compression of archived bodies: by their bytes, within bounds, and never half of one without a word."""

import zlib

import brotli
import zstandard

_GZIP_MAGIC = b"\x1f\x8b"
_ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"
_MAX_LAYERS = 3  # double gzip has been seen; more is an attack
_MAX_MEMBERS = 1000  # RFC 1952, 2.2: a gzip file is a row of members; servers that flush write a few


class DamagedBody(ValueError):
    """The compressed bytes are no such thing."""


def decode_body(body: bytes, content_encoding: str, max_bytes: int) -> bytes:
    """Undo compression by looking at the bytes, since the header is often missing, doubled or wrong.

    Raises EOFError if a compressed body is cut short, DamagedBody if it is damaged, and OverflowError if it holds
    more than `max_bytes`.
    """
    for _ in range(_MAX_LAYERS):
        if not body.startswith(_GZIP_MAGIC):
            break
        body = _gunzip(body, max_bytes)
    if body.startswith(_GZIP_MAGIC):
        raise OverflowError
    if body.startswith(_ZSTD_MAGIC):
        body = _unzstd(body, max_bytes)
    codings = {coding.strip().lower() for coding in content_encoding.split(",")}
    if body.lstrip()[:1] != b"<":
        if "br" in codings:
            body = _unbrotli(body, max_bytes)
        elif "deflate" in codings:
            body = _undeflate(body, max_bytes)
    if len(body) > max_bytes:
        raise OverflowError
    return body


def _gunzip(body: bytes, max_bytes: int) -> bytes:
    """Gunzip one layer, all of its members, with each trailer checked."""
    whole = b""
    for _ in range(_MAX_MEMBERS):
        member, body = _inflate(body, zlib.MAX_WBITS + 16, max_bytes - len(whole))
        whole += member
        if not body.startswith(_GZIP_MAGIC):  # what else follows is padding
            return whole
    raise OverflowError


def _undeflate(body: bytes, max_bytes: int) -> bytes:
    """Undo `deflate`: zlib's format as RFC 9110, 8.4.1.2 has it, or bare as many servers sent it; else as it is."""
    for window in (zlib.MAX_WBITS, -zlib.MAX_WBITS):
        try:
            return _inflate(body, window, max_bytes)[0]
        except DamagedBody:
            continue
    return body


def _inflate(body: bytes, window: int, max_bytes: int) -> tuple[bytes, bytes]:
    """Return (the inflated stream, what follows it), never holding more than `max_bytes` + 1 bytes."""
    inflater = zlib.decompressobj(wbits=window)
    try:
        result = inflater.decompress(body, max_bytes + 1)
    except zlib.error as error:
        raise DamagedBody(str(error)) from error
    if len(result) > max_bytes:
        raise OverflowError
    if not inflater.eof:
        raise EOFError
    return result, inflater.unused_data


def _unbrotli(body: bytes, max_bytes: int) -> bytes:
    """Undo brotli; a kilobyte of it may hold a gigabyte."""
    decoder = brotli.Decompressor()
    try:
        result = bytes(decoder.process(body, output_buffer_limit=max_bytes + 1))
    except brotli.error as error:
        raise DamagedBody(str(error)) from error
    if len(result) > max_bytes:
        raise OverflowError
    if not decoder.is_finished():
        raise EOFError
    return result


def _unzstd(body: bytes, max_bytes: int) -> bytes:
    """Undo zstd (RFC 8878), which browsers take since 2024: all of its frames, each to its end.

    Read a kilobyte at a time, which may hold 32 megabytes and not more: a block of four bytes makes 128 kB at most.
    """
    whole = bytearray()
    while body.startswith(_ZSTD_MAGIC):
        decoder = zstandard.ZstdDecompressor().decompressobj()
        for start in range(0, len(body), 1024):
            try:
                whole += decoder.decompress(body[start : start + 1024])
            except zstandard.ZstdError as error:
                raise DamagedBody(str(error)) from error
            if len(whole) > max_bytes:
                raise OverflowError
            if decoder.eof:
                break
        if not decoder.eof:
            raise EOFError
        body = decoder.unused_data + body[start + 1024 :]
    return bytes(whole)
