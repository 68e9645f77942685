"""Opening the database: the only place that knows its pragmas, its application id and its schema's number."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from db.errors import NewerDatabase, NoDatabase, NotADatabase, StoreBusy, StoreError
from db.migrations import MIGRATIONS

APPLICATION_ID = 0x706F6C74  # "polt", shown by file(1); see https://www.sqlite.org/pragma.html#pragma_application_id
BUSY_TIMEOUT_SECONDS = 10
PAGE_BYTES = 8192
"""Kept pages take 1 to 2 kB beside their key page; of SQLite's usual 4096 bytes a fifth would stay empty."""


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn SQLite's errors into ours, with the file's name and what to do next."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if "locked" in str(error) or "busy" in str(error):
            message = f"{path}: another program is writing to the database; try again in a moment"
            raise StoreBusy(message) from error
        if "disk is full" in str(error) or "disk I/O error" in str(error):
            message = f"{path}: the disk is full or failing ({error}); what was recorded before is safe"
            raise StoreError(message) from error
        message = f"{path}: cannot be opened or written ({error}); check the path and its permissions"
        raise StoreError(message) from error
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:  # names in a damaged schema need not be UTF-8
        message = f"{path}: not a SQLite database, or a damaged one ({error}); give another file with --db"
        raise NotADatabase(message) from error


def open_database(path: Path, *, create: bool = True) -> Database:
    """Return the database at `path`, migrated to the present schema.

    One that cannot be written (a published copy, another's folder) is opened for reading alone. Raises NotADatabase
    (another kind of file), NewerDatabase (written by a later release), NoDatabase (no such file and not `create`),
    StoreError (no permission) and StoreBusy.
    """
    if not create:
        require_database(path)
    if path.exists() and not (os.access(path, os.W_OK) and os.access(path.absolute().parent, os.W_OK)):
        return _open_for_reading(path)
    with explained(path), _closed_on_error(sqlite3.connect(path, timeout=BUSY_TIMEOUT_SECONDS)) as connection:
        database = Database(connection)
        _check_owner(database, path)
        connection.execute("PRAGMA foreign_keys = ON")
        if not database.table_names():
            connection.execute(f"PRAGMA page_size = {PAGE_BYTES}")
            connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        if MIGRATIONS.pending(database):
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            MIGRATIONS.apply(database)
    return database


def require_database(path: Path) -> None:
    """Raise NoDatabase if there is no such file."""
    if not path.exists():
        message = f"{path}: no such database; 'policytrail add' or 'policytrail crawl' makes one, --db names another"
        raise NoDatabase(message)


def _open_for_reading(path: Path) -> Database:
    """Nobody else writes to it, so SQLite needs no files beside it (https://www.sqlite.org/uri.html#uriimmutable)."""
    address = f"{path.absolute().as_uri()}?immutable=1"
    with explained(path), _closed_on_error(sqlite3.connect(address, uri=True)) as connection:
        database = Database(connection)
        _check_owner(database, path)
        if MIGRATIONS.pending(database):
            message = f"{path}: of an older policytrail; copy it to where it can be written, and open it there once"
            raise StoreError(message)
    return database


@contextmanager
def _closed_on_error(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """Close the connection if the block fails; else it stays open."""
    try:
        yield connection
    except BaseException:
        connection.close()
        raise


def _check_owner(database: Database, path: Path) -> None:
    """Refuse other programs' databases and later releases'; an empty one may be ours, interrupted at the first step."""
    applied = {migration.name for migration in MIGRATIONS.applied(database)}
    if not applied and set(database.table_names()) - {MIGRATIONS.migrations_table}:
        message = f"{path}: a SQLite database of another program; give another file with --db"
        raise NotADatabase(message)
    newer = applied - {migration.name for migration in MIGRATIONS.pending(Database(memory=True))}
    if newer:
        message = f"{path}: written by a newer policytrail (schema {max(newer)}); upgrade the program"
        raise NewerDatabase(message)
