"""Tables as files: JSON Lines, CSV or Parquet, each written whole beside its place and then put there."""

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING

from db.errors import UsageError
from tracker.exchange.tables import ColumnType, Table, Value
from tracker.text.printable import spreadsheet_cell

if TYPE_CHECKING:
    import pyarrow

_ROWS_AT_ONCE = 5_000
Rows = Iterable[Mapping[str, Value]]


class TableFormat(StrEnum):
    """In which format tables are written; the ending of their files."""

    JSONL = "jsonl"
    CSV = "csv"
    PARQUET = "parquet"


def write_table(table: Table, rows: Rows, folder: Path, file_format: TableFormat) -> tuple[Path, int]:
    """Write a table into the folder; returns its file and how many rows it has.

    Raises UsageError for Parquet where pyarrow is not installed, OSError where nothing can be written.
    """
    file = folder / f"{table.name}.{file_format}"
    beside = file.with_name(f".{file.name}.part")
    counted = _Counted(rows)
    try:
        _WRITERS[file_format](table, counted, beside)
        beside.replace(file)
    finally:
        beside.unlink(missing_ok=True)
    return file, counted.count


class _Counted:
    """Rows that are counted as they go by."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self.count = 0

    def __iter__(self) -> Iterator[Mapping[str, Value]]:
        for row in self._rows:
            self.count += 1
            yield row


def _text_file(file: Path) -> IO[str]:
    return file.open("w", encoding="utf-8", errors="backslashreplace", newline="")


def _write_jsonl(table: Table, rows: Rows, file: Path) -> None:  # noqa: ARG001 - a writer
    with _text_file(file) as written:
        written.writelines(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows)


def _write_csv(table: Table, rows: Rows, file: Path) -> None:
    with _text_file(file) as written:
        writer = csv.writer(written, lineterminator="\n")
        writer.writerow([column.name for column in table.columns])
        writer.writerows([_cell(value) for value in row.values()] for row in rows)


def _cell(value: Value) -> str | int | float:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    return spreadsheet_cell(value) if isinstance(value, str) else value


def _write_parquet(table: Table, rows: Rows, file: Path) -> None:
    try:
        import pyarrow  # noqa: PLC0415 - an extra
        from pyarrow.parquet import ParquetWriter  # noqa: PLC0415
    except ImportError as error:
        message = "Parquet takes pyarrow: pip install 'policytrail[parquet]'"
        raise UsageError(message) from error
    schema = _arrow_schema(table)
    with ParquetWriter(file, schema, compression="zstd") as writer:
        going_by = iter(rows)
        while batch := list(islice(going_by, _ROWS_AT_ONCE)):
            writer.write_table(pyarrow.Table.from_pylist(batch, schema=schema))


def _arrow_schema(table: Table) -> "pyarrow.Schema":
    import pyarrow  # noqa: PLC0415 - an extra

    types = {
        ColumnType.STRING: pyarrow.string(),
        ColumnType.INTEGER: pyarrow.int64(),
        ColumnType.NUMBER: pyarrow.float64(),
        ColumnType.BOOLEAN: pyarrow.bool_(),
        ColumnType.ARRAY: pyarrow.list_(pyarrow.string()),
    }
    return pyarrow.schema(
        [
            pyarrow.field(column.name, types[column.type], metadata={"description": column.meaning})
            for column in table.columns
        ]
    )


_WRITERS: Mapping[TableFormat, Callable[[Table, Rows, Path], None]] = {
    TableFormat.JSONL: _write_jsonl,
    TableFormat.CSV: _write_csv,
    TableFormat.PARQUET: _write_parquet,
}
