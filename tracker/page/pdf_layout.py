"""The reading order of a page: columns one after the other, the rows of tables, lines. Pure.

Rows that a vertical strip of white runs through are a band: of columns, if its sides are prose whose lines go on below
each other, else of a table.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from tracker.page.pdf_margins import rows_of
from tracker.page.pdf_runs import PdfPage, TextRun

_Row = list[TextRun]
_Gutter = tuple[float, float]
_Rules = Sequence[tuple[float, float, float, float]]

_MIN_GUTTER = 0.6
"""Times the size of the type: what remains of the white between columns or cells over all rows of a band."""
_GOES_ON, _TABLE_GOES_ON, _FAR = 2.6, 1.9, 5
"""Times the size of the type: the distance at which a row still belongs to the band above it, if it has one cell or
column only, if that is one of a table, and in any case."""
_WIDE_STEP = 1.3
"""Times the usual distance of lines: the space between the rows of a table whose cells have several lines."""
_MIN_WORDS, _MIN_FILL, _MIN_LINES = 3.5, 0.6, 3
"""What a column of prose has, at the median: words in a line, the share of its width that is filled; lines."""
_MAX_COLUMNS, _MAX_CELLS = 3, 20
"""More runs in a line are letters set apart, not cells."""
_MARKER = re.compile(
    r"\W{0,2}(?:[\divxlc]{1,5}|[a-z])(?:[.)](?:\d{1,3}[.)]?)*|\))?|§ ?\d+|[•·●○▪■◦‣–—*-]|\uf0b7", re.IGNORECASE
)
_MARKER_GAP = 5
"""Times the size of the type: how far a number stands from its heading or item."""
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class TextLine:
    """A line of text, where its column begins and ends, and whether a column or a page begins with it.

    `is_full`: the column is the page.
    """

    run: TextRun
    left: float
    right: float
    is_full: bool
    begins: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """The cells of a row that hold text."""

    cells: tuple[str, ...]


def lay_out(page: PdfPage) -> Iterator[TextLine | TableRow]:
    """Yield the lines and the rows of tables of a page in the order in which they are read."""
    backward = sum(len(_RIGHT_TO_LEFT.findall(run.text)) for run in page.runs) * 2 > sum(
        len(run.text) for run in page.runs
    )
    rows = [_with_markers(row) for row in rows_of(page.runs)]
    yield from _lay_out(rows, page.rules, depth=0, backward=backward)


def _with_markers(row: _Row) -> _Row:
    """The row with the number of a heading or the mark of an item joined to what follows it."""
    joined: _Row = []
    for run in row:
        before = joined[-1] if joined else None
        if before and _MARKER.fullmatch(before.text) and run.x0 - before.x1 <= _MARKER_GAP * run.size:
            joined[-1] = replace(_joined([before, run]), has_mark=True)
        else:
            joined.append(run)
    return joined


def _joined(runs: Sequence[TextRun]) -> TextRun:
    """Runs of one line as one."""
    if len(runs) == 1:
        return runs[0]
    longest = max(runs, key=lambda run: len(run.text))
    return TextRun(
        text=" ".join(run.text for run in runs),
        x0=min(run.x0 for run in runs),
        x1=max(run.x1 for run in runs),
        y=longest.y,
        size=longest.size,
        is_bold=all(run.is_bold for run in runs),
        has_mark=runs[0].has_mark,
    )


def _lay_out(rows: Sequence[_Row], rules: _Rules, *, depth: int, backward: bool) -> Iterator[TextLine | TableRow]:
    left = min((run.x0 for row in rows for run in row), default=0.0)
    right = max((run.x1 for row in rows for run in row), default=0.0)
    index, begins = 0, True
    while index < len(rows):
        end, gutters = _band_at(rows, index)
        if gutters and depth < _MAX_COLUMNS:
            band = rows[index:end]
            if _is_table(band, gutters, rules):
                end = index + _table_end(band, gutters)
                yield from _table_rows(rows[index:end], gutters, rules, backward=backward)
            else:
                columns = [_column(band, side) for side in _sides(gutters)]
                for column in reversed(columns) if backward else columns:
                    yield from _lay_out(column, rules, depth=depth + 1, backward=backward)
            index, begins = end, True
            continue
        runs = rows[index][::-1] if backward else rows[index]
        yield TextLine(run=_joined(runs), left=left, right=right, is_full=not depth, begins=begins)
        index, begins = index + 1, False


def _band_at(rows: Sequence[_Row], start: int) -> tuple[int, tuple[_Gutter, ...]]:
    """The end of the band that begins with a row, and the strips of white through it; none if there is no band."""
    if not 1 < len(rows[start]) <= _MAX_CELLS:
        return start + 1, ()
    gutters = _gaps(rows[start])
    end = last_split = start + 1
    for index in range(start + 1, len(rows)):
        row = rows[index]
        if len(row) > _MAX_CELLS:
            break
        left = [cut for gutter in gutters for cut in _cut(gutter, row)]
        step = rows[index - 1][0].y - row[0].y
        if not left or step > (_GOES_ON if len(row) == 1 else _FAR) * row[0].size:
            break
        if len(row) > 1 and not _shares(left, _gaps(row)):
            break
        gutters, end = left, index + 1
        last_split = end if len(row) > 1 else last_split
    has_band = last_split > start + 1
    return (end, tuple(gutters)) if has_band else (start + 1, ())


def _gaps(row: _Row) -> list[_Gutter]:
    return [(before.x1, after.x0) for before, after in pairwise(row)]


def _shares(gutters: Sequence[_Gutter], gaps: Sequence[_Gutter]) -> bool:
    """Whether one of the gaps in a row lies over one of the gutters."""
    return any(gap[0] < gutter[1] and gutter[0] < gap[1] for gutter in gutters for gap in gaps)


def _cut(gutter: _Gutter, row: _Row) -> Iterator[_Gutter]:
    """Yield what a row's runs leave of a gutter, if that is still wide enough."""
    start, end = gutter
    for run in row:
        if run.x0 < end and run.x1 > start:
            if run.x0 <= start:
                start = run.x1
            else:
                end = run.x0
    if end - start >= _MIN_GUTTER * row[0].size:
        yield start, end


def _sides(gutters: Sequence[_Gutter]) -> list[_Gutter]:
    """What lies between the gutters, from left to right."""
    middles = [-1e9, *sorted((start + end) / 2 for start, end in gutters), 1e9]
    return list(pairwise(middles))


def _column(band: Sequence[_Row], side: _Gutter) -> list[_Row]:
    """The rows of what stands on one side."""
    rows = ([run for run in row if side[0] < (run.x0 + run.x1) / 2 <= side[1]] for row in band)
    return [row for row in rows if row]


def _is_table(band: Sequence[_Row], gutters: Sequence[_Gutter], rules: _Rules) -> bool:
    if len(_rules_across(band, gutters, rules)) > 1:
        return True
    columns = [_column(band, side) for side in _sides(gutters)]
    if len(columns) > _MAX_COLUMNS or not all(_is_prose(column) for column in columns):
        return True
    return _has_aligned_rows(band, len(columns))


def _rules_across(band: Sequence[_Row], gutters: Sequence[_Gutter], rules: _Rules) -> list[float]:
    """The heights of the rules that are drawn through a gutter of the band."""
    top, foot = band[0][0].y + 3 * band[0][0].size, band[-1][0].y - 3 * band[-1][0].size
    middle = sum(gutters[0]) / 2
    found = {y for x0, y0, x1, y1 in rules if x0 < middle < x1 for y in (y0, y1) if foot <= y <= top}
    heights: list[float] = []
    for height in sorted(found, reverse=True):
        if not heights or heights[-1] - height > band[0][0].size / 2:
            heights.append(height)
    return heights


def _is_prose(column: Sequence[_Row]) -> bool:
    """Whether the lines of a column go on below each other."""
    lines = [_joined(row) for row in column]
    width = max(line.x1 for line in lines) - min(line.x0 for line in lines)
    words = median(len(line.text.split()) for line in lines)
    fill = median((line.x1 - line.x0) / max(width, 1.0) for line in lines)
    return len(lines) >= _MIN_LINES and words >= _MIN_WORDS and fill >= _MIN_FILL


def _has_aligned_rows(band: Sequence[_Row], columns: int) -> bool:
    """Whether wide steps go through all columns at once, as between the rows of a table."""
    wide = _wide_steps(band)
    return (
        len(wide) > 1 and all(len(band[index]) == columns for index in wide) and any(len(row) < columns for row in band)
    )


def _wide_steps(band: Sequence[_Row]) -> list[int]:
    """The indexes of the rows above which there is more space than usual."""
    steps = [before[0].y - row[0].y for before, row in pairwise(band)]
    usual = min(steps, default=0.0)
    return [index for index, step in enumerate(steps, start=1) if step > _WIDE_STEP * usual]


def _table_end(band: Sequence[_Row], gutters: Sequence[_Gutter]) -> int:
    """The number of rows up to the last one of several cells, and those that go on with its first or last cell."""
    end = max(index for index, row in enumerate(band, start=1) if len(row) > 1)
    while end < len(band) and band[end - 1][0].y - band[end][0].y <= _TABLE_GOES_ON * band[end][0].size:
        if band[end][0].x0 < gutters[0][0]:
            break
        end += 1
    return end


def _table_rows(
    band: Sequence[_Row],
    gutters: Sequence[_Gutter],
    rules: _Rules,
    *,
    backward: bool,
) -> Iterator[TableRow]:
    """Yield the rows of a table: between its rules, else between wide steps, else where the first cell has text."""
    heights = _rules_across(band, gutters, rules)
    wide = _wide_steps(band)
    sides = _sides(gutters)
    first_side = sides[-1] if backward else sides[0]
    rows: list[list[_Row]] = [[]]
    for index, row in enumerate(band):
        if len(heights) > 1:
            is_new = index > 0 and any(row[0].y < height <= band[index - 1][0].y for height in heights)
        elif wide and any(len(other) < len(sides) for other in band):
            is_new = index in wide
        else:
            is_new = bool(_column([row], first_side))
        if is_new and rows[-1]:
            rows.append([])
        rows[-1].append(row)
    for lines in rows:
        cells = [" ".join(run.text for row in _column(lines, side) for run in row) for side in sides]
        if said := tuple(cell for cell in (reversed(cells) if backward else cells) if cell):
            yield TableRow(cells=said)
