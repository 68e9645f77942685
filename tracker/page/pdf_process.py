"""A program of its own that reads a PDF with PDFium: bytes on standard input, runs of characters as JSON on output.

It is no module of the others, and they are none of its: PDFium is C++, and what hostile files make of it (gigabytes,
hours, a crash) ends with this process, which bounds its own memory and time. `tracker.page.pdf_runs` starts it.
"""

import ctypes
import json
import math
import re
import resource
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

MAX_BYTES, MAX_SECONDS = 2**30, 20
"""Memory, and seconds of processor time; the largest policy we know of takes 200 MB and 2 s."""
MAX_PAGES = 400
"""The longest policy we know of has 96 pages."""
MAX_CHARACTERS = 2_000_000
_BOLD_WEIGHT = 600
_BOLD_NAME = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
_MAX_GAP = 1.2
"""Times the size of the type: a wider gap is that between columns or cells, not between words."""
_MIN_GAP = 0.2
"""A gap that is a blank, where the file sets its words without blanks."""
_SAME_LINE = 0.3
_FEW = 0.05
"""Radians that the lines of a page may be off the horizontal."""
_DESCENT = 0.21
"""The share of a character's height that is below its line."""
_BREAKS = frozenset((0, 0x0A, 0x0D))
_LOCKED = 4
"""FPDF_ERR_PASSWORD."""
_MAX_RULES, _MIN_RULE = 3000, 20
"""How many drawings of a page are looked at, and the points from which one can be the rule of a table."""


def main() -> int:
    """Read standard input, write what is found; what is wrong with the file is part of that."""
    resource.setrlimit(resource.RLIMIT_AS, (MAX_BYTES, MAX_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (MAX_SECONDS, MAX_SECONDS))
    try:
        document = pypdfium2.PdfDocument(sys.stdin.buffer.read())
    except pypdfium2.PdfiumError as error:
        sys.stdout.write(json.dumps({"locked": error.err_code == _LOCKED, "error": str(error)}))
        return 0
    pages = list(read_pages(document))
    found = {"title": document.get_metadata_value("Title"), "count": len(document), "pages": pages}
    sys.stdout.write(json.dumps(found))
    return 0


def read_pages(document: pypdfium2.PdfDocument) -> Iterator[dict[str, Any]]:
    """Yield the pages up to the bounds, as `tracker.page.pdf_runs` takes them."""
    characters = 0
    for number in range(min(len(document), MAX_PAGES)):
        if characters > MAX_CHARACTERS:
            return
        try:
            page = document[number]
        except pypdfium2.PdfiumError:
            yield {"size": (0, 0), "runs": (), "rules": (), "across": ""}
            continue
        read = read_page(page)
        characters += sum(len(run[0]) for run in read["runs"])
        yield read
        page.close()


@dataclass(slots=True)
class _Character:
    text: str
    x0: float
    x1: float
    y: float
    size: float
    is_bold: bool
    is_upright: bool


def read_page(page: pypdfium2.PdfPage) -> dict[str, Any]:
    """Return the size, the runs, the rules and the slanting text of a page."""
    size, turn = page.get_size(), page.get_rotation()
    textpage = page.get_textpage()
    characters = list(_characters(textpage, turn, size))
    textpage.close()
    return {
        "size": size,
        "runs": [_run_of(run) for run in _runs_of([character for character in characters if character.is_upright])],
        "rules": list(_rules_of(page)) if not turn else [],
        "across": "".join(character.text for character in characters if not character.is_upright),
    }


def _characters(textpage: pypdfium2.PdfTextPage, turn: int, size: tuple[float, float]) -> Iterator[_Character]:
    """Yield the characters of a page as it is seen; each call of PDFium costs, so styles are asked for once."""
    box = pdfium.FS_RECTF()
    styles: dict[int, tuple[bool, bool]] = {0: (False, True)}
    for index in range(textpage.count_chars()):
        code = pdfium.FPDFText_GetUnicode(textpage, index)
        if code in _BREAKS or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
            continue
        if not pdfium.FPDFText_GetLooseCharBox(textpage, index, box):
            continue
        drawn = ctypes.cast(pdfium.FPDFText_GetTextObject(textpage, index), ctypes.c_void_p).value or 0
        if drawn not in styles:
            styles[drawn] = _is_bold(textpage, index), _is_upright(textpage, index, turn)
        yield _Character(chr(code), *_seen(box, turn, size), *styles[drawn])


def _seen(box: pdfium.FS_RECTF, turn: int, size: tuple[float, float]) -> tuple[float, float, float, float]:
    """Left, right, baseline and height of a character on a page that readers turn by 0, 90, 180 or 270 degrees."""
    width, height = size
    left, right, foot, head = box.left, box.right, box.bottom, box.top
    if turn == 90:
        left, right, foot, head = box.bottom, box.top, height - box.right, height - box.left
    elif turn == 180:
        left, right, foot, head = width - box.right, width - box.left, height - box.top, height - box.bottom
    elif turn == 270:
        left, right, foot, head = width - box.top, width - box.bottom, box.left, box.right
    return left, right, foot + _DESCENT * (head - foot), head - foot


def _is_bold(textpage: pypdfium2.PdfTextPage, index: int) -> bool:
    """Whether a character is set in bold type: by its font's weight, else by its font's name."""
    if pdfium.FPDFText_GetFontWeight(textpage, index) >= _BOLD_WEIGHT:
        return True
    name, flags = ctypes.create_string_buffer(200), ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(textpage, index, name, len(name), flags)
    return _BOLD_NAME.search(name.value.decode("utf-8", "replace")) is not None


def _is_upright(textpage: pypdfium2.PdfTextPage, index: int, turn: int) -> bool:
    """Whether the line of a character is horizontal on the page as it is seen."""
    angle = pdfium.FPDFText_GetCharAngle(textpage, index) + math.radians(turn)  # it counts clockwise
    return abs(math.remainder(angle, math.tau)) <= _FEW


def _runs_of(characters: Sequence[_Character]) -> Iterator[list[_Character]]:
    """Yield the runs that the characters make up in the order of the file."""
    run: list[_Character] = []
    for character in characters:
        if run and not _goes_on(run[-1], character):
            yield run
            run = []
        run.append(character)
    if run:
        yield run


def _goes_on(before: _Character, character: _Character) -> bool:
    """Whether a character stands on the same line as the one before it and near to it, to either side of it."""
    size = max(before.size, character.size, 1.0)
    if abs(character.y - before.y) > _SAME_LINE * size:
        return False
    return max(character.x0 - before.x1, before.x0 - character.x1) <= _MAX_GAP * size


def _run_of(characters: Sequence[_Character]) -> tuple[str, float, float, float, float, bool]:
    """Text, left, right, baseline, size, boldness."""
    pieces: list[str] = []
    for before, character in zip((None, *characters[:-1]), characters, strict=True):
        is_apart = before is not None and character.x0 - before.x1 > _MIN_GAP * character.size
        pieces += [" "] * is_apart + [character.text]
    said = [character for character in characters if not character.text.isspace()] or characters
    sizes = sorted(character.size for character in said)
    left, right = min(character.x0 for character in said), max(character.x1 for character in said)
    is_bold = all(character.is_bold for character in said)
    return "".join(pieces), left, right, said[0].y, sizes[len(sizes) // 2], is_bold


def _rules_of(page: pypdfium2.PdfPage) -> Iterator[tuple[float, float, float, float]]:
    """Yield the bounds of the thin lines and flat boxes that are drawn on a page: the rules of its tables."""
    for drawn in islice(page.get_objects(max_depth=2), _MAX_RULES):
        if drawn.type == pdfium.FPDF_PAGEOBJ_PATH:
            x0, y0, x1, y1 = drawn.get_bounds()
            if x1 - x0 > _MIN_RULE:
                yield x0, y0, x1, y1


if __name__ == "__main__":
    raise SystemExit(main())
