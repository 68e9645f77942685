"""The tables that are handed on: their columns with types and meanings, and how a row of the database becomes one.

The schema has a version: it rises when a column changes its name, type or meaning, or goes; a new column leaves it.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from db.store import Store
from db.view_words import VIEWS

SCHEMA_VERSION = 1
Value = str | int | float | list[str] | None


class ColumnType(StrEnum):
    """What a column holds, in the words of Frictionless' Table Schema."""

    STRING = "string"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    ARRAY = "array"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: its name, type and meaning."""

    name: str
    type: ColumnType
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table that is handed on: `query` yields its rows, `columns` describe them in that order."""

    name: str
    about: str
    query: str
    columns: tuple[Column, ...]

    def rows(self, store: Store) -> Iterator[dict[str, Value]]:
        """Yield the rows, each value of its column's type, None where there is none."""
        for row in store.each_row(self.query):
            yield {column.name: _value(row[column.name], column.type) for column in self.columns}


_TYPES: Mapping[str, ColumnType] = {
    **dict.fromkeys(
        ("version", "old_version", "new_version", "first_version", "last_version", "captures", "captures_seen"),
        ColumnType.INTEGER,
    ),
    **dict.fromkeys(
        ("captures_between", "words", "substantive", "editorial", "cosmetic", "step", "change", "lineage"),
        ColumnType.INTEGER,
    ),
    **dict.fromkeys(("technical", "replaced"), ColumnType.BOOLEAN),
    "length": ColumnType.INTEGER,
    "importance": ColumnType.NUMBER,
}
_LISTS = {("changes", "topics")}


def _value(value: Value | bytes, kind: ColumnType) -> Value:
    if value is None or value == "":
        return None
    if kind is ColumnType.BOOLEAN:
        return bool(value)
    if kind is ColumnType.ARRAY:
        return list(map(str, json.loads(str(value))))
    return value.hex() if isinstance(value, bytes) else value


def _of_view(name: str, view: str, order: str) -> Table:
    words = VIEWS[view]
    columns = tuple(
        Column(
            name=column,
            type=ColumnType.ARRAY if (view, column) in _LISTS else _TYPES.get(column, ColumnType.STRING),
            meaning=meaning,
        )
        for column, meaning in words.columns.items()
    )
    names = ", ".join(f'"{column.name}"' for column in columns)
    query = f"SELECT {names} FROM {view} ORDER BY {order}"  # noqa: S608 - of constants
    return Table(name=name, about=words.about, query=query, columns=columns)


_CAPTURES = Table(
    name="captures",
    about="Every capture that an archive listed of a document, and what became of it.",
    query=(
        "SELECT documents.name AS document, timestamp, coalesce(captures.url, locations.url) AS url, mimetype,"
        " status, digest, length, outcome, versions.number AS version FROM captures"
        " JOIN locations ON locations.id = captures.location_id JOIN documents ON documents.id = locations.document_id"
        " LEFT JOIN versions ON versions.id = captures.version_id ORDER BY documents.name, timestamp, captures.id"
    ),
    columns=(
        Column(name="document", type=ColumnType.STRING, meaning=VIEWS["history"].columns["document"]),
        Column(name="timestamp", type=ColumnType.STRING, meaning=VIEWS["history"].columns["first_capture"]),
        Column(name="url", type=ColumnType.STRING, meaning="the address that was captured"),
        Column(name="mimetype", type=ColumnType.STRING, meaning="media type, as the archive lists it"),
        Column(name="status", type=ColumnType.STRING, meaning="HTTP status, as the archive lists it"),
        Column(name="digest", type=ColumnType.STRING, meaning="the archive's digest of the payload: SHA-1 in base 32"),
        Column(name="length", type=ColumnType.INTEGER, meaning="bytes of the archived record, compressed"),
        Column(name="outcome", type=ColumnType.STRING, meaning="what became of it; empty: not looked at"),
        Column(name="version", type=ColumnType.INTEGER, meaning="number of the version it shows"),
    ),
)
TABLES: tuple[Table, ...] = (
    _of_view("versions", "history", "document, version"),
    _of_view("changes", "changes", "document, first_capture, step, change"),
    _of_view("clauses", "clause_lifetimes", "document, first_capture, lineage, first_version, text"),
    _CAPTURES,
)
"""All that is handed on, in the order in which it is written."""
