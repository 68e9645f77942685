"""`policytrail cite`: how to cite a version, or the whole history."""

import json
import re

import pytest
from click.testing import CliRunner

from policytrail.cli import policytrail

KEPT = [
    ("heading", 1, "Privacy"),
    ("para", 0, "We collect your name, your address and the pages that you visit."),
    ("para", 0, "If you leave us, we keep your data for twelve months and then erase it."),
]
OLD = [*KEPT, ("para", 0, "We never sell your data.")]
NEW = [*KEPT, ("para", 0, "We sell your data to brokers.")]


@pytest.fixture
def cite(history):
    history.add("a.example", OLD, NEW, title="Terms & {Policy} 100%")

    def cite(*words):
        result = CliRunner().invoke(policytrail, ["cite", *words, "--db", str(history.store.path)])
        assert result.exit_code == 0, result.exception
        return result.stdout

    return cite


def test_a_version_is_cited_with_its_first_capture_and_hash(cite):
    words = cite("a.example@1")
    assert "Terms & {Policy} 100%, version 1" in words
    assert "https://archive.example/web/20010101000000/https://a.example/privacy" in words
    assert re.search(r"SHA-256 of the text: [0-9a-f]{64}", words)


def test_without_a_version_it_is_the_newest(cite):
    assert "version 2" in cite("a.example")


def test_what_tex_would_read_as_a_command_is_escaped(cite):
    entry = cite("a.example", "--format", "bibtex")
    assert entry.startswith("@misc{a-example-2,")
    assert r"Terms \& \{Policy\} 100\%" in entry


def test_csl_json_is_an_item_that_citation_programs_read(cite):
    (item,) = json.loads(cite("a.example", "--format", "csl-json"))
    assert item["type"] == "webpage"
    assert item["issued"] == {"date-parts": [[2002, 1, 1]]}


def test_the_whole_history_is_cited_with_what_it_holds(cite):
    words = cite()
    assert "1 policy document in 2 versions" in words
    assert "made with policytrail" in words
