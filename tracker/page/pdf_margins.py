"""What a printer repeats on the pages of a document: running heads and feet, page numbers. Pure.

A line of the text is none, however often it comes back: a running head stands in the margin, apart from the text, at
the same height, and its numbers count the pages.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from tracker.page.block_tests import is_page_number
from tracker.page.pdf_runs import PdfPage, TextRun

_MARGIN = 0.1
"""The share of the page at its head and at its foot in which running lines stand."""
_APART = 1.7
"""Times the size of the type: the distance from one baseline to the next that sets a line apart from the text."""
_MAX_LINES = 4
_SAME_HEIGHT = 6
"""Points that a running line may be off."""
_MIN_PAGES, _MIN_SHARE = 2, 0.4
"""Less than half: left and right pages have heads of their own."""
_SENTENCE = re.compile(r"(?:\S+\s+){5,}\S+[.!?]")
_DIGITS = re.compile(r"\d+")
ROW_HEIGHT = 0.35
"""Times the size of the type: runs whose baselines are nearer to each other stand on one line."""


@dataclass(frozen=True, slots=True)
class _MarginLine:
    page: int
    text: str
    y: float
    has_number: bool


def rows_of(runs: Sequence[TextRun]) -> list[list[TextRun]]:
    """Return the runs of a page line by line, from its head to its foot, each line from left to right."""
    rows: list[list[TextRun]] = []
    for run in sorted(runs, key=lambda run: -run.y):
        if rows and rows[-1][0].y - run.y <= ROW_HEIGHT * max(run.size, rows[-1][0].size):
            rows[-1].append(run)
        else:
            rows.append([run])
    return [sorted(row, key=lambda run: run.x0) for row in rows]


def without_margins(pages: Sequence[PdfPage]) -> tuple[list[PdfPage], list[str]]:
    """Return the pages without running heads, feet and page numbers; and the texts of these, each once."""
    lines = [line for number, page in enumerate(pages) for line in _margin_lines(number, page)]
    running = _running(lines, len(pages))
    bare = []
    texts: dict[str, None] = {}
    for number, page in enumerate(pages):
        gone = [
            line
            for line in lines
            if line.page == number and (line in running or line.has_number or is_page_number(line.text))
        ]
        texts.update(dict.fromkeys(line.text for line in gone))
        heights = {line.y for line in gone}
        kept = [row for row in rows_of(page.runs) if row[0].y not in heights]
        bare.append(replace(page, runs=tuple(run for row in kept for run in row)) if gone else page)
    return bare, list(texts)


def _margin_lines(number: int, page: PdfPage) -> Iterator[_MarginLine]:
    """Yield the lines in the margins of a page that stand apart from its text."""
    rows = rows_of(page.runs)
    head = _lines_apart(rows, lambda row: row[0].y >= (1 - _MARGIN) * page.height)
    foot = _lines_apart(rows[::-1], lambda row: row[0].y <= _MARGIN * page.height)
    for row in (*head, *foot):
        text = " ".join(run.text for run in row)
        has_number = any(is_page_number(said) for said in (text, *(run.text for run in row)))
        yield _MarginLine(number, text, row[0].y, has_number)


def _lines_apart(rows: Sequence[list[TextRun]], is_in_margin: Callable[[list[TextRun]], bool]) -> list[list[TextRun]]:
    """The first rows, as long as they are in the margin, up to the last one that a wide space follows."""
    within = 0
    while within < min(len(rows), _MAX_LINES) and is_in_margin(rows[within]):
        within += 1
    for count in range(within, 0, -1):
        last = rows[count - 1][0]
        if count == len(rows) or abs(last.y - rows[count][0].y) > _APART * max(last.size, rows[count][0].size):
            return list(rows[:count])
    return []


def _running(lines: Sequence[_MarginLine], pages: int) -> frozenset[_MarginLine]:
    alike: Mapping[str, list[_MarginLine]] = defaultdict(list)
    for line in lines:
        alike[_DIGITS.sub("0", line.text)].append(line)
    least = max(_MIN_PAGES, _MIN_SHARE * pages)
    found: set[_MarginLine] = set()
    for group in alike.values():
        for line in group:
            level = [other for other in group if abs(other.y - line.y) <= _SAME_HEIGHT]
            if len({other.page for other in level}) >= least and _counts_pages(level):
                found.update(level)
    return frozenset(found)


def _counts_pages(lines: Sequence[_MarginLine]) -> bool:
    """Whether each number in lines that are else the same is always the same or goes up with the pages.

    A sentence with numbers of its own is none that a printer repeats.
    """
    if _SENTENCE.fullmatch(lines[0].text) and len({line.text for line in lines}) > 1:
        return False
    columns = zip(*(map(int, _DIGITS.findall(line.text[:200])) for line in lines), strict=False)
    for column in columns:
        steps = {number - line.page for number, line in zip(column, lines, strict=True)}
        if len(set(column)) > 1 and len(steps) > 1:
            return False
    return True
