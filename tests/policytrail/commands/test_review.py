"""`review` lists what is in doubt and keeps verdicts; `history` and `show` tell doubtful texts apart."""

import json

import pytest
from click.testing import CliRunner

import policytrail as api
from policytrail.cli import policytrail
from tests.tracker.history.test_review import LATER, POLICY, SHOP


@pytest.fixture
def run(history):
    history.add("a.example", POLICY, SHOP, LATER)
    history.add("b.example", POLICY)

    def invoke(*words):
        done = CliRunner().invoke(policytrail, [*words, "--db", str(history.store.path)], standalone_mode=False)
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        return done

    return invoke


def test_history_shows_doubtful_versions_apart_with_the_reason(run):
    lines = run("history", "a.example").stdout.splitlines()
    apart = next(place for place, line in enumerate(lines) if line.startswith("doubtful"))
    assert lines[apart + 1].split()[0] == "1.1"
    assert "matter" in lines[apart + 2]
    assert not any(line.strip().startswith("1.1") for line in lines[:apart])


def test_history_tells_captures_seen_from_those_between(run):
    (row, _) = json.loads(run("history", "a.example", "--json").stdout)
    assert (row["captures"], row["captures_seen"], row["captures_between"]) == (2, 2, 0)


def test_show_reads_a_doubtful_version_and_says_that_it_is_one(run):
    done = run("show", "a.example@1.1")
    assert "Discover offer number 3 today." in done.stdout
    assert "no part of the history" in done.stderr


def test_review_lists_one_target_or_all(run):
    assert run("review", "a.example").stdout == run("review").stdout
    (found,) = json.loads(run("review", "--json").stdout)
    assert (found["document"], found["label"], found["doubt"]) == ("a.example", "1.1", "no policy")
    assert len(found["confirming_adds"]) == 2
    assert "no version is in doubt" in run("review", "b.example").stderr


def test_a_verdict_is_kept_and_said(run):
    assert "version 2" in run("review", "confirm", "a.example@1.1", "--reason", "seen there").stdout
    assert "no version is in doubt" in run("review").stderr
    run("review", "reject", "a.example@2", "--reason", "a shop")
    assert "rejected on" in run("review").stdout
    assert "a shop" in run("history", "a.example").stdout


@pytest.mark.parametrize(
    "words",
    [("confirm", "a.example@1.1"), ("reject", "--reason", "x"), ("confirm", "a.example", "--reason", "x"),
     ("a.example", "b.example"), ("a.example", "--reason", "x")],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_with_how_to_write_it(run, words):
    with pytest.raises(api.PolicytrailError, match=r"write|say which"):
        run("review", *words)


def test_python_reviews_and_judges(history):
    history.add("a.example", POLICY, SHOP, LATER)
    with api.open(history.store.path) as opened:
        (reviewed,) = opened.review("a.example")
        assert reviewed.version.label == "1.1"
        assert opened.confirm("a.example", "1.1", reason="seen there") == "2"
        assert opened.reject("a.example", "2", reason="a shop") == "1.1"
        assert [version.version for version in opened.history("a.example")] == [1, 2]


def test_several_sections_are_one_document(tmp_path):
    path = str(tmp_path / "a.db")
    words = ("add", "https://a.example/legal", "--section", "Privacy Policy", "--section", "Cookies", "--db", path)
    assert CliRunner().invoke(policytrail, words).exit_code == 0
    (found,) = json.loads(CliRunner().invoke(policytrail, ["status", "--json", "--db", path]).stdout)
    assert found["document"] == "https://a.example/legal#Privacy Policy; Cookies"
