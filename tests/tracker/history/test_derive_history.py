"""Settling: numbers, spans and steps follow from what the captures show, however often it is done."""

import pytest

from db.derived_history import drop_unused_texts, is_out_of_date, supersede
from db.outcomes import Outcome
from db.verification import verify
from tracker.history.derive_history import derive_history

A = [("heading", 1, "Privacy"), ("para", 0, "We keep your mail.")]
B = [("heading", 1, "Privacy"), ("para", 0, "We keep your mail for a year.")]
C = [("heading", 1, "Privacy"), ("para", 0, "We keep your mail for two years."), ("para", 0, "We share it.")]


@pytest.fixture
def store(history):
    yield history.store
    assert list(verify(history.store)) == []


def texts(store, document):
    return [[clause.text for clause in store.clauses(version)] for version in store.versions(document.id)]


def derived(store):
    """Everything that deriving the history writes, but for when it did."""
    return {
        table: store.rows(f"SELECT {columns} FROM {table} ORDER BY 1, 2")
        for table, columns in {
            "clause_spans": "*",
            "lineage_parents": "*",
            "step_changes": "*",
            "assessments": "*",
            "steps": "id, old_version_id, new_version_id, not_before, first_capture, technical",
            "versions": "id, number, doubt, label, same_as, captures_between",
            "captures": "id, aside",
            "unsettled_clauses": "*",
        }.items()
    }


def show(store, document, timestamp, version_id):
    """Let a new capture show a version."""
    store.database.conn.execute(
        "INSERT INTO captures (location_id, timestamp, digest, outcome, version_id) VALUES (1, ?, 'X', 'ok', ?)",
        (timestamp, version_id),
    )
    store.database.conn.execute("UPDATE documents SET settled = 0 WHERE id = ?", (document.id,))
    store.database.conn.commit()


def test_versions_are_numbered_in_the_order_of_time(history, store):
    document = history.add("a.example", A, B, C)
    assert [version.number for version in store.versions(document.id)] == [1, 2, 3]
    assert [len(clauses) for clauses in texts(store, document)] == [2, 2, 3]


def test_a_settled_document_is_left_alone(history, store):
    document = history.add("a.example", A, B)
    assert not is_out_of_date(store, document.id)
    assert derive_history(store, document) == 0


def test_settling_again_changes_nothing(history, store):
    document = history.add("a.example", A, B, C)
    before = derived(store)
    store.database.conn.execute("UPDATE documents SET settled = 0")
    store.database.conn.commit()
    assert derive_history(store, document) == 0
    assert derived(store) == before


def test_a_step_keeps_its_identity_when_its_window_narrows(history, store):
    document = history.add("a.example", A, B)
    (before,) = store.rows("SELECT id, not_before, first_capture, recorded_at FROM steps")
    show(store, document, "20010801000000", 1)
    derive_history(store, document)
    (after,) = store.rows("SELECT id, not_before, first_capture, recorded_at FROM steps")
    assert after == {**before, "not_before": "20010801000000"}


def test_a_version_found_in_between_takes_its_place(history, store, make_version):
    document = history.add("a.example", A, C)
    show(store, document, "20010901000000", None)
    capture = store.captures(document.id)[2]
    found, _ = store.record_version(document.id, capture.id, make_version(B))
    store.record_outcome(capture.id, Outcome.OK, version_id=found)
    show(store, document, "20011001000000", found)
    derive_history(store, document)
    assert [version.id for version in store.versions(document.id)] == [1, found, 2]
    assert texts(store, document)[1] == [text for _, _, text in B]


def test_a_superseded_reading_stays_findable(history, store, make_version):
    document = history.add("a.example", A, B)
    old = store.versions(document.id)[0]
    new_id = supersede(store, old, store.capture_of(old.id), make_version(C))
    derive_history(store, document)
    versions = {version.id: version for version in store.versions(document.id)}
    assert (versions[old.id].superseded_by, versions[old.id].number) == (new_id, None)
    assert [clause.text for clause in store.clauses(versions[old.id])] == [text for _, _, text in A]
    technical = store.rows("SELECT old_version_id, new_version_id FROM steps WHERE technical")
    assert technical == [{"old_version_id": old.id, "new_version_id": new_id}]


def test_removing_a_document_leaves_nothing_of_it(history, store):
    history.add("a.example", A, B)
    history.add("b.example", C)
    with store.transaction():
        store.remove_document(1)
        drop_unused_texts(store)
    tables = ("sites", "documents", "locations", "captures", "pages", "versions", "clause_spans", "steps")
    left = {table: store.rows(f"SELECT count(*) AS rows FROM {table}")[0]["rows"] for table in tables}
    assert left == {
        **dict.fromkeys(("sites", "documents", "locations", "versions"), 1),
        "captures": 2,
        "pages": 2,
        "clause_spans": 3,
        "steps": 0,
    }
    assert {row["text"] for row in store.rows("SELECT text FROM clause_texts")} == {text for _, _, text in C}
    assert store.rows("SELECT rowid FROM clause_search WHERE clause_search MATCH 'mail'")


def test_a_text_that_many_versions_share_is_stored_once(history, store):
    history.add("a.example", A, B, C)
    history.add("b.example", A, B, C)
    assert store.rows("SELECT count(*) AS rows FROM clause_texts WHERE text = 'Privacy'") == [{"rows": 1}]
