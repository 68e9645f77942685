"""`history` says what it does not know yet: nothing recorded, or a run that is at work."""

import json

import pytest
from click.testing import CliRunner

from db.lock import is_at_work, run_lock
from policytrail.cli import policytrail

TEXT = [("heading", 1, "Privacy"), ("para", 0, "We never sell your data to anyone at all.")]


@pytest.fixture
def path(history):
    history.add("a.example", TEXT)
    history.store.add_document("b.example", host="b.example", url="https://b.example/privacy")
    history.store.close()
    return history.store.path


def ask(path, target, *options):
    result = CliRunner().invoke(policytrail, ["history", target, "--db", str(path), *options])
    assert result.exit_code == 0, result.output
    return result


def test_during_a_first_crawl_it_says_that_one_is_at_work(path):
    with run_lock(path):
        result = ask(path, "b.example", "--json")
    assert "a run is at work on the database; no version is recorded yet" in result.stderr
    assert json.loads(result.stdout) == []


def test_while_a_run_adds_to_a_history_more_may_come(path):
    with run_lock(path):
        assert "more may come" in ask(path, "a.example").stderr


def test_without_a_run_it_says_how_to_fetch_what_is_not_there(path):
    assert "'policytrail crawl b.example' fetches its history" in ask(path, "b.example").stderr
    assert ask(path, "a.example").stderr == ""


def test_looking_for_a_run_makes_no_file_and_leaves_the_lock_free(path, tmp_path):
    before = sorted(path.parent.iterdir())
    assert not is_at_work(path)
    assert sorted(path.parent.iterdir()) == before
    with run_lock(path):
        assert is_at_work(path)
    assert not is_at_work(path)
    with run_lock(path):
        pass
