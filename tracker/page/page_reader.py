"""The bytes of a page to its blocks, whatever their format: HTML, Markdown, plain text, PDF."""

import re
from dataclasses import dataclass, replace
from urllib.parse import urljoin

from lxml import html

from db.errors import UnreadablePage
from tracker.page.assembly import assemble
from tracker.page.block_tests import without_jump
from tracker.page.blocks import PageText, UnreadText
from tracker.page.decoding import MAX_PAGE_BYTES, decode_page, is_utf16
from tracker.page.html_blocks import read_blocks
from tracker.page.markdown_blocks import read_markdown
from tracker.page.marks import drop_marks
from tracker.page.panels import open_panels
from tracker.page.pdf_blocks import read_pdf
from tracker.page.plain_text_blocks import read_plain_text
from tracker.page.tree import parse_page
from tracker.page.unseen import drop_unseen, unveil_addresses

_TAG = re.compile(
    r"<(?:!doctype|html|head|body|title|meta|frameset|main|article|section|header|div|p|br|table|t[dr]|font|h[1-6]|a|"
    r"span|ul|ol|li|dl|b|i|em|strong|center|pre|img)\b",
    re.IGNORECASE,
)
_MARKDOWN = "text/markdown"
_MARKDOWN_NAME = re.compile(r"\.(?:md|mdx|markdown)(?:$|[?#])", re.IGNORECASE)
_HTML = re.compile(r"\s*(?:<!doctype|<html|<\?xml)", re.IGNORECASE)
_SQLITE_MARK = b"SQLite format 3\0"
"""How every database begins (https://www.sqlite.org/fileformat.html#magic_header_string)."""
_PDF_WINDOW = 1024
"""Readers accept a PDF whose mark stands within the first kilobyte (ISO 32000-1, annex H.3.4.1)."""
_TAG_WINDOW, _SAID_PLAIN_WINDOW = 200_000, 20_000
"""Characters among which the first tag of HTML must stand."""
_MAX_FRAMES = 5
_BINARY_BYTES = bytes({*range(1, 0x20)} - {*b"\t\n\f\r\x1b"})
"""Binary data bytes (https://mimesniff.spec.whatwg.org/#binary-data-byte) but NUL, every other byte of UTF-16."""
_BINARY_WINDOW = 8192


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPage:
    """A page as it was read: its blocks, what it calls itself, the language it declares, remarks for a person.

    `tree` is what the blocks of HTML were read from, for a second reader; `is_bare`: there is nothing about the text,
    such as menus, that could be left out; `unread` is text that the page holds and that is not of its text.
    """

    page: PageText
    title: str | None
    language: str | None
    notes: tuple[str, ...]
    tree: html.HtmlElement | None = None
    is_bare: bool = False
    unread: tuple[UnreadText, ...] = ()


def content_type_of_name(name: str) -> str | None:
    """Return the media type of a file or a URL by its name, where its bytes don't tell: Markdown.

    >>> content_type_of_name("https://example.com/privacy.md?raw=true"), content_type_of_name("page.html")
    ('text/markdown', None)
    """
    return _MARKDOWN if _MARKDOWN_NAME.search(name) else None


def read_page(body: bytes, *, content_type: str | None, url: str | None) -> ReadPage:
    """Return the blocks of a page; raises UnreadablePage when its bytes hold no text or are too many."""
    if len(body) > MAX_PAGE_BYTES:
        limit = MAX_PAGE_BYTES // 2**20
        raise UnreadablePage(f"the page is too large ({len(body) // 2**20} MiB, at most {limit} are read)")
    if body.startswith(_SQLITE_MARK):
        raise UnreadablePage("a database, not a page; --db names the one to read from")
    if b"%PDF-" in body[:_PDF_WINDOW]:
        pdf = read_pdf(body)
        return ReadPage(page=pdf.page, title=pdf.title, language=None, notes=pdf.notes, unread=pdf.unread)
    if not is_utf16(body) and _is_binary(body):
        raise UnreadablePage("the bytes are no text: an image, a packed file or the like")
    decoded = decode_page(body, content_type=content_type)
    if _is_markdown(decoded.text, content_type, url):
        return _read_markdown(decoded.text, decoded.notes)
    if _is_plain(decoded.text, content_type):
        page = read_plain_text(decoded.text)
        if not page.blocks:
            raise UnreadablePage("the page is empty")
        return ReadPage(page=page, title=None, language=None, notes=decoded.notes)
    return _read_html(parse_page(decoded.text), url, decoded.notes)


def _is_binary(body: bytes) -> bool:
    """Whether bytes that no text has are more than a few strays; in compressed data they are every tenth."""
    head = body[:_BINARY_WINDOW]
    return len(head) - len(head.translate(None, _BINARY_BYTES)) > len(head) // 50


def _is_markdown(text: str, content_type: str | None, url: str | None) -> bool:
    """Whether a page is Markdown by its type, or by its URL where it is no HTML."""
    media_type = (content_type or "").partition(";")[0].strip().lower()
    if media_type in (_MARKDOWN, "text/x-markdown"):
        return True
    return content_type_of_name(url or "") == _MARKDOWN and media_type in ("", "text/plain") and not _HTML.match(text)


def _read_markdown(text: str, notes: tuple[str, ...]) -> ReadPage:
    read = read_markdown(text)
    if not read.page.blocks:
        raise UnreadablePage("the page is empty")
    if read.provenance:
        notes = (*notes, f"the text is that of a snapshot of {read.provenance.day}: {read.provenance.url}")
    return ReadPage(page=read.page, title=read.title, language=None, notes=notes, is_bare=True)


def _is_plain(text: str, content_type: str | None) -> bool:
    """Whether a page is plain text; servers say text/plain of HTML often enough to look for tags."""
    said_plain = content_type is not None and content_type.strip().lower().startswith("text/plain")
    return _TAG.search(text, 0, _SAID_PLAIN_WINDOW if said_plain else _TAG_WINDOW) is None


def _read_html(tree: html.HtmlElement, url: str | None, notes: tuple[str, ...]) -> ReadPage:
    frames = _frame_addresses(tree, url)
    assemble(tree)
    unread = drop_unseen(tree)
    unveil_addresses(tree)
    open_panels(tree)
    drop_marks(tree)
    page = _without_jumps(read_blocks(tree))
    if not page.blocks:
        raise UnreadablePage(
            f"the page is a set of frames; its text is at {' or '.join(frames)}" if frames else "the page holds no text"
        )
    return ReadPage(
        page=page,
        title=" ".join(tree.findtext(".//title", "").split()) or None,
        language=tree.get("lang"),
        notes=(*notes, f"frames: {', '.join(frames)}") if frames else notes,
        tree=tree,
        unread=unread,
    )


def _without_jumps(page: PageText) -> PageText:
    """The page without links back to its start at the ends of paragraphs."""
    return replace(page, blocks=tuple(without_jump(block, page.anchors, 0) for block in page.blocks))


def _frame_addresses(tree: html.HtmlElement, url: str | None) -> tuple[str, ...]:
    """The addresses of the frames that make up the page."""
    sources = [frame.get("src", "").strip() for frame in tree.iter("frame")]
    return tuple(_absolute(url, source) for source in sources[:_MAX_FRAMES] if source)


def _absolute(url: str | None, source: str) -> str:
    try:
        return urljoin(url or "", source)
    except ValueError:  # a bracket that is not closed
        return source
