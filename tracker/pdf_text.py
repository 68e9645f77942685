"""A PDF to blocks: its text in reading order, without what the printer repeats on each page.

Uses pypdf, which is pure Python; a PDF without a text layer (a scan) has no text for us.
"""

import io
import re
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from db.errors import UnreadablePage
from tracker.blocks import PageText
from tracker.furniture import is_page_number
from tracker.lines import Line
from tracker.plain_text import page_of_lines

MAX_PAGES = 400
"""The longest policy we know of has 96 pages; more would take minutes."""
MAX_CHARACTERS = 4_000_000
_MARGIN_LINES = 3
_REPEATED_SHARE = 0.5
_MIN_PAGES = 3
"""A line counts as a header or footer if it stands at the edge of half of at least so many pages."""
_DIGITS = re.compile(r"\d+")
_HYPHEN = re.compile(r"(?<=[^\W\d_])[-\u00ad\u2010]$")
_SENTENCE_END = re.compile(r"[.!?:;]$")
_SHORT = 0.75
"""A line shorter than this share of a full one ends its paragraph, if its sentence ends too."""
# What pypdf raises on broken files besides its own errors.
_BROKEN = (PyPdfError, zlib.error, ValueError, KeyError, IndexError, TypeError, AttributeError, OverflowError,
           RecursionError, NotImplementedError, AssertionError, OSError)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfText:
    """The blocks of a PDF, the title it gives itself, and remarks for a person."""

    page: PageText
    title: str | None
    notes: tuple[str, ...]


def read_pdf(body: bytes) -> PdfText:
    """Return the text of a PDF; raises UnreadablePage if it is broken, locked, or has no text."""
    try:
        reader = PdfReader(io.BytesIO(body), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadablePage("the PDF is locked with a password")
        title = reader.metadata.title if reader.metadata else None
        pages, notes = _pages_of(reader)
    except _BROKEN as error:
        raise UnreadablePage(f"the PDF is broken ({type(error).__name__}: {str(error)[:100]})") from error
    lines = _lines(_without_margins(pages))
    if not lines:
        raise UnreadablePage("the PDF holds no text, perhaps only pictures of it")
    return PdfText(page=page_of_lines(lines), title=" ".join(str(title or "").split()) or None, notes=notes)


def _pages_of(reader: PdfReader) -> tuple[list[list[str]], tuple[str, ...]]:
    pages: list[list[str]] = []
    characters = 0
    for number, page in enumerate(reader.pages):
        if number >= MAX_PAGES or characters > MAX_CHARACTERS:
            return pages, (f"only the first {number} pages of the PDF were read",)
        text = page.extract_text()
        characters += len(text)
        pages.append([" ".join(line.split()) for line in text.splitlines()])
    return pages, ()


def _without_margins(pages: Sequence[Sequence[str]]) -> list[list[str]]:
    """The pages without page numbers, and without the lines that stand at the edge of most of them."""
    seen = Counter(key for page in pages for key in {_key(line) for line in _margins(page)})
    least = max(_MIN_PAGES, len(pages) * _REPEATED_SHARE)
    kept = []
    for page in pages:
        margins = set(_margins(page))
        kept.append(
            [line for line in page if line not in margins or not (seen[_key(line)] >= least or is_page_number(line))]
        )
    return kept


def _margins(page: Sequence[str]) -> list[str]:
    lines = [line for line in page if line]
    return lines[:_MARGIN_LINES] + lines[-_MARGIN_LINES:]


def _key(line: str) -> str:
    return _DIGITS.sub("0", line)


def _lines(pages: Sequence[Sequence[str]]) -> list[Line]:
    """The lines of all pages; a word that is cut at the end of a line is made whole."""
    written = _mend_words([line for page in pages for line in page if line])
    full = _full_length(written)
    lines: list[Line] = []
    for line in written:
        before = lines[-1].text if lines else ""
        ends_paragraph = len(before) < _SHORT * full and _SENTENCE_END.search(before) is not None
        lines.append(Line(text=line, gap=ends_paragraph))
    return lines


def _mend_words(lines: Sequence[str]) -> list[str]:
    mended: list[str] = []
    for line in lines:
        if mended and line[0].islower() and _HYPHEN.search(mended[-1]):
            head, _, rest = line.partition(" ")
            mended[-1] = _HYPHEN.sub("", mended[-1]) + head
            mended += [rest] if rest else []
        else:
            mended.append(line)
    return mended


def _full_length(lines: Sequence[str]) -> int:
    """The length of a filled line: nine tenths of the lines are not longer."""
    lengths = sorted(len(line) for line in lines if line)
    return lengths[len(lengths) * 9 // 10] if lengths else 0
