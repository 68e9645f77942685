"""What archive files are packed in: where a record begins in gzip and zstd, and where it does after a break."""

import io
import re
import zlib
from typing import IO

import zstandard

_GZIP, _ZSTD, _ZSTD_SKIPPABLE = b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd", b"\x5d\x2a\x4d\x18"
_STARTS = (_GZIP, _ZSTD, b"WARC/")
_SCAN_BYTES = 1 << 20
RECORD_START = re.compile(rb"WARC/[01]\.\d+\r?\n")
HEADER_BYTES = 64 * 1024
"""More than any record's header takes: 4 to 8 kB is what servers accept of HTTP headers."""


def begins_at(stream: IO[bytes], offset: int) -> bool:
    """Whether a record, or a member with records, begins at a byte; the stream stays where it is."""
    position = stream.tell()
    stream.seek(offset)
    begins = stream.read(5).startswith(_STARTS)
    stream.seek(position)
    return begins


def tail_from(stream: IO[bytes], offset: int) -> "Tail":
    """The stream from a byte on, with the zstd dictionary that stands at the file's beginning before it."""
    return Tail(_dictionary(stream) if offset else b"", stream, offset)


class Tail(io.RawIOBase):
    """Some bytes, then a stream from a byte on, as one file; `shift` is from its positions to the stream's."""

    def __init__(self, before: bytes, stream: IO[bytes], offset: int) -> None:
        self._before, self._stream = before, stream
        self.shift = offset - len(before)
        self._position = 0

    def readable(self) -> bool:
        """Return True."""
        return True

    def seekable(self) -> bool:
        """Return True."""
        return True

    def tell(self) -> int:
        """Return the position in both together."""
        return self._position

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a position in both together, and return it."""
        if whence == io.SEEK_END:
            offset += self._stream.seek(0, io.SEEK_END) - self.shift
        elif whence == io.SEEK_CUR:
            offset += self._position
        self._position = max(0, offset)
        return self._position

    def read(self, size: int = -1) -> bytes:
        """Return at most `size` bytes from the position on."""
        if self._position < len(self._before):
            piece = self._before[self._position :][: size if size >= 0 else None]
        else:
            self._stream.seek(self._position + self.shift)
            piece = self._stream.read(size)
        self._position += len(piece)
        return piece


def _dictionary(stream: IO[bytes]) -> bytes:
    """The skippable frame with the dictionary, as https://iipc.github.io/warc-specifications/ has it for zstd."""
    stream.seek(0)
    head = stream.read(8)
    if not head.startswith(_ZSTD_SKIPPABLE):
        return b""
    return head + stream.read(int.from_bytes(head[4:8], "little"))


def next_start(stream: IO[bytes], after: int) -> int | None:
    """Return the next byte from `after` on at which a record begins, plain or packed; None if none does."""
    stream.seek(after)
    position, buffered = after, b""
    while piece := stream.read(_SCAN_BYTES):
        buffered += piece
        for found in re.finditer(rb"\x1f\x8b\x08|\x28\xb5\x2f\xfd|WARC/[01]\.", buffered):
            here = position + found.start()
            if _is_start(stream, here):
                return here
        position += max(0, len(buffered) - 8)
        buffered = buffered[-8:]
        stream.seek(position + len(buffered))
    return None


def is_cut_after(stream: IO[bytes], offset: int) -> bool:
    """Whether the file, from a gzip member on, ends within a member: FastWARC takes one that is cut for the end."""
    stream.seek(offset)
    rest = stream.read(HEADER_BYTES)
    while rest.startswith(_GZIP[:1]):
        member = zlib.decompressobj(zlib.MAX_WBITS + 16)
        try:
            while rest and not member.eof:
                member.decompress(rest, _SCAN_BYTES)
                rest = member.unconsumed_tail or member.unused_data or stream.read(_SCAN_BYTES)
        except zlib.error:
            return True
        if not member.eof:
            return True
    return False


def _is_start(stream: IO[bytes], offset: int) -> bool:
    dictionary = _dictionary(stream)
    stream.seek(offset)
    return RECORD_START.match(unpacked_head(stream.read(HEADER_BYTES), dictionary[8:])) is not None


def unpacked_head(head: bytes, dictionary: bytes = b"") -> bytes:
    """The first bytes of what may be packed; empty where it is damaged."""
    try:
        if head.startswith(_GZIP):
            return zlib.decompressobj(zlib.MAX_WBITS + 16).decompress(head, 1024)
        if head.startswith(_ZSTD):
            known = zstandard.ZstdCompressionDict(_plain_dictionary(dictionary)) if dictionary else None
            return zstandard.ZstdDecompressor(dict_data=known).stream_reader(head).read(1024)
    except (zlib.error, zstandard.ZstdError):
        return b""
    return head


def _plain_dictionary(dictionary: bytes) -> bytes:
    if not dictionary.startswith(_ZSTD):
        return dictionary
    return zstandard.ZstdDecompressor().stream_reader(dictionary).read(10 << 20)
