"""The Datasette site on a history: one read-only database with its metadata, canned queries and limits.

https://docs.datasette.io/en/0.65.1/ ; the pages of our own are the plugin's, which the caller registers.
"""

import re
import sqlite3
from pathlib import Path
from typing import Any

import datasette.handle_exception as error_pages
from datasette.app import Datasette
from datasette.database import Database as DatasetteDatabase
from sqlite_utils import Database

from db.errors import UsageError
from db.search_query import MAX_QUERY_LENGTH, fts_expression, is_unspaced
from db.store import Store
from policytrail.site.canned_queries import CANNED_QUERIES
from policytrail.site.metadata import TABLES

DATABASE_NAME = "policytrail"  # whatever the file is called, so that addresses stay the same
MAX_VALUE_BYTES = 20_000_000  # SQLITE_LIMIT_LENGTH: a query cannot make the server build a larger string or BLOB
SETTINGS = {"sql_time_limit_ms": 3000, "max_returned_rows": 2000, "default_page_size": 100, "max_csv_mb": 50}


class ReadOnlyDatabase(DatasetteDatabase):  # type: ignore[misc]  # datasette has no types
    """A database of which no connection can write, not even one that Datasette opens for writing."""

    def connect(self, write: bool = False) -> sqlite3.Connection:  # noqa: ARG002 - datasette's signature
        """Return a connection that can only read."""
        address = f"{Path(self.path).resolve().as_uri()}?mode=ro"
        connection = sqlite3.connect(address, uri=True, check_same_thread=False)
        connection.execute("PRAGMA query_only = ON")
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MAX_VALUE_BYTES)
        connection.create_function("fts_expression", 1, _forgiving_expression, deterministic=True)
        connection.create_function("is_unspaced", 1, is_unspaced, deterministic=True)
        self._all_file_connections.append(connection)
        return connection


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


def make_site(path: Path) -> Datasette:
    """Return the site on the history at `path`, which exists and is ours."""
    metadata: dict[str, Any] = {  # Any: Datasette's metadata
        "title": "Policy histories",
        "description": "Every version of the privacy policies tracked, each change bounded by two archived captures.",
        "databases": {
            DATABASE_NAME: {
                "description_html": 'Start with <a href="/-/history">the documents</a>, or with a question below.',
                "queries": CANNED_QUERIES,
                "tables": TABLES,
            }
        },
    }
    error_pages.rich = None  # with rich it prints, for each 404, half a second of every local variable
    site = Datasette([], metadata=metadata, settings=SETTINGS)
    site.remove_database("_memory")  # added where no file is named
    site.add_database(ReadOnlyDatabase(site, path=str(path)), name=DATABASE_NAME)
    return site
