"""Wherever a date is given, the window between two captures is, with where both are replayed."""

import json

import pytest
from click.testing import CliRunner

from policytrail.cli import policytrail

OLD = [("heading", 1, "Privacy"), ("para", 0, "We collect your precise location."), ("para", 0, "We never sell data.")]
NEW = [("heading", 1, "Privacy"), ("para", 0, "We never sell personal data."), ("item", 1, "a new and different item")]
BEFORE = "https://archive.example/web/20010601000000id_/https://a.example/privacy"
AFTER = "https://archive.example/web/20020101000000id_/https://a.example/privacy"
WINDOW = "between 2001-06-01 and 2002-01-01"


@pytest.fixture
def run(history):
    history.add("a.example", OLD, NEW)
    history.store.close()

    def run(*words, columns=80, **environment):
        variables = {"COLUMNS": str(columns), "NO_COLOR": None, "FORCE_COLOR": None, "TERM": "xterm", **environment}
        result = CliRunner().invoke(policytrail, [*words, "--db", str(history.store.path)], env=variables)
        assert result.exit_code == 0, result.stderr
        return result

    return run


@pytest.mark.parametrize(
    "words",
    [("diff", "a.example"), ("blame", "a.example"), ("clause", "a.example", "location"), ("search", "location")],
    ids=" ".join,
)
def test_the_window_and_both_captures_are_named(run, words):
    printed = run(*words).stdout
    assert WINDOW in printed
    assert BEFORE in printed
    assert AFTER in printed


@pytest.mark.parametrize("words", [("blame", "a.example"), ("clause", "a.example", "sell"), ("search", "sell")])
def test_what_the_last_capture_has_is_still_there_on_its_day(run, words):
    assert "still there on 2002-06-01" in run(*words).stdout


def test_json_has_the_window_too(run):
    window = json.loads(run("diff", "a.example", "--json").stdout)["window"]
    assert window == {
        "not_before": "20010601000000",
        "not_before_replay_url": BEFORE,
        "first_capture": "20020101000000",
        "replay_url": AFTER,
    }
    (life,) = json.loads(run("clause", "a.example", "location", "--json").stdout)
    assert life["wordings"][0]["gone"]["not_before_replay_url"] == BEFORE
    blamed = json.loads(run("blame", "a.example", "--json").stdout)["clauses"]
    assert blamed[2]["born"]["not_before_replay_url"] == BEFORE
    (hit,) = json.loads(run("search", "location", "--json").stdout)
    assert hit["gone"]["not_before_replay_url"] == BEFORE


@pytest.mark.parametrize("words", [("clause", "a.example", "xyzzy"), ("search", "xyzzy")], ids=" ".join)
def test_nothing_found_is_an_empty_list(run, words):
    assert json.loads(run(*words, "--json").stdout) == []
    assert "xyzzy" in run(*words).stderr


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1", "FORCE_COLOR": "1"}, {"TERM": "dumb"}, {}], ids=str)
def test_without_colors_the_words_have_marks(run, environment):
    printed = run("diff", "a.example", **environment).stdout
    assert "{+personal +}" in printed.replace("{+ personal+}", "{+personal +}")


def test_with_colors_insertions_are_underlined_and_digits_are_not_painted(run):
    printed = run("diff", "a.example", FORCE_COLOR="1").output
    assert "\x1b[4;32m" in printed
    assert "{+" not in printed
    assert "\x1b" not in printed.partition("changed between")[2].partition("\n")[0]


@pytest.mark.parametrize("columns", [40, 60, 80, 200])
@pytest.mark.parametrize(
    "words",
    [("diff", "a.example"), ("blame", "a.example"), ("clause", "a.example", "sell"), ("search", "sell"), ("status",),
     ("history", "a.example"), ("locations", "a.example")],
    ids=" ".join,
)  # fmt: skip
def test_addresses_stay_whole_texts_are_narrow_and_no_line_ends_with_blanks(run, words, columns):
    printed = run(*words, columns=columns).stdout
    assert not [line for line in printed.splitlines() if line != line.rstrip()]
    for address in (BEFORE, AFTER):
        assert address in printed or "replay" not in printed
    widest = max(len(line) for line in printed.splitlines() if "://" not in line)
    assert widest <= 100
    if words[0] not in {"history", "status"}:
        assert widest <= max(columns, 72)


def test_removing_is_no_failure_if_a_person_says_no(run, history):
    path = str(history.store.path)
    result = CliRunner().invoke(policytrail, ["remove", "a.example", "--db", path], input="n\n")
    assert (result.exit_code, "nothing removed" in result.stderr) == (0, True)
    assert json.loads(run("history", "a.example", "--json").stdout)
