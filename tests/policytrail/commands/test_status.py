"""`status` for people: what is behind, in words, and a summary that 5,000 targets do not drown."""

import json

import pytest
from click.testing import CliRunner

from db.outcomes import Outcome
from policytrail.cli import policytrail
from policytrail.commands.status import _IN_WORDS

OLD = [("para", 0, "We keep little.")]
NEW = [("para", 0, "We keep a lot.")]


@pytest.fixture
def run(history):
    def run(*words):
        result = CliRunner().invoke(policytrail, ["status", "--db", str(history.store.path), *words])
        assert result.exit_code == 0
        return result

    return run


def test_each_target_tells_its_last_change_capture_and_what_failed(history, run):
    history.add("a.example", OLD, NEW)
    document = history.add("b.example", OLD)
    history.store.record_outcome(history.store.captures(document.id)[1].id, Outcome.FAILED, note="timeout")
    printed = run().stdout
    assert "2 versions, last change between 2001-06-01 and 2002-01-01" in printed
    assert "4 captures, the last of 2002-06-01" in printed
    assert "failed: some captures could not be fetched" in printed
    assert "2 targets, 2 with a history, 3 versions, 6 captures, last change seen 2002-01-01" in printed
    assert "1 failed or unfinished" in printed


def test_failed_lists_only_those(history, run):
    history.add("a.example", OLD)
    history.store.add_document("never.example", host="never.example", url="http://never.example/")
    assert [row["document"] for row in json.loads(run("--failed", "--json").stdout)] == ["never.example"]
    assert "a.example" not in run("--failed").stdout.replace("never.example", "")


def test_the_order_is_by_name_or_the_newest_first(history, run):
    history.add("a.example", OLD)
    history.add("b.example", OLD, NEW)
    assert [row["document"] for row in json.loads(run("--json").stdout)] == ["a.example", "b.example"]
    for order in ("change", "capture"):
        rows = json.loads(run("--sort", order, "--json").stdout)
        assert [row["document"] for row in rows] == ["b.example", "a.example"]


def test_of_very_many_only_the_summary_is_printed_unless_asked(history, run):
    with history.store.transaction():
        for number in range(300):
            history.store.add_document(
                f"s{number}.example", host=f"s{number}.example", url=f"http://s{number}.example/"
            )
    result = run()
    assert len(result.stdout.splitlines()) == 1
    assert "300 targets, 0 with a history" in result.stdout
    assert "--failed" in result.stderr
    assert len(run("--all").stdout.splitlines()) > 300


def test_nothing_tracked_is_said(run):
    assert "nothing is tracked" in run().stdout


def test_every_outcome_that_shows_no_version_has_words():
    shown = {Outcome.OK, Outcome.REREAD, Outcome.UNCHANGED, Outcome.LINKED, Outcome.NO_LINK, Outcome.FRAMESET}
    assert set(Outcome) - shown <= set(_IN_WORDS)
