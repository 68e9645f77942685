"""`policytrail trends`: what the policies of the whole database did over the years, as a table, JSON or CSV."""

import csv
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from db.errors import UsageError
from db.store import Store
from policytrail.commands.output import print_json, print_line
from tracker.text.phrases import fold
from tracker.text.printable import spreadsheet_cell
from tracker.trends.lives import TERMS
from tracker.trends.recorded_trends import Trend, recorded_trend

_WIDEST = 60
"""Characters of a cell in a table for people; JSON and CSV have all of it."""


def print_trend(trend: Trend, *, terms: Sequence[str], limit: int, db_path: Path, as_json: bool, as_csv: bool) -> None:
    """Print a trend; raises UsageError for words to look for where none are counted."""
    if terms and trend is not Trend.TERMS:
        message = f"--term is for the trend of terms; {trend} counts no words"
        raise UsageError(message)
    store = Store(db_path, create=False)
    rows = [asdict(row) for row in recorded_trend(store, trend, terms=_terms(terms), limit=limit)]
    store.close()
    if as_json:
        print_json(rows)
    elif as_csv:
        _print_csv(rows)
    else:
        for line in _table(rows):
            print_line(line)


def _terms(terms: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
    return {term: (fold(term),) for term in terms} or TERMS


def _print_csv(rows: Sequence[Mapping[str, object]]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerows([tuple(rows[0]), *(tuple(map(_plain_cell, row.values())) for row in rows)] if rows else [])


def _plain_cell(value: object) -> object:
    return spreadsheet_cell(value) if isinstance(value, str) else value


def _table(rows: Sequence[Mapping[str, object]]) -> Iterator[str]:
    """Yield the lines of a table with aligned columns, or one that says that there is nothing."""
    if not rows:
        yield "nothing to count: no capture shows a version yet"
        return
    cells = [tuple(name.replace("_", " ") for name in rows[0])]
    cells += [tuple(_cell(value) for value in row.values()) for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for line in cells:
        yield "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()


def _cell(value: object) -> str:
    text = "-" if value is None else str(value)
    return text if len(text) <= _WIDEST else f"{text[: _WIDEST - 1]}…"
