"""An open database: one transaction for each thing written, rows for each thing asked."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlite_utils.db import Table

from db.connection import explained, open_database


def now_utc() -> str:
    """Return the present time as ISO 8601 UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def inserted_id(table: Table) -> int:
    """Return the id of the row just inserted."""
    assert isinstance(table.last_pk, int)
    return table.last_pk


REPLAY_URL = "pages.replay_place || timestamp || 'id_/' || coalesce(captures.url, locations.url)"
"""SQL for where the archive replays a kept page, of pages, captures and locations joined."""


class Session:
    """A database with its transactions; what is kept in it is said by the classes that build on this one."""

    def __init__(self, path: Path, *, create: bool = True) -> None:
        """Open (and migrate) the database at `path`; raises the StoreErrors of db.connection.open_database."""
        self.path = path
        self.database = open_database(path, create=create)

    def close(self) -> None:
        """Close the database."""
        self.database.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Commit all of the block or none of it; SQLite's errors come out as ours. May be nested."""
        with explained(self.path):
            if self.database.conn.in_transaction:
                with self.database.atomic():
                    yield
                return
            # IMMEDIATE waits for another writer here; a later upgrade from reading would fail at once. See
            # https://www.sqlite.org/lang_transaction.html#deferred_immediate_and_exclusive_transactions
            self.database.conn.execute("BEGIN IMMEDIATE")
            with self.database.conn:
                yield

    def give_back_room(self) -> None:
        """Shrink the file by the pages that hold nothing any more; outside a transaction.

        See https://www.sqlite.org/pragma.html#pragma_incremental_vacuum: each step of the statement frees a page, and
        of one without columns `execute` takes only the first.
        """
        with explained(self.path):
            self.database.conn.executescript("PRAGMA incremental_vacuum")

    def each_row(self, sql: str, *parameters: object) -> Iterator[dict[str, Any]]:  # Any: SQLite's values
        """Yield the rows of a query one by one, for a table that is larger than memory."""
        with explained(self.path):
            yield from self.database.query(sql, parameters)

    def rows(self, sql: str, *parameters: object) -> list[dict[str, Any]]:  # Any: SQLite's values
        """Return the rows of a query as dictionaries."""
        with explained(self.path):
            return list(self.database.query(sql, parameters))
