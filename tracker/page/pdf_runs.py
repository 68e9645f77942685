"""The pages of a PDF as runs of characters with their places, read by PDFium in a process of its own.

PDFium is Chromium's reader: it takes broken and encrypted files as people's readers do, and says of each character
where it stands. Measured against pypdf, pdfplumber and pdfminer.six in docs/decisions.
"""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from db.errors import UnreadablePage
from tracker.text.unseen_characters import clean_text

_PROGRAM = Path(__file__).with_name("pdf_process.py")
_MAX_SECONDS = 60
"""On the clock; the process bounds its own processor time and memory."""
# Hyphens at the end of a line as PDFium gives them; ligatures, which are one letter to nobody but the printer.
_LETTERS = str.maketrans({
    "\x02": "-", "\u00ad": "-", "\ufffe": "-",
    "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st",
})  # fmt: skip
_NO_TITLES = ("", "untitled", "document", "(anonymous)")


@dataclass(frozen=True, slots=True, kw_only=True)
class TextRun:
    """Characters on one line without a wide gap; lengths are points, `y` is that of the baseline above the foot.

    `has_mark`: the number of an item or a heading stands before it, apart.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    is_bold: bool
    has_mark: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfPage:
    """The runs of a page in the order of the file, its rules (x0, y0, x1, y1), its size, what is printed across it."""

    runs: tuple[TextRun, ...]
    rules: tuple[tuple[float, float, float, float], ...]
    width: float
    height: float
    across: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfFile:
    """The pages of a PDF and what it calls itself; `all_pages` is how many it has."""

    pages: tuple[PdfPage, ...]
    title: str | None
    all_pages: int


def read_pages(body: bytes) -> PdfFile:
    """Return the pages of a PDF; raises UnreadablePage if it is broken or locked, or takes too much to read."""
    try:
        done = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-I", str(_PROGRAM)], input=body, capture_output=True, timeout=_MAX_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadablePage("the PDF takes too much time to read") from error
    if done.returncode:
        raise UnreadablePage("the PDF takes too much time or memory to read, or is made to harm its readers")
    found = json.loads(done.stdout)
    if "error" in found:
        reason = "is locked with a password" if found["locked"] else f"is broken ({found['error']})"
        raise UnreadablePage(f"the PDF {reason}")
    title = _clean(found["title"])
    return PdfFile(
        pages=tuple(map(_page, found["pages"])),
        title=None if title.lower() in _NO_TITLES else title,
        all_pages=found["count"],
    )


def _page(found: dict[str, Any]) -> PdfPage:
    runs = (
        TextRun(text=_clean(text), x0=x0, x1=x1, y=y, size=size, is_bold=is_bold)
        for text, x0, x1, y, size, is_bold in found["runs"]
    )
    across = _clean(found["across"])
    return PdfPage(
        runs=tuple(run for run in runs if run.text),
        rules=tuple(tuple(rule) for rule in found["rules"]),
        width=found["size"][0],
        height=found["size"][1],
        across=(across,) if across else (),
    )


def _clean(text: str) -> str:
    return " ".join(clean_text(text.translate(_LETTERS)).split())
