"""Versions in doubt beside the history, and what a person's judgment makes of them."""

import pytest

from db.derived_history import supersede
from db.errors import UsageError
from db.judgments import Verdict, judgments_of
from db.verification import verify
from tracker.history.review import review
from tracker.history.version_table import doubtful_rows, history_rows
from tracker.recording.judge_version import judge_version

SUBJECTS = ("mail", "names", "addresses", "cookies", "logs", "photos", "contacts", "payments", "messages", "locations")
POLICY = [("heading", 1, "Privacy"), *(("para", 0, f"We keep your {what} for a while.") for what in SUBJECTS)]
LATER = [*POLICY, ("para", 0, "We share nothing with anybody, ever.")]
SHOP = [("heading", 1, "Welcome"), *(("para", 0, f"Discover offer number {number} today.") for number in range(9))]


@pytest.fixture
def store(history):
    yield history.store
    assert list(verify(history.store)) == []


@pytest.fixture
def document(history, store):
    return history.add("a.example", POLICY, SHOP, LATER)


def numbers(store, document):
    return [row.version for row in history_rows(store, document)]


def steps(store):
    return [
        (row["not_before"][:6], row["first_capture"][:6])
        for row in store.rows("SELECT * FROM steps ORDER BY first_capture")
    ]


def test_a_wrong_page_stands_beside_the_history_with_its_reason(store, document):
    (row,) = doubtful_rows(store, document)
    assert (row.label, row.captures_seen, row.verdict) == ("1.1", 2, None)
    assert "matter" in row.reason
    assert numbers(store, document) == [1, 2]
    assert steps(store) == [("200106", "200301")]


def test_the_wrong_page_takes_part_in_nothing(store, document):
    assert not store.rows("SELECT 1 FROM clause_search WHERE clause_search MATCH 'offer'")
    assert {row["old_version"] for row in store.rows("SELECT old_version FROM changes")} == {1}
    assert [row["captures_seen"] for row in store.rows("SELECT captures_seen FROM history")] == [2, 2]
    assert [row["label"] for row in store.rows("SELECT label FROM doubtful")] == ["1.1"]


def test_review_says_what_confirming_would_change(store, document):
    (reviewed,) = review(store, document)
    assert [window.first_capture[:4] for window in reviewed.would_add] == ["2002", "2003"]
    assert [window.first_capture[:4] for window in reviewed.would_take_out] == ["2003"]
    assert steps(store) == [("200106", "200301")]


def test_a_confirmed_version_is_part_of_the_history_from_then_on(history, store, document):
    assert judge_version(store, document, "1.1", Verdict.CONFIRMED, "it was their page") == "2"
    assert numbers(store, document) == [1, 2, 3]
    history.grow(document, POLICY)
    assert numbers(store, document)[:2] == [1, 2]
    assert not [row for row in doubtful_rows(store, document) if row.first_capture.startswith("2002")]


def test_a_rejected_version_is_none(history, store):
    document = history.add("b.example", POLICY, LATER)
    assert judge_version(store, document, "2", Verdict.REJECTED, "a draft") == "1.1"
    assert numbers(store, document) == [1]
    (row,) = doubtful_rows(store, document)
    assert (row.label, row.verdict, row.verdict_reason) == ("1.1", "rejected", "a draft")


def test_a_verdict_can_be_changed(store, document):
    judge_version(store, document, "1.1", Verdict.CONFIRMED, "it was their page")
    judge_version(store, document, "2", Verdict.REJECTED, "it was a shop after all")
    assert numbers(store, document) == [1, 2]
    (judgment,) = judgments_of(store, document.id)
    assert (judgment.verdict, judgment.reason) == (Verdict.REJECTED, "it was a shop after all")


def test_a_verdict_stays_with_a_page_that_is_read_anew(store, document, make_version):
    judge_version(store, document, "1.1", Verdict.CONFIRMED, "it was their page")
    old = store.versions(document.id)[1]
    supersede(store, old, store.capture_of(old.id), make_version(SHOP[:-1]))
    judge_version(store, document, "1", Verdict.CONFIRMED, "sure")
    assert numbers(store, document) == [1, 2, 3]


@pytest.mark.parametrize("which", ["9", "1.9", "", "2024-01-01", "newest"])
def test_a_version_that_is_not_there_is_named_with_those_in_doubt(store, document, which):
    with pytest.raises(UsageError, match=r"1\.1"):
        judge_version(store, document, which, Verdict.CONFIRMED, "because")


def test_a_verdict_without_a_reason_is_refused(store, document):
    with pytest.raises(UsageError, match="reason"):
        judge_version(store, document, "1.1", Verdict.CONFIRMED, " ")
