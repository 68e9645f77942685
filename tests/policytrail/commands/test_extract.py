"""`policytrail extract`: Markdown, JSON Lines, an explanation, and what fails."""

import json

import pytest
from click.testing import CliRunner

from policytrail.cli import policytrail
from tracker.clauses.clause import Clause, ClauseKind, Hyperlink
from tracker.clauses.markdown import clauses_to_markdown
from tracker.extraction.extract import extract_page

PAGE = b"""<html lang="en"><title>Privacy</title><body><nav><a href="/">Home\x1b[2J</a></nav><main><h1>Privacy</h1>
<p>Last updated: 1 May 2020</p><p>We collect your name when you order, see
<a href="/terms (new)">our terms</a> for that.</p>
<ul><li>never your age</li></ul></main></body></html>"""


@pytest.fixture
def page(tmp_path):
    path = tmp_path / "privacy.html"
    path.write_bytes(PAGE)
    return path


def run(*arguments):
    return CliRunner().invoke(policytrail, ["extract", *map(str, arguments)])


def test_markdown_keeps_the_targets_of_links(page):
    result = run(page)
    assert result.exit_code == 0
    assert result.output == (
        "# Privacy\n\nLast updated: 1 May 2020\n\nWe collect your name when you order, see "
        "[our terms](/terms%20%28new%29) for that.\n\n- never your age\n\n"
    )


def test_json_is_a_line_a_file_as_the_contract_says(page):
    result = run("--json", page, page)
    first, second = map(json.loads, result.output.splitlines())
    assert first == second
    assert first["path"] == str(page)
    assert (first["title"], first["language"], first["effective_date"]) == ("Privacy", "en", "2020-05-01")
    assert first["clauses"][-1] == {"kind": "item", "level": 1, "path": ["Privacy"], "text": "never your age"}
    assert first["text"].splitlines() == [clause["text"] for clause in first["clauses"]]
    assert first["left_out"][0]["reason"] == "navigation"


def test_an_explanation_names_what_was_left_out_and_why(page):
    output = run("--explain", page).output
    assert "Date: 2020-05-01 (written '1 May 2020')" in output
    assert "Left out as navigation (1):\n  Home" in output
    assert "\x1b" not in output
    assert "item: never your age" in output


def test_a_file_that_cannot_be_read_is_named_and_the_others_are_read(page, tmp_path):
    empty = tmp_path / "empty.html"
    empty.touch()
    result = run("--json", empty, tmp_path / "missing.html", page)
    assert result.exit_code == 1
    assert f"{empty}: the page is empty" in result.stderr
    assert "missing.html: No such file" in result.stderr
    assert len(result.stdout.splitlines()) == 1


@pytest.mark.parametrize(
    "target", ["javascript:alert(1)", "JavaScript:x", "data:text/html,x", "vbscript:x", "x" * 9999]
)
def test_targets_that_run_code_stay_text(target):
    clause = Clause(kind=ClauseKind.PARA, level=0, path=(), text="see here")
    assert clauses_to_markdown([clause], [[Hyperlink(start=4, end=8, target=target)]]) == "see here\n"


def test_a_link_is_where_its_words_are():
    extraction = extract_page(PAGE)
    clause, links = extraction.clauses[2], extraction.links[2]
    assert [clause.text[link.start : link.end] for link in links] == ["our terms"]


def test_a_database_is_no_page(history):
    history.add("a.example", [("para", 0, "We keep little.")])
    history.store.close()
    result = run(history.store.path)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "a database, not a page" in result.stderr
