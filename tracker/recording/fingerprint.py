"""A cheap look at a page before it is extracted: equal fingerprint, equal visible words.

Works on characters, without a parser: a page takes about 1 ms. It may tell apart pages whose text is the same
(the only cost is an extraction), but never takes two texts for one.
"""

import hashlib
import re
from functools import lru_cache

from tracker.page.charset import charset_of_header
from tracker.page.decoding import MAX_PAGE_BYTES
from tracker.page.unseen import unveil

_UNSEEN_BEGINS = re.compile(rb"<(?:(!--)|(script|style)\b)")
_SWITCH = re.compile(rb"</?(?:del|s|strike|template|noscript)\b|hidden|none|line-through", re.IGNORECASE)
"""What shows, hides or strikes out the same words: its tags stand among them."""
_SRCDOC = re.compile(rb"srcdoc=(?:\"([^\"]*)|'([^']*))", re.IGNORECASE)
_SPARSE = 2000
"""Bytes of words: a page that shows fewer, and has more in its scripts, may have its text there."""
_VEIL = b"data-cfemail"
_VEILED = re.compile(_VEIL + rb"=\"?([0-9a-f]{4,400})")
_TAG = re.compile(rb"<[^<>]*>")
_CUT = b"</"  # no tag goes on beyond the next `<`, so the pieces between may be looked at one by one
_PIECES_KNOWN, _LONGEST_KNOWN = 8192, 4096  # pieces, bytes: at most 32 MB are held


def visible_fingerprint(body: bytes, *, content_type: str | None = None) -> str:
    """Return the SHA-256 (hexadecimal) of the page's visible words; never raises.

    Unaffected by scripts, comments, most attributes and white space, and by the veil that Cloudflare draws anew over
    mail addresses at every capture, but not by another address behind it. What is hidden or struck out counts, and
    what stands ready in templates and frames, for it may be shown. A body that is no text (a PDF), is too large for a
    page, or shows next to nothing, is hashed as it is.
    """
    digest = hashlib.sha256((charset_of_header(content_type) or "").encode("utf-8", "surrogatepass"))
    if len(body) > MAX_PAGE_BYTES or body.startswith(b"%PDF"):
        digest.update(body)
    else:
        markup = _drop_unseen(body)
        words = _words_shown(markup)
        has_its_text_in_scripts = len(words) < _SPARSE < len(body) - len(markup)
        digest.update(body if has_its_text_in_scripts else words)
        for found in _SRCDOC.findall(markup) if b"srcdoc" in markup else ():
            digest.update(b"".join(found))
        for veiled in _VEILED.findall(markup) if _VEIL in markup else ():  # to look for the name alone is cheaper
            digest.update((unveil(veiled.decode("ascii")) or "").encode("utf-8"))
    return digest.hexdigest()


def _words_shown(markup: bytes) -> bytes:
    """The words between tags, a space apart. Captures of a page share most pieces, whose words are remembered."""
    first, *others = markup.split(_CUT)
    words = [_piece_words(first)]
    words += [_known_words(piece) if len(piece) < _LONGEST_KNOWN else _piece_words(_CUT + piece) for piece in others]
    return b" ".join(filter(None, words))


@lru_cache(maxsize=_PIECES_KNOWN)
def _known_words(piece: bytes) -> bytes:
    return _piece_words(_CUT + piece)


def _piece_words(piece: bytes) -> bytes:
    shown = _TAG.sub(_mark, piece) if _SWITCH.search(piece) else _TAG.sub(b" ", piece)
    return b" ".join(shown.split())


def _mark(tag: re.Match[bytes]) -> bytes:
    switches = _SWITCH.findall(tag[0])
    return b" <%s> " % b",".join(switches).lower() if switches else b" "


def _drop_unseen(body: bytes) -> bytes:
    """Cut out comments and elements that are never shown, in linear time even if none of them is ever closed."""
    lowered = body.lower()  # tags are of either case, and looking for one case alone is ten times as fast
    kept = []
    unclosed: set[bytes] = set()
    position = 0
    for match in _UNSEEN_BEGINS.finditer(lowered):
        closing = b"-->" if match[1] else b"</" + match[2]
        if match.start() < position or closing in unclosed:
            continue
        end = lowered.find(closing, match.end())
        if end < 0:
            unclosed.add(closing)
            continue
        kept.append(body[position : match.start()])
        position = end + len(closing)
    kept.append(body[position:])
    return b" ".join(kept)
