"""A policy as a small PDF: lines of Helvetica, placed by hand (PDF 1.4, ISO 32000-1 sections 7.5 and 9.4)."""

import textwrap
from collections.abc import Iterator

from sample.edits import Clause
from sample.pages import Page

_LINES_A_PAGE = 44
_LINE_HEIGHT = 15
_Line = tuple[str, int, int, str]  # font, size, indent in points, text


def pdf_notice(page: Page) -> bytes:
    """Draw the policy as a PDF, with the moment of its making in it, which changes with every capture."""
    lines = [line for clause in page.policy for line in _lines_of(clause)]
    sheets = [lines[start : start + _LINES_A_PAGE] for start in range(0, len(lines), _LINES_A_PAGE)]
    kids = " ".join(f"{6 + 2 * number} 0 R" for number in range(len(sheets)))
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /{} /Encoding /WinAnsiEncoding >>"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(sheets)} >>".encode(),
        font.format("Helvetica").encode(),
        font.format("Helvetica-Bold").encode(),
        f"<< /Title ({_escaped(page.title)}) /CreationDate (D:{page.timestamp}Z) >>".encode("cp1252"),
    ]
    for number, sheet in enumerate(sheets):
        content = "".join(_drawn(sheet)).encode("cp1252")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {7 + 2 * number} 0 R "
            "/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    return _file_of(objects)


def _lines_of(clause: Clause) -> Iterator[_Line]:
    font, size, indent, mark = {
        "title": ("F2", 16, 0, ""),
        "heading": ("F2", 12, 0, ""),
        "item": ("F1", 10, 14, "- "),
    }.get(clause.kind, ("F1", 10, 0, ""))
    for line in textwrap.wrap(mark + clause.text, 1400 // size // 2 + 25, break_on_hyphens=False):
        yield font, size, indent, line
    yield font, size, indent, ""


def _drawn(sheet: list[_Line]) -> Iterator[str]:
    yield "BT\n"
    for number, (font, size, indent, text) in enumerate(sheet):
        if text:
            yield f"/{font} {size} Tf 1 0 0 1 {60 + indent} {780 - _LINE_HEIGHT * number} Tm ({_escaped(text)}) Tj\n"
    yield "ET"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def _file_of(objects: list[bytes]) -> bytes:
    result = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(result))
        result += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    trailer = b"trailer\n<< /Size %d /Root 1 0 R /Info 5 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(result))
    return result + b"xref\n0 %d\n0000000000 65535 f \n%s%s" % (size, table, trailer)
