"""The charset that a page declares, found as browsers find it, and the names that browsers know.

The labels are those of the WHATWG Encoding Standard (webencodings: what browsers call gb2312 is GBK), and so are the
decoders, which turbohtml registers with Python as `whatwg-gbk` and so on. Knows nothing of HTML but where a charset
stands: https://html.spec.whatwg.org/#prescan-a-byte-stream-to-determine-its-encoding
"""

import re

import turbohtml.detect  # registers the codecs `whatwg-*`
import webencodings

_PREFIX = "whatwg-"
_DECLARATION_WINDOW = 1024 * 1024
"""Bytes in which a declaration is looked for; browsers take one up wherever it stands, by parsing the page again."""
_IN_HEADER = re.compile(r"charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w.:-]{1,40})", re.IGNORECASE)
_META = re.compile(rb"<!--.*?(?:-->|\Z)|<meta[\s/]([^<>]{0,2000})>", re.IGNORECASE | re.DOTALL)
_ATTRIBUTE = re.compile(rb"([^\s\"'>/=]{1,40})\s{0,9}=\s{0,9}(\"[^\"]*\"|'[^']*'|[^\s\"'>]+)")
_XML = re.compile(rb"\s{0,99}<\?xml\s[^<>]{0,200}?encoding\s{0,9}=\s{0,9}[\"']\s{0,9}([\w.:-]{1,40})", re.IGNORECASE)
_TAG = re.compile(rb"<[^<>]*>")
_SNIFFED_BYTES = 400_000
_ASCII = bytes(range(0x80))
_FEW_LETTERS = 4
"""Bytes beyond ASCII: fewer tell nothing by their frequency."""
_SEVEN_BIT_JAPANESE = re.compile(rb"\x1b(?:\$[@B]|\([JI])")
# What the standard replaces by one error character, because scripts hid in it; we run no scripts.
_REPLACED = {"iso-2022-kr": "iso2022_kr", "csiso2022kr": "iso2022_kr", "hz-gb-2312": "hz"}


def charset_of_header(content_type: str | None) -> str | None:
    """Return the charset that a `Content-Type` header names, in lower case.

    >>> charset_of_header("text/html; charset=UTF-8")
    'utf-8'
    """
    match = _IN_HEADER.search(content_type) if content_type else None
    return match[1].lower() if match else None


def charset_of_page(body: bytes) -> str | None:
    """Return the first charset that a `<meta>` declares, or else the XML declaration, in lower case.

    A `<meta>` in a comment declares nothing, and one that names no charset known to browsers is passed over.

    >>> charset_of_page(b'<!-- <meta charset=gbk> --><meta charset="Latin5">')
    'latin5'
    """
    head = body[:_DECLARATION_WINDOW]
    for meta in _META.finditer(head):
        charset = _charset_of_meta(meta[1]) if meta[1] else None
        if charset and codec_of(charset):
            return charset
    declaration = _XML.match(head)
    return declaration[1].decode("ascii", "replace").lower() if declaration else None


def codec_of(label: str | None) -> str | None:
    """Return the name of the Python codec for what browsers call `label`; None for what they do not know.

    >>> codec_of("x-sjis"), codec_of("undefined"), codec_of("hz-gb-2312")
    ('whatwg-shift_jis', None, 'hz')
    """
    if not label:
        return None
    if label in _REPLACED:
        return _REPLACED[label]
    encoding = webencodings.lookup(label)
    return _PREFIX + encoding.name if encoding else None


def reads_as_utf8(codec: str) -> bool:
    """Whether the codec is UTF-8 by one of its names."""
    return b"\xe2\x82\xac".decode(codec, "replace") == "€"


def reads_as_utf16(codec: str) -> bool:
    """Whether the codec is UTF-16 of either order by one of its names."""
    return len(b"\x20\x20".decode(codec, "replace")) == 1


def sniffed_codec(body: bytes) -> str:
    """Return the codec of undeclared bytes that are not UTF-8, by the frequencies of letters as browsers do."""
    lines = _TAG.sub(b"\n", body).split(b"\n")
    text = b"\n".join(line for line in lines if not line.isascii())
    if len(text.translate(None, _ASCII)) < _FEW_LETTERS:
        return _PREFIX + "windows-1252"
    match = turbohtml.detect.detect(text[:_SNIFFED_BYTES])
    return match.codec if match.codec and match.encoding != "UTF-8" else _PREFIX + "windows-1252"


def seven_bit_japanese(body: bytes) -> str | None:
    """Return the codec of bytes that switch between character sets as ISO-2022-JP does; None for others."""
    is_switched = b"\x1b" in body and body.isascii() and _SEVEN_BIT_JAPANESE.search(body) is not None
    return _PREFIX + "iso-2022-jp" if is_switched else None


def utf16_of_tags(body: bytes) -> str | None:
    """Return the codec of UTF-16 without a byte order mark, which ASCII tags give away; None for other bytes."""
    head = body[:1024]
    if b"<\0" not in head and b"\0<" not in head:
        return None
    high, low = head[0::2].count(0), head[1::2].count(0)
    if max(high, low) < len(head) // 16 or min(high, low) * 10 > max(high, low):
        return None
    return "utf-16-le" if low > high else "utf-16-be"


def _charset_of_meta(attributes: bytes) -> str | None:
    """The charset in the attributes of one `<meta>`: `charset`, or `content` beside `http-equiv=content-type`."""
    named = {name.lower(): value.strip(b"\"' \t\r\n") for name, value in reversed(_ATTRIBUTE.findall(attributes))}
    if charset := named.get(b"charset"):
        return _bent(charset.decode("ascii", "replace"))
    if named.get(b"http-equiv", b"").lower() == b"content-type":
        return _bent(charset_of_header(named.get(b"content", b"").decode("ascii", "replace")) or "")
    return None


def _bent(label: str) -> str | None:
    """A label in a `<meta>`: its bytes could be read, so that they are in no UTF-16, and it means no private codes."""
    lowered = label.strip().lower()
    if lowered.startswith(("utf-16", "csunicode", "iso-10646-ucs-2", "ucs-2", "unicode")):
        return "utf-8"
    return "windows-1252" if lowered == "x-user-defined" else lowered or None
