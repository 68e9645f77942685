"""A PDF to blocks: its text in reading order, without what the printer repeats on each page.

Uses pypdf, which is pure Python; a PDF without a text layer (a scan) has no text for us.
"""

import io
import logging
import re
import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise

from pypdf import PageObject, PdfReader
from pypdf.errors import PyPdfError

from db.errors import UnreadablePage
from tracker.page.block_tests import is_page_number
from tracker.page.blocks import PageText
from tracker.page.lines import Line
from tracker.page.plain_text_blocks import page_of_lines

# What pypdf finds odd in a file is for its makers, not for standard error.
logging.getLogger("pypdf").addHandler(logging.NullHandler())

MAX_PAGES = 400
"""The longest policy we know of has 96 pages; more would take minutes."""
MAX_CHARACTERS = 4_000_000
_MARGIN_LINES = 3
_REPEATED_SHARE = 0.5
_MIN_PAGES = 3
"""A line counts as a header or footer if it stands at the edge of half of at least so many pages."""
_LARGER = 1.15
"""Times the usual size: the type of a heading."""
_WIDER, _MIN_SPACED = 1.3, 0.1
"""Times the usual distance of lines: the space before a paragraph, if a tenth of the lines have it above them."""
_BOLD = re.compile(r"bold|black|heavy|semibold|demi", re.IGNORECASE)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """Characters in one type; `size` and `height`, their place above the foot of the page, are in points."""

    text: str
    is_bold: bool
    size: float
    height: float


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of a page and its height."""

    line: Line
    height: float


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
    lines = _mend_words(_with_gaps(_without_margins(pages)))
    if not lines:
        raise UnreadablePage("the PDF holds no text, perhaps only pictures of it")
    return PdfText(page=page_of_lines(lines), title=" ".join(str(title or "").split()) or None, notes=notes)


def _pages_of(reader: PdfReader) -> tuple[list[list[_Row]], tuple[str, ...]]:
    pages: list[list[_Piece]] = []
    notes: tuple[str, ...] = ()
    characters = 0
    for number, page in enumerate(reader.pages):
        if number >= MAX_PAGES or characters > MAX_CHARACTERS:
            notes = (f"only the first {number} pages of the PDF were read",)
            break
        pages.append(_pieces_of(page))
        characters += sum(len(piece.text) for piece in pages[-1])
    sizes = Counter[float]()
    for piece in chain.from_iterable(pages):
        sizes[piece.size] += len(piece.text.strip())
    usual = sizes.most_common(1)[0][0] if sizes else 0.0
    return [_lines_of(page, usual) for page in pages], notes


def _pieces_of(page: PageObject) -> list[_Piece]:
    pieces: list[_Piece] = []

    def note_piece(
        text: str, matrix: list[float], line_matrix: list[float], font: Mapping[str, object] | None, size: float
    ) -> None:
        # Type is scaled by both matrices.
        scale = abs(line_matrix[3] * matrix[3]) or 1.0
        is_bold = font is not None and _BOLD.search(str(font.get("/BaseFont", ""))) is not None
        height = line_matrix[5] * matrix[3] + matrix[5]
        pieces.append(_Piece(text=text, is_bold=is_bold, size=round(size * scale, 1), height=height))

    page.extract_text(visitor_text=note_piece)
    return pieces


def _lines_of(pieces: Sequence[_Piece], usual: float) -> list[_Row]:
    """The lines of one page; lines all in bold type or in type larger than the usual are emphasised."""
    lines: list[list[tuple[_Piece, str]]] = [[]]
    for piece in pieces:
        first, *others = piece.text.split("\n")
        lines[-1].append((piece, first))
        lines += [[(piece, other)] for other in others]
    rows = []
    for line in lines:
        said = [(piece, part) for piece, part in line if part.strip()]
        if said:
            text = " ".join("".join(part for _, part in line).split())
            emphasis = "".join(mark for mark in "zb" if all(mark in _emphasis(piece, usual) for piece, _ in said))
            rows.append(_Row(Line(text=text, emphasis=emphasis), said[0][0].height))
    return rows


def _emphasis(piece: _Piece, usual: float) -> str:
    return ("z" if piece.size > _LARGER * usual else "") + ("b" if piece.is_bold else "")


def _without_margins(pages: Sequence[Sequence[_Row]]) -> list[_Row]:
    """The lines of all pages but page numbers and what stands at the edge of most of them."""
    margins = [_margins(page) for page in pages]
    seen = Counter(key for texts in margins for key in {_key(text) for text in texts})
    least = max(_MIN_PAGES, len(pages) * _REPEATED_SHARE)
    return [
        row
        for page, texts in zip(pages, margins, strict=True)
        for row in page
        if row.line.text not in texts or not (seen[_key(row.line.text)] >= least or is_page_number(row.line.text))
    ]


def _margins(page: Sequence[_Row]) -> frozenset[str]:
    return frozenset(row.line.text for row in (*page[:_MARGIN_LINES], *page[-_MARGIN_LINES:]))


def _key(text: str) -> str:
    return _DIGITS.sub("0", text)


def _with_gaps(rows: Sequence[_Row]) -> list[Line]:
    """The lines, with a gap before each that begins a paragraph: wider space above it, or a short line before it.

    Where a page sets paragraphs apart by space, short lines mean nothing.
    """
    steps = sorted(before.height - row.height for before, row in pairwise(rows) if before.height > row.height)
    usual = steps[len(steps) // 5] if steps else 0.0  # not the median: in short paragraphs most steps are wide
    is_spaced = sum(step > _WIDER * usual for step in steps) >= _MIN_SPACED * len(rows)
    lengths = sorted(len(row.line.text) for row in rows)
    full = lengths[len(lengths) * 9 // 10] if lengths else 0
    lines: list[Line] = []
    for before, row in zip((None, *rows[:-1]), rows, strict=True):
        gap = before is not None and (
            before.height - row.height > _WIDER * usual
            if is_spaced and before.height > row.height
            else len(before.line.text) < _SHORT * full and _SENTENCE_END.search(before.line.text) is not None
        )
        lines.append(replace(row.line, gap=gap))
    return lines


def _mend_words(lines: Sequence[Line]) -> list[Line]:
    """The lines with words made whole that were cut at the end of a line."""
    mended: list[Line] = []
    for line in lines:
        if mended and line.text[0].islower() and _HYPHEN.search(mended[-1].text):
            head, _, rest = line.text.partition(" ")
            mended[-1] = replace(mended[-1], text=_HYPHEN.sub("", mended[-1].text) + head)
            mended += [replace(line, text=rest)] if rest else []
        else:
            mended.append(line)
    return mended
