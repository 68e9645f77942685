"""Assessments are kept with the changes, and made anew when the rules have changed."""

from db.alerts import alert_steps, step_details
from db.assessments import meanings_by_version
from tracker.assessment.rulebook import read_rules
from tracker.history.assessments import compiled_rules, shipped_rules
from tracker.history.reassessment import reassess

A = [("heading", 1, "Privacy"), ("para", 0, "We never sell your data.")]
B = [("heading", 1, "Privacy"), ("para", 0, "We sell your data.")]
OWN = "[rules.sells]\npoints = 9\n"


def test_a_recorded_change_has_its_meaning(history):
    document = history.add("a.example", A, B)
    (row,) = history.store.rows("SELECT weight, direction, topics, reason FROM changes WHERE document = 'a.example'")
    assert (row["weight"], row["direction"]) == ("substantive", "less protective")
    assert row["topics"] == '["third-party-sharing-collection"]'
    (first,) = meanings_by_version(history.store, document.id)[2]
    assert (first.reason, first.rules) == (row["reason"], shipped_rules().version)


def test_the_history_counts_the_weights(history):
    history.add("a.example", A, B)
    row = history.store.rows("SELECT substantive, editorial, cosmetic, topics FROM history WHERE version = 2")[0]
    assert tuple(row.values()) == (1, 0, 0, "third-party-sharing-collection")


def test_alerts_know_what_a_change_means(history):
    history.add("a.example", A, B)
    (step,) = alert_steps(history.store)
    (change,) = step_details(history.store, step).changes
    assert (change.weight, change.topics) == ("substantive", ("third-party-sharing-collection",))
    assert change.importance > 30


def test_what_the_same_rules_assessed_is_left_alone(history):
    document = history.add("a.example", A, B)
    assert reassess(history.store, document, shipped_rules()) == 0


def test_other_rules_assess_anew_and_nothing_else_changes(history):
    document = history.add("a.example", A, B)
    tables = ("steps", "step_changes", "versions", "clause_spans", "clause_texts")
    before = {table: history.store.rows(f"SELECT * FROM {table}") for table in tables}
    own = compiled_rules(read_rules(OWN))
    assert reassess(history.store, document, own) == 1
    assert reassess(history.store, document, own) == 0
    (row,) = history.store.rows("SELECT rules FROM assessments")
    assert row["rules"] == own.version
    assert before == {table: history.store.rows(f"SELECT * FROM {table}") for table in tables}


def test_a_history_from_before_assessments_gets_them(history):
    document = history.add("a.example", A, B)
    with history.store.transaction():
        history.store.database.conn.execute("DELETE FROM assessments")
    assert reassess(history.store, document, shipped_rules()) == 1
    assert len(history.store.rows("SELECT * FROM assessments")) == 1
