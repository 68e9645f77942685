"""What is committed stays, and nothing else does: kills, full disks, locks, damaged files, migrations cut short."""

import random
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from policytrail_runs import policytrail

from db.connection import open_database
from db.errors import StoreBusy
from db.store import Store
from db.verification import verify

SUPPORT = Path(__file__).parents[1] / "support"
BUSY = "another program is writing"


def writer(database, first, last, *options):
    return [sys.executable, str(SUPPORT / "busy_writer.py"), *map(str, (database, first, last, *options))]


def committed(database):
    """The numbers of the versions that are there, once `verify` found nothing wrong."""
    store = Store(database, create=False)
    assert list(verify(store)) == []
    shown = store.rows("SELECT timestamp FROM captures WHERE version_id IS NOT NULL")
    store.close()
    moments = [datetime.strptime(row["timestamp"], "%Y%m%d%H%M%S").replace(tzinfo=UTC) for row in shown]
    return {int((moment - datetime(2000, 1, 1, tzinfo=UTC)).total_seconds()) for moment in moments}


def test_killed_while_recording_it_keeps_all_that_was_committed(tmp_path):
    database = tmp_path / "a.db"
    chance = random.Random(7)
    said = set()
    for round_ in range(8):
        first = round_ * 1000
        with subprocess.Popen(writer(database, first, first + 999), stdout=subprocess.PIPE, text=True) as process:
            for _ in range(chance.randrange(1, 25)):
                said.add(int(process.stdout.readline()))
            process.kill()
            said.update(int(line) for line in process.stdout if line.endswith("\n"))
        there = committed(database)
        assert said <= there
        assert len(there - said) <= round_ + 1, "only what was committed in the moment of a kill goes unsaid"


def test_a_full_disk_is_one_line_and_loses_nothing(tmp_path):
    database = tmp_path / "a.db"
    done = subprocess.run(writer(database, 0, 999, 3_000_000), capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1, done.stderr
    assert "full" in done.stderr
    said = {int(line) for line in done.stdout.splitlines()}
    assert len(said) > 5
    assert said == committed(database)
    assert subprocess.run(writer(database, 1000, 1010), capture_output=True, check=True)
    assert len(committed(database)) == len(said) + 11


def test_a_locked_database_is_one_line_and_try_again_later(tmp_path, monkeypatch):
    monkeypatch.setattr("db.connection.BUSY_TIMEOUT_SECONDS", 0.05)
    database = tmp_path / "a.db"
    store = Store(database)
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreBusy, match=BUSY) as raised:
            store.add_document("a.example", host="a.example", url="https://a.example")
        other.execute("ROLLBACK")
    assert raised.value.exit_status == 75
    assert store.add_document("a.example", host="a.example", url="https://a.example")
    store.close()


def test_a_reader_is_not_kept_waiting_by_a_writer(tmp_path):
    writing, reading = Store(tmp_path / "a.db"), Store(tmp_path / "a.db")
    with writing.transaction():
        writing.add_document("a.example", host="a.example", url="https://a.example")
        assert reading.documents() == ()
    assert len(reading.documents()) == 1
    writing.close()
    reading.close()


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """The bytes of a sound database."""
    database = tmp_path_factory.mktemp("whole") / "a.db"
    subprocess.run(writer(database, 0, 30), check=True, capture_output=True)
    return database.read_bytes()


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
@pytest.mark.parametrize("command", ["verify", "status"])
def test_a_truncated_database_is_one_clear_line(tmp_path, whole, share, command):
    database = tmp_path / "a.db"
    database.write_bytes(whole[: int(len(whole) * share)])
    done = policytrail(command, "--db", database)
    assert done.status == 1
    assert len(done.error_lines) == 1, done.err
    assert str(database) in done.err


@pytest.mark.parametrize("statements", [1, 4, 8, 9, 12, 30, 60, 75])
def test_a_migration_cut_short_is_made_by_the_next_run(tmp_path, statements):
    database = tmp_path / "a.db"
    command = [sys.executable, str(SUPPORT / "killed_at_statement.py"), str(database), str(statements)]
    assert subprocess.run(command, check=False).returncode < 0
    with closing(open_database(database)) as opened, closing(open_database(tmp_path / "b.db")) as fresh:
        tables = "SELECT type, name, sql FROM sqlite_schema ORDER BY name"
        assert opened.conn.execute(tables).fetchall() == fresh.conn.execute(tables).fetchall()
        assert opened.conn.execute("PRAGMA application_id").fetchone() != (0,)
