"""Lists of targets in files: one a line, or CSV with a `site` or `url` column, or Tranco's `rank,domain`."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import TextIO

NAMED_COLUMNS = ("site", "url", "domain")


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetLine:
    """A target as a file names it, and the line (from 1) it stands in."""

    number: int
    target: str


def read_targets(file: TextIO) -> Iterator[TargetLine]:
    """Yield the targets of a list; empty lines and those that begin with `#` are none.

    Raises UnicodeDecodeError and csv.Error from the file as it is read.
    """
    rows = csv.reader(file)
    first = next((row for row in rows if _says_something(row)), [])
    names = [cell.strip().lower() for cell in first]
    column = next((names.index(name) for name in NAMED_COLUMNS if name in names), None)
    before = [(rows.line_num, first)] if column is None and first else []
    for number, row in chain(before, ((rows.line_num, row) for row in rows)):
        if _says_something(row):
            yield TargetLine(number=number, target=_target(row, column))


def _says_something(row: list[str]) -> bool:
    return any(cell.strip() for cell in row) and not row[0].lstrip().startswith("#")


def _target(row: list[str], column: int | None) -> str:
    """The named column; without one the first cell, or the second of Tranco's `rank,domain`."""
    if column is None:
        column = 1 if len(row) > 1 and row[0].strip().isdigit() else 0
    return row[column].strip() if column < len(row) else ""
