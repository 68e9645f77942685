"""The Datasette site on a history: one read-only database with its metadata, canned queries and limits.

https://docs.datasette.io/en/0.65.1/ ; the pages of our own are the plugin's, which the caller registers.
"""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

import datasette.handle_exception as error_pages
from datasette.app import Datasette
from datasette.database import Database as DatasetteDatabase
from sqlite_utils import Database

from db.errors import UsageError
from db.search import WORDS_TABLE
from db.search_query import MAX_QUERY_LENGTH, fts_expression, is_unspaced
from db.store import Store
from policytrail.site.canned_queries import CANNED_QUERIES
from policytrail.site.metadata import TABLES

TITLE = "Policy histories"
DATABASE_NAME = "policytrail"  # whatever the file is called, so that addresses stay the same
MAX_VALUE_BYTES = 20_000_000  # SQLITE_LIMIT_LENGTH: a query cannot make the server build a larger string or BLOB
MAX_RESULT_BYTES = 32_000_000  # texts and BLOBs of one result; a table's page of kept pages takes a few MB
MAX_HEAP_BYTES = 160_000_000
"""What SQLite may hold for all queries of the process together; a row of wide values is built before it is counted.
See https://www.sqlite.org/pragma.html#pragma_hard_heap_limit"""
COUNT_LIMIT_MS = 100
SETTINGS = {
    "sql_time_limit_ms": 3000,
    "max_returned_rows": 2000,
    "default_page_size": 100,
    "max_csv_mb": 50,
    "suggest_facets": False,
}


@contextmanager
def _memory_explained() -> Iterator[None]:
    """Turn SQLite's being out of memory into an error that Datasette answers with 400."""
    try:
        yield
    except MemoryError as error:
        message = "the query takes more memory than one may"
        raise sqlite3.OperationalError(message) from error


class BoundedCursor(sqlite3.Cursor):
    """A cursor whose result may hold only so many bytes."""

    taken = 0

    def execute(self, sql: str, parameters: Any = (), /) -> Self:  # noqa: ANN401 - whatever sqlite3 takes
        """Run a statement; raises OperationalError where it takes too much memory."""
        with _memory_explained():
            return super().execute(sql, parameters)

    def fetchmany(self, size: int | None = 1) -> list[Any]:
        """Return the next rows; raises OperationalError where they take too much memory."""
        with _memory_explained():
            return super().fetchmany(size)

    def fetchall(self) -> list[Any]:
        """Return all rows that are left; raises OperationalError where they take too much memory."""
        with _memory_explained():
            return super().fetchall()


def _bounded_row(cursor: sqlite3.Cursor, row: tuple[Any, ...]) -> sqlite3.Row:
    assert isinstance(cursor, BoundedCursor)  # set on no other
    cursor.taken += sum(len(value) for value in row if isinstance(value, str | bytes))
    if cursor.taken > MAX_RESULT_BYTES:
        raise sqlite3.OperationalError(f"the result is larger than {MAX_RESULT_BYTES // 1_000_000} MB")
    return sqlite3.Row(cursor, row)


class BoundedConnection(sqlite3.Connection):
    """A connection whose cursors are bounded, whatever row factory Datasette gives it."""

    def cursor(self, factory: object = None) -> BoundedCursor:  # type: ignore[override]  # noqa: ARG002 - ours alone
        """Return a bounded cursor."""
        cursor = super().cursor(BoundedCursor)
        cursor.row_factory = _bounded_row
        return cursor


def _hide_path(action: int, table: str | None, column: str | None, *_: str | None) -> int:
    hidden = action == sqlite3.SQLITE_READ and table == "pragma_database_list" and column == "file"
    return sqlite3.SQLITE_IGNORE if hidden else sqlite3.SQLITE_OK


class ReadOnlyDatabase(DatasetteDatabase):  # type: ignore[misc]  # datasette has no types
    """A database of which no connection can write, not even one that Datasette opens for writing."""

    async def execute(self, sql: str, *arguments: Any, **options: Any) -> Any:  # noqa: ANN401 - datasette's signature
        """Run a query; the count above a table gives up soon, and the table is shown without one."""
        if sql.startswith("select count(*) from") and "custom_time_limit" not in options:
            options["custom_time_limit"] = COUNT_LIMIT_MS
        return await super().execute(sql, *arguments, **options)

    def connect(self, write: bool = False) -> sqlite3.Connection:  # noqa: ARG002 - datasette's signature
        """Return a connection that can only read."""
        connection = _open_read_only(Path(self.path))
        connection.execute(WORDS_TABLE)
        connection.execute("PRAGMA query_only = ON")
        connection.execute(f"PRAGMA hard_heap_limit = {MAX_HEAP_BYTES}")
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MAX_VALUE_BYTES)
        connection.set_authorizer(_hide_path)
        connection.create_function("fts_expression", 1, _forgiving_expression, deterministic=True)
        connection.create_function("is_unspaced", 1, is_unspaced, deterministic=True)
        self._all_file_connections.append(connection)
        return connection


def _open_read_only(path: Path) -> sqlite3.Connection:
    address = f"{path.resolve().as_uri()}?mode=ro"
    connection = sqlite3.connect(address, uri=True, check_same_thread=False, factory=BoundedConnection)
    try:
        connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchall()
    except sqlite3.OperationalError:  # on a read-only disk the -shm file of a WAL cannot be made
        connection.close()
        address += "&immutable=1"
        connection = sqlite3.connect(address, uri=True, check_same_thread=False, factory=BoundedConnection)
    return connection


class Site(Datasette):  # type: ignore[misc]  # datasette has no types
    """Datasette that does not say where the database lies."""

    def _connected_databases(self) -> list[dict[str, Any]]:
        return [{**database, "path": None} for database in super()._connected_databases()]


class ReadOnlyStore(Store):
    """The reading half of a Store on a connection of Datasette's."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        """Read through `connection`; `path` is for messages."""
        self.path = path
        self.database = Database(connection)


def _forgiving_expression(query: object) -> str:
    """The SQL function fts_expression; where operators make no sense, all the words are searched for as they stand."""
    text = str(query)[:MAX_QUERY_LENGTH]
    try:
        return fts_expression(text)
    except UsageError:
        words = re.findall(r"\w+", text.lower())
        return fts_expression(" ".join(words)) if words else '""'


def make_site(path: Path, *, title: str = TITLE, base_url: str = "/") -> Site:
    """Return the site on the history at `path`, which exists and is ours.

    `base_url` is the path under which a proxy publishes it: https://docs.datasette.io/en/0.65.1/settings.html#base-url
    """
    metadata: dict[str, Any] = {  # Any: Datasette's metadata
        "title": title,
        "description": "Every version of the privacy policies tracked, each change bounded by two archived captures.",
        "databases": {
            DATABASE_NAME: {
                "description_html": f'Start with <a href="{base_url}-/history">the documents</a>, or a question below.',
                "queries": CANNED_QUERIES,
                "tables": TABLES,
            }
        },
    }
    error_pages.rich = None  # with rich it prints, for each 404, half a second of every local variable
    site = Site([], metadata=metadata, settings={**SETTINGS, "base_url": base_url})
    site.remove_database("_memory")  # added where no file is named
    site.add_database(ReadOnlyDatabase(site, path=str(path)), name=DATABASE_NAME)
    return site
