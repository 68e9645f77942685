"""A PDF to blocks: its text in reading order, without what the printer repeats on each page.

A PDF without a text layer (a scan) has no text for us.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from db.errors import UnreadablePage
from tracker.clauses.clause import ClauseKind
from tracker.page.blocks import Block, PageText, UnreadText
from tracker.page.lines import Line, begins_item, heads_differently, join_all
from tracker.page.pdf_hyphens import mend_words
from tracker.page.pdf_layout import TableRow, TextLine, lay_out
from tracker.page.pdf_margins import without_margins
from tracker.page.pdf_paragraphs import paragraph_beginnings
from tracker.page.pdf_runs import read_pages
from tracker.page.plain_text_blocks import block_of_line, page_of_blocks

_LARGER = 1.15
"""Times the usual size: the type of a heading."""
_ACROSS, _RUNNING = "printed across the page", "running head or foot"


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfText:
    """The blocks of a PDF, the title it gives itself, what of it is not its text, and remarks for a person."""

    page: PageText
    title: str | None
    unread: tuple[UnreadText, ...]
    notes: tuple[str, ...]


def read_pdf(body: bytes) -> PdfText:
    """Return the text of a PDF; raises UnreadablePage if it is broken, locked, or has no text."""
    file = read_pages(body)
    pages, running = without_margins(file.pages)
    parts = [part for page in pages for part in lay_out(page)]
    if not parts:
        raise UnreadablePage("the PDF holds no text, perhaps only pictures of it")
    across = dict.fromkeys(text for page in file.pages for text in page.across)
    read = len(file.pages)
    return PdfText(
        page=page_of_blocks(_blocks_of(parts)),
        title=file.title,
        unread=tuple(
            UnreadText(reason=reason, text=text)
            for reason, texts in ((_RUNNING, running), (_ACROSS, across))
            for text in texts
        ),
        notes=(f"only the first {read} pages of the PDF were read",) if read < file.all_pages else (),
    )


def _blocks_of(parts: Sequence[TextLine | TableRow]) -> Iterator[Block]:
    lines = [part for part in parts if isinstance(part, TextLine)]
    sizes = Counter[float]()
    for line in lines:
        sizes[round(line.run.size, 1)] += len(line.run.text)
    usual = sizes.most_common(1)[0][0] if sizes else 0.0
    begins = paragraph_beginnings(lines)
    said = iter([_line(line, usual, gap=index in begins) for index, line in enumerate(lines)])
    for is_row, group in groupby(parts, key=lambda part: isinstance(part, TableRow)):
        if is_row:
            yield from (_row(part) for part in group if isinstance(part, TableRow))
        else:
            paragraphs = _paragraphs([next(said) for _ in group])
            yield from (block_of_line(join_all(mend_words(paragraph))) for paragraph in paragraphs)


def _paragraphs(lines: Sequence[Line]) -> list[list[Line]]:
    paragraphs: list[list[Line]] = []
    for line in lines:
        if not paragraphs or line.gap or begins_item(line.text) or heads_differently(paragraphs[-1][-1], line):
            paragraphs.append([line])
        else:
            paragraphs[-1].append(line)
    return paragraphs


def _row(row: TableRow) -> Block:
    return Block(kind=ClauseKind.ROW, level=0, text=" | ".join(row.cells), part=0)


def _line(line: TextLine, usual: float, *, gap: bool) -> Line:
    emphasis = ("z" if line.run.size > _LARGER * usual else "") + ("b" if line.run.is_bold else "")
    return Line(text=line.run.text, emphasis=emphasis, gap=gap)
