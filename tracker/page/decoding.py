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
from charset_normalizer import from_bytes

MAX_PAGE_BYTES = 32 * 1024 * 1024
"""Larger bodies are refused: the largest policy page we know of has 0.8 MB."""

_DECLARATION_WINDOW = 8192
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CHARSET_IN_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_CHARSET_IN_PAGE = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,400}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE
)
# Two or three characters that UTF-8 read as windows-1252 leaves behind: "Â»", "â€™", "Ã©".
_MOJIBAKE = re.compile("[ÂÃ][\x80-\xbf\u0152-\u2122]|â(?:€|\x80)|ï»¿|Ð[\x80-\xbf\u0152-\u2122][ÐÑ]")
# No mojibake without one of these; looking for one character is many times faster than the pattern.
_MOJIBAKE_BEGINS = "ÂÃâïÐ"
# Control characters that no text needs; HTML parsers stop or stumble at some of them.
_CONTROLS = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f]")
# What browsers read for the names that servers give (WHATWG Encoding Standard).
_BROWSER_READS = {
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "iso-8859-9": "cp1254",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "shift_jis": "cp932",
    "x-sjis": "cp932",
    "big5": "big5hkscs",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DecodedPage:
    """The characters of a page, the charset they were read with, and the repairs that were needed."""

    text: str
    charset: str
    notes: tuple[str, ...]


def decode_page(body: bytes, *, content_type: str | None = None) -> DecodedPage:
    """Return the characters of `body`; never fails: what cannot be decoded becomes U+FFFD."""
    declared = _declared_charset(body, content_type)
    text, charset = _decode(body, declared)
    notes = []
    if declared and charset == "utf-8" and _codec_name(declared) not in (None, "utf-8", "ascii") and not body.isascii():
        notes.append(f"said to be {declared}, read as utf-8")
    repaired = repair_mojibake(text)
    if repaired != text:
        notes.append("mojibake repaired")
    return DecodedPage(text=_CONTROLS.sub(" ", repaired.replace("\0", "")), charset=charset, notes=tuple(notes))


def charset_of_header(content_type: str | None) -> str | None:
    """Return the charset that a `Content-Type` header names, in lower case.

    >>> charset_of_header("text/html; charset=UTF-8")
    'utf-8'
    """
    match = _CHARSET_IN_HEADER.search(content_type) if content_type else None
    return match[1].lower() if match else None


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
    for bom, charset in _BOMS:
        if body.startswith(bom):
            return body[len(bom) :].decode(charset, "replace"), charset
    try:
        return body.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        if _is_cut_short(body, error):
            return body.decode("utf-8", "ignore"), "utf-8"
    charset = _codec_name(declared) or _sniffed_charset(body)
    if charset == "utf-8" and not _is_mostly_utf8(body):
        charset = _sniffed_charset(body)
    return body.decode(charset, "replace"), charset


def _is_cut_short(body: bytes, error: UnicodeDecodeError) -> bool:
    """Whether the only flaw is a character cut in two by the end of a truncated body."""
    return error.reason == "unexpected end of data" and error.start >= len(body) - 3


def _is_mostly_utf8(body: bytes) -> bool:
    """Whether UTF-8 explains most bytes beyond ASCII; a stray byte in a UTF-8 page is common."""
    lost = body.decode("utf-8", "replace").count("\ufffd")
    beyond_ascii = sum(1 for byte in body if byte >= 0x80) if lost else 0
    return lost * 4 <= beyond_ascii


def _declared_charset(body: bytes, content_type: str | None) -> str | None:
    if charset := charset_of_header(content_type):
        return charset
    if match_in_page := _CHARSET_IN_PAGE.search(body[:_DECLARATION_WINDOW]):
        return match_in_page[1].decode("ascii", "replace").lower()
    return None


def _codec_name(charset: str | None) -> str | None:
    if charset is None:
        return None
    try:
        name = codecs.lookup(_BROWSER_READS.get(charset, charset))
    except (LookupError, ValueError):
        return None
    # Python also calls "hex" and "rot13" codecs, and a page that says utf-16 in ASCII is not utf-16.
    is_text = getattr(name, "_is_text_encoding", True)
    return (
        name.name if is_text and not name.name.startswith(("utf-16", "utf-32", "utf-7", "idna", "punycode")) else None
    )


def _sniffed_charset(body: bytes) -> str:
    """Return a guess for undeclared bytes that are not UTF-8; windows-1252 unless another is likelier."""
    best = from_bytes(body[:100_000]).best()
    name = _codec_name(best.encoding) if best else None
    return name if name and name != "utf-8" else "cp1252"
