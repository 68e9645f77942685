"""What changes mean, where commands show it."""

import json

import pytest
from click.testing import CliRunner

from db.assessments import StoredAssessment
from policytrail.cli import policytrail
from policytrail.cli.options import TOPICS, WEIGHTS
from policytrail.meanings import TOPIC_WORDS, meanings_to_json, version_sentences, year_sentences
from tracker.assessment.meaning import Weight
from tracker.assessment.rulebook import read_tables

A = [("heading", 1, "Privacy"), ("para", 0, "We never sell your data."), ("para", 0, "Updated May 3, 2020")]
B = [("heading", 1, "Privacy"), ("para", 0, "We sell your data."), ("para", 0, "Updated June 4, 2021")]


@pytest.fixture
def run(history):
    history.add("a.example", A, B)
    history.store.close()

    def called(*words):
        result = CliRunner().invoke(policytrail, [*words, "--db", str(history.store.path)])
        assert result.exception is None, result.exception
        return result.stdout

    return called


def test_the_words_of_the_options_are_those_of_the_rules():
    assert tuple(WEIGHTS) == tuple(Weight)
    assert set(TOPICS) == set(read_tables()["topics"]) == set(TOPIC_WORDS)


def test_diff_says_beside_each_change_what_it_means(run):
    printed = " ".join(run("diff", "a.example").split())
    assert "▼ less protective: removed promise: We never sell your data" in printed
    assert "editorial: date: May 3 → June 4" in printed


def test_diff_shows_the_weight_and_the_topic_asked_for(run):
    assert "Updated" not in run("diff", "a.example", "--weight", "substantive")
    found = json.loads(run("diff", "a.example", "--topic", "dates", "--json"))["changes"]
    assert [change["assessment"]["weight"] for change in found] == ["editorial"]


def test_history_reads_as_sentences(run):
    printed = " ".join(run("history", "a.example").split())
    assert "1 substantive change about sharing with others (1 less protective); 1 editorial beside." in printed
    assert "Most important: removed promise: We never sell your data." in printed
    (_, newest) = json.loads(run("history", "a.example", "--json"))
    assert newest["changes"]["substantive"] == 1


def test_search_finds_the_clauses_about_a_topic(run):
    found = json.loads(run("search", "data", "--topic", "third-party-sharing-collection", "--json"))
    assert [hit["text"] for hit in found]
    assert json.loads(run("search", "data", "--topic", "children", "--json")) == []


def test_assess_ranks_what_led_to_a_version_and_explains_it(run):
    printed = run("assess", "a.example@2", "--explain")
    assert printed.index("sell your data") < printed.index("June 4")
    assert "-6.0 sells: “We never sell your data”" in printed
    ranked = json.loads(run("assess", "a.example", "--json"))["changes"]
    assert [change["assessment"]["weight"] for change in ranked] == ["substantive", "editorial"]


def test_nothing_led_to_the_first_version(history):
    history.add("b.example", A)
    result = CliRunner().invoke(policytrail, ["assess", "b.example", "--db", str(history.store.path)])
    assert "nothing led to it" in str(result.exception)


def meaning(weight, direction=None, topics=("cookies",), reason="because"):
    return StoredAssessment(weight=weight, direction=direction, topics=topics, importance=1.0, reason=reason, rules="1")


def test_sentences_of_a_version_without_weight():
    assert list(version_sentences([meaning("editorial"), meaning("cosmetic")])) == [
        "Nothing substantive (1 editorial, 1 cosmetic)."
    ]


def test_sentences_name_the_most_frequent_topics_and_the_first_reasons():
    heavy = [meaning("substantive", "less protective", ("cookies",), f"reason {number}") for number in range(4)] + [
        meaning("substantive", "more protective", ("children", "cookies"), "last")
    ]
    first, second = version_sentences(heavy)
    assert first == "5 substantive changes about cookies and children (4 less protective, 1 more protective)."
    assert second == "Most important: reason 0; reason 1; reason 2."
    assert meanings_to_json(heavy)["topics"] == ["cookies", "children"]


def test_a_year_with_something_of_substance_has_a_sentence_of_its_own():
    years = {"2023": [meaning("editorial")], "2024": [meaning("editorial"), meaning("substantive", "less protective")]}
    assert list(year_sentences(years)) == ["In 2024: 1 substantive change about cookies (1 less protective)."]
