"""`verify` finds whatever was altered, and is silent about what was not."""

import json
import os

import pytest
from click.testing import CliRunner

from db.verification import verify
from policytrail.cli import policytrail

OLD = [("heading", 1, "Privacy"), ("para", 0, "We keep your mail."), ("para", 0, "We never sell data.")]
NEW = [("heading", 1, "Privacy"), ("para", 0, "We keep your mail for a year."), ("item", 1, "in Europe")]


@pytest.fixture
def store(history):
    history.add("a.example", OLD, NEW, OLD)
    history.add("b.example", NEW)
    return history.store


def test_nothing_is_wrong_with_what_was_recorded(store):
    assert list(verify(store)) == []


@pytest.mark.parametrize(
    ("alteration", "finding"),
    [
        ("UPDATE clause_texts SET text = 'We sell data.' WHERE text LIKE 'We never sell%'", "digest"),
        ("UPDATE clause_texts SET text = 'We sell data.' WHERE text LIKE 'We never sell%'", "full-text index"),
        ("UPDATE clause_texts SET text = 'We sell data.' WHERE text LIKE 'We never sell%'", "cannot be rebuilt"),
        ("UPDATE clause_spans SET last_version = last_version + 1 WHERE last_version = 1", "cannot be rebuilt"),
        ("UPDATE clause_spans SET level = 3 WHERE kind = 'item'", "cannot be rebuilt"),
        ("DELETE FROM clause_spans WHERE place = 0 AND document_id = 2", "cannot be rebuilt"),
        ("UPDATE versions SET number = number + 7 WHERE document_id = 2", "numbered"),
        ("UPDATE captures SET version_id = NULL", "no capture shows"),
        ("UPDATE captures SET version_id = NULL", "no capture proves"),
        ("UPDATE pages SET sha256_bytes = x'00'", "altered"),
        ("UPDATE pages SET zstd = x'28B52FFD'", "page 1"),
        ("DELETE FROM captures WHERE id = 1", "refers to a row"),
        ("UPDATE steps SET not_before = '99999999999999'", "back in time"),
        ("DELETE FROM steps", "step"),
        ("INSERT INTO clause_search(clause_search) VALUES ('delete-all')", "full-text index"),
    ],
)
def test_each_alteration_is_found(store, alteration, finding):
    store.database.conn.execute("PRAGMA foreign_keys = OFF")
    with store.transaction():
        store.database.conn.execute(alteration)
    problems = list(verify(store))
    assert any(finding in problem for problem in problems), problems
    assert all("\n" not in problem for problem in problems)


def test_the_command_ends_with_1_and_names_what_is_wrong(store):
    path = str(store.path)
    assert CliRunner().invoke(policytrail, ["verify", "--db", path]).exit_code == 0
    with store.transaction():
        store.database.conn.execute("UPDATE pages SET sha256_bytes = x'00' WHERE id = 1")
    done = CliRunner().invoke(policytrail, ["verify", "--db", path, "--json"])
    assert done.exit_code == 1
    assert ["page 1" in problem for problem in json.loads(done.stdout)["problems"]] == [True]


def test_a_sound_copy_that_cannot_be_written_is_sound(store, monkeypatch):
    store.close()
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK)
    done = CliRunner().invoke(policytrail, ["verify", "--db", str(store.path)])
    assert (done.exit_code, done.stderr) == (0, "")


@pytest.mark.parametrize(
    "alteration",
    [
        "UPDATE clause_texts SET text = 'We sell data.' WHERE text LIKE 'We never sell%'",
        "INSERT INTO clause_search(clause_search) VALUES ('delete-all')",
        "INSERT INTO clause_search(rowid, text) VALUES (999, 'more words')",
    ],
)
def test_an_index_unlike_its_texts_is_found_in_such_a_copy_too(store, monkeypatch, alteration):
    with store.transaction():
        store.database.conn.execute(alteration)
    store.close()
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK)
    done = CliRunner().invoke(policytrail, ["verify", "--db", str(store.path)])
    assert done.exit_code == 1
    assert "full-text index" in done.stderr
