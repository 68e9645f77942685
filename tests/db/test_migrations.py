"""Every earlier schema is brought up with its data; what is not ours, or newer than we are, is left alone."""

import hashlib
import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database  # noqa: TID251 - an earlier schema is made without the store

from db.connection import APPLICATION_ID, open_database
from db.errors import NewerDatabase, NotADatabase, StoreError
from db.evidence import read_kept_page
from db.migrations import MIGRATIONS
from db.store import Store
from db.verification import verify

DATA = Path(__file__).parent / "data"
NAMES = [migration.name for migration in MIGRATIONS.pending(Database(memory=True))]


def make_earlier(path, newest):
    """Make a database as the release whose newest migration was `newest` left it, with rows in it."""
    database = Database(path)
    later = NAMES[NAMES.index(newest) + 1 :]
    MIGRATIONS.apply(database, stop_before=later[:1])
    rows = max(file for file in DATA.glob("rows_of_schema_*.sql") if number_of(file.stem) <= number_of(newest))
    database.conn.executescript(rows.read_text())
    database.close()


def number_of(name):
    return int(re.search(r"\d{4}", name)[0])


def schema(database):
    return set(database.conn.execute("SELECT type, name, sql FROM sqlite_schema"))


def test_migrations_are_numbered_in_their_order():
    numbers = [number_of(name) for name in NAMES]
    assert numbers == sorted(set(numbers))


@pytest.mark.parametrize("newest", NAMES[:-1])
def test_each_earlier_schema_is_brought_up_with_its_data(tmp_path, newest):
    path = tmp_path / "old.db"
    make_earlier(path, newest)
    store = Store(path)
    assert list(verify(store)) == []
    assert [document.name for document in store.documents()] == ["a.example", "b.example", "c.example"]
    assert [version.number for version in store.versions(1)] == [1, 2, 3]
    (waiting,) = store.versions(3)
    assert [clause.kind for clause in store.clauses(waiting)] == ["heading", "para", "para"]
    assert store.rows("SELECT text FROM clause_search WHERE clause_search MATCH 'year'")
    with closing(open_database(tmp_path / "new.db")) as fresh:
        assert schema(store.database) == schema(fresh)
    store.close()


def test_pages_keep_their_bytes_hashes_and_headers(tmp_path):
    path = tmp_path / "old.db"
    make_earlier(path, "m0005_what_follows_from_the_capture")
    query = "SELECT capture_id, sha256, headers, replay_place FROM pages ORDER BY id"
    with closing(sqlite3.connect(path)) as connection:
        before = connection.execute(query).fetchall()
    with closing(open_database(path)) as database:
        after = database.conn.execute(query).fetchall()
        bodies = [read_kept_page(database, capture_id) for capture_id, *_ in after]
    assert [(*row[:2], json.loads(row[2]), row[3]) for row in after] == [
        (*row[:2], json.loads(row[2]), row[3]) for row in before
    ]
    assert {tuple(json.loads(row[2])) for row in after} == {(), ("content-type",), ("content-type", "x-archive-src")}
    assert [hashlib.sha256(body).hexdigest() for body in bodies] == [row[1] for row in before]


def test_opening_again_changes_nothing(tmp_path):
    open_database(tmp_path / "a.db").close()
    before = (tmp_path / "a.db").read_bytes()
    open_database(tmp_path / "a.db").close()
    assert (tmp_path / "a.db").read_bytes() == before


def test_the_file_says_whose_it_is(tmp_path):
    with closing(open_database(tmp_path / "a.db")) as database:
        assert database.conn.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)


def test_a_migration_that_fails_leaves_the_schema_before_it(tmp_path, monkeypatch):
    path = tmp_path / "a.db"
    with closing(open_database(path)) as database:
        before = schema(database)
    migrations = type(MIGRATIONS)(MIGRATIONS.name)
    migrations._migrations = list(MIGRATIONS._migrations)

    @migrations()
    def m9999_fails(database):
        database.conn.execute("CREATE TABLE half (done TEXT)")
        database.conn.execute("INSERT INTO nowhere VALUES (1)")

    monkeypatch.setattr("db.connection.MIGRATIONS", migrations)
    with pytest.raises(StoreError, match="no such table: nowhere"):
        open_database(path)
    monkeypatch.undo()
    with closing(open_database(path)) as database:
        assert schema(database) == before


def test_a_first_migration_that_never_began_is_begun_again(tmp_path):
    database = Database(tmp_path / "a.db")
    MIGRATIONS.ensure_migrations_table(database)
    database.close()
    open_database(tmp_path / "a.db").close()


def refused(path, error):
    before = path.read_bytes()
    with pytest.raises(error, match=rf"\A{re.escape(str(path))}: .*\Z") as raised:
        open_database(path)
    assert path.read_bytes() == before
    return str(raised.value)


def test_a_newer_database_is_refused(tmp_path):
    path = tmp_path / "a.db"
    open_database(path).close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('policytrail', 'm9999_new', '')"
        )
    assert "m9999_new" in refused(path, NewerDatabase)


def test_the_database_of_another_program_is_refused(tmp_path):
    path = tmp_path / "a.db"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE bookmarks (url TEXT)")
    refused(path, NotADatabase)


@pytest.mark.parametrize("content", [b"no database" * 100, b"\x00" * 5000, b"SQLite format 3\x00" + b"\xff" * 999])
def test_another_kind_of_file_is_refused(tmp_path, content):
    (tmp_path / "a.db").write_bytes(content)
    refused(tmp_path / "a.db", NotADatabase)
