"""Bytes of a page to its characters: which charset, and the repair of mojibake.

Archived pages lie about their charset: a header of `iso-8859-1` over UTF-8 is the commonest, then no word at all.
The order is that of browsers (byte order mark, header, `<meta>`), except that bytes which are valid UTF-8 are UTF-8
whatever was said: text in a single-byte charset is hardly ever valid UTF-8 by chance.
Knows nothing of HTML but where a charset is declared.
"""

import codecs
import re
from dataclasses import dataclass

import ftfy

from tracker.page.charset import (
    charset_of_header,
    charset_of_page,
    codec_of,
    reads_as_utf8,
    reads_as_utf16,
    seven_bit_japanese,
    sniffed_codec,
    utf16_of_tags,
)
from tracker.text.unseen_characters import clean_text

MAX_PAGE_BYTES = 32 * 1024 * 1024
"""Larger bodies are refused: the largest policy page we know of has 0.8 MB."""

_SEVEN_BIT = frozenset(("iso2022_kr", "hz"))
"""Codecs whose bytes are valid ASCII, so that only the page's own word gives them away."""
_SHAPE_WINDOW = 4096
_BEYOND_ASCII = bytes(range(0x80, 0x100))
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# Two or three characters that UTF-8 read as windows-1252 leaves behind: "Â»", "â€™", "Ã©".
_MOJIBAKE = re.compile("[ÂÃ][\x80-\xbf\u0152-\u2122]|â(?:€|\x80)|ï»¿|Ð[\x80-\xbf\u0152-\u2122][ÐÑ]")
# No mojibake without one of these; looking for one character is many times faster than the pattern.
_MOJIBAKE_BEGINS = "ÂÃâïÐ"


@dataclass(frozen=True, slots=True, kw_only=True)
class DecodedPage:
    """The characters of a page, the charset they were read with, and the repairs that were needed."""

    text: str
    charset: str
    notes: tuple[str, ...]


def decode_page(body: bytes, *, content_type: str | None = None) -> DecodedPage:
    """Return the characters of `body`; never fails: what cannot be decoded becomes U+FFFD."""
    declared = charset_of_header(content_type)
    if codec_of(declared) is None:
        declared = charset_of_page(body)
    text, codec = _decode(body, codec_of(declared))
    notes = []
    if declared and codec == "utf-8" and not body.isascii() and not reads_as_utf8(codec_of(declared) or "utf-8"):
        notes.append(f"said to be {declared}, read as utf-8")
    repaired = repair_mojibake(text)
    if repaired != text:
        notes.append("mojibake repaired")
    return DecodedPage(text=clean_text(repaired), charset=codec.removeprefix("whatwg-"), notes=tuple(notes))


def is_utf16(body: bytes) -> bool:
    """Whether every character of the body takes two bytes, of which one may look like binary data."""
    return body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or utf16_of_tags(body) is not None


def repair_mojibake(text: str) -> str:
    """Return the text with UTF-8 that was read as windows-1252 put right.

    >>> repair_mojibake("Privacy Â» we donâ€™t sell")
    'Privacy » we don’t sell'
    """
    if text.isascii() or not any(first in text for first in _MOJIBAKE_BEGINS) or not _MOJIBAKE.search(text):
        return text
    # Line by line: one sound line must not keep ftfy from repairing a broken one.
    return "".join(
        ftfy.fix_encoding(line) if _MOJIBAKE.search(line) else line for line in text.splitlines(keepends=True)
    )


def _decode(body: bytes, declared: str | None) -> tuple[str, str]:
    """Return the characters and the codec; `declared` is the codec the page asks for."""
    for bom, charset in _BOMS:
        if body.startswith(bom):
            return body[len(bom) :].decode(charset, "replace"), charset
    if codec := _codec_of_shape(body, declared):
        return body.decode(codec, "replace"), codec
    try:
        return body.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        if _is_cut_short(body, error):
            return body.decode("utf-8", "ignore"), "utf-8"
    is_open = declared is None or reads_as_utf8(declared) or reads_as_utf16(declared)
    if is_open and _is_mostly_utf8(body):
        return body.decode("utf-8", "replace"), "utf-8"
    codec = sniffed_codec(body) if declared is None or is_open else declared
    return body.decode(codec, "replace"), codec


def _codec_of_shape(body: bytes, declared: str | None) -> str | None:
    """The codec of bytes that would pass for UTF-8 and are none: two bytes a character, or seven bits a byte."""
    if b"\0" in body[:_SHAPE_WINDOW] and (codec := utf16_of_tags(body)):
        return codec
    if declared and (declared in _SEVEN_BIT or (reads_as_utf16(declared) and b"\0" in body[:_SHAPE_WINDOW])):
        return declared
    return seven_bit_japanese(body)


def _is_cut_short(body: bytes, error: UnicodeDecodeError) -> bool:
    """Whether the only flaw is a character cut in two by the end of a truncated body."""
    return error.reason == "unexpected end of data" and error.start >= len(body) - 3


def _is_mostly_utf8(body: bytes) -> bool:
    """Whether UTF-8 explains most bytes beyond ASCII; a stray byte in a UTF-8 page is common."""
    lost = body.decode("utf-8", "replace").count("\ufffd")
    beyond_ascii = len(body) - len(body.translate(None, _BEYOND_ASCII)) if lost else 0
    return lost * 4 <= beyond_ascii
