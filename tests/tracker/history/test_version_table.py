import json

import pytest

from db.errors import UsageError
from db.outcomes import Outcome
from tracker.evidence.bundle import proof_files
from tracker.evidence.sides import ProofSide
from tracker.history.version_selection import choose_version
from tracker.history.version_table import history_rows
from tracker.history.version_texts import version_clauses
from tracker.recording.reading import Reading
from tracker.recording.reextraction import reextract

ONE = [("heading", 1, "Privacy"), ("para", 0, "We keep your data for 12 months.")]
TWO = [("heading", 1, "Privacy"), ("para", 0, "We keep your data for 24 months.")]


def test_a_version_is_bounded_by_the_captures_around_its_change(history):
    document = history.add("a.example", ONE, TWO)
    first, second = history_rows(history.store, document)
    assert (first.first_capture, first.last_capture, first.not_before) == ("20010101000000", "20010601000000", None)
    assert (second.first_capture, second.not_before) == ("20020101000000", "20010601000000")


def test_the_replay_addresses_are_those_of_the_first_and_the_last_capture(history):
    document = history.add("a.example", ONE)
    (row,) = history_rows(history.store, document)
    assert row.replay_url == "https://archive.example/web/20010101000000id_/https://a.example/privacy"
    assert row.last_replay_url == "https://archive.example/web/20010601000000id_/https://a.example/privacy"


def test_a_text_that_comes_back_is_one_version_shown_twice(history):
    document = history.add("a.example", ONE, TWO, ONE)
    rows = history_rows(history.store, document)
    assert [row.version for row in rows] == [1, 2]
    assert len(rows[0].stretches) == 2


def test_a_day_names_the_version_that_was_shown_then(history):
    document = history.add("a.example", ONE, TWO)
    rows = history_rows(history.store, document)
    assert choose_version(rows, "2001-12-31", "a.example").version == 1
    assert choose_version(rows, "2002-01-01", "a.example").version == 2
    assert choose_version(rows, "2", "a.example").version == 2


@pytest.mark.parametrize(
    ("which", "says"),
    [
        ("3", "no version 3"),
        ("1999-01-01", "nothing captured by 1999-01-01; the first capture is of 2001"),
        ("yesterday", "is no date, and no version's number"),
        ("2001-13-45x", "is no date, and no version's number"),
    ],
)
def test_a_version_that_is_none_is_a_clear_error(history, which, says):
    document = history.add("a.example", ONE, TWO)
    with pytest.raises(UsageError, match=says):
        choose_version(history_rows(history.store, document), which, "a.example")


def test_a_proof_holds_the_bytes_of_the_two_captures_that_bound_the_change(history):
    store = history.store
    document = history.add("a.example", ONE, TWO)
    sides = [
        ProofSide(
            row=row,
            clauses=version_clauses(store, document, row),
            evidence=store.evidence(store.change_side(store.versions(document.id)[row.version - 1].id, timestamp)),
        )
        for row, timestamp in zip(history_rows(store, document), ("20010601000000", "20020101000000"), strict=True)
    ]
    files = proof_files("a.example", *sides, last_before="20010601000000", extractor="1")
    manifest = json.loads(files["manifest.json"])
    assert (manifest["before"]["timestamp"], manifest["after"]["timestamp"]) == ("20010601000000", "20020101000000")
    assert b"12 months" in files["before.html"]
    assert b"24 months" in files["after.html"]
    assert all(name in files["SHA256SUMS"].decode() for name in files if name != "SHA256SUMS")


def read_with(new_version):
    def read(body, document, *, content_type, url):
        return Reading(outcome=Outcome.OK, version=new_version(body))

    return read


def test_a_newer_extractor_makes_a_technical_change_and_keeps_the_old_text(history, make_version):
    store = history.store
    document = history.add("a.example", ONE, TWO)
    better = make_version([*ONE, ("para", 0, "A line the old extractor lost.")])
    worse = make_version(TWO)
    read = read_with(lambda body: better if b"12 months" in body else worse)
    (result,) = reextract(store, (document,), read)
    assert (result.pages, result.changed) == (2, 1)
    assert store.rows("SELECT count(*) AS n FROM steps WHERE technical")[0]["n"] == 1
    assert history_rows(store, document)[0].sha256 == better.text_sha256
    old = next(version for version in store.versions(document.id) if version.superseded_by is not None)
    assert [clause.text for clause in store.clauses(old)] == [text for _, _, text in ONE]
