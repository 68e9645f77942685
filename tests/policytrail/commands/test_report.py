"""`policytrail report`: the history of a document as one page to send."""

import re

import pytest
from click.testing import CliRunner

from db.errors import UsageError
from policytrail.cli import policytrail

FIRST = [
    ("heading", 1, "Privacy"),
    ("para", 0, "We keep your data for twelve months."),
    ("para", 0, "We never sell it."),
]
SECOND = FIRST[:2]
THIRD = [("heading", 1, "Privacy"), ("para", 0, "We keep your data, for twelve months.")]
HOSTILE = [
    ("heading", 1, "<script>alert(1)</script>"),
    ("para", 0, "We keep \x1b[31m\u202e<b onclick=x>it</b> for a year."),
]


@pytest.fixture
def report(history, tmp_path):
    def report(*words):
        page = tmp_path / "report.html"
        words = ("report", "a.example", "--html", str(page), "--db", str(history.store.path), *words)
        result = CliRunner().invoke(policytrail, words)
        return result, page.read_text(encoding="utf-8") if page.exists() else ""

    return report


def test_each_change_stands_there_with_both_captures_and_their_hashes(history, report):
    history.add("a.example", FIRST, SECOND, THIRD)
    result, page = report()
    assert result.exit_code == 0
    assert page.count("<article") == 2
    assert "<del>We never sell it.</del>" in page
    assert "https://archive.example/web/20010601000000/https://a.example/privacy" in page
    assert "https://archive.example/web/20020101000000/https://a.example/privacy" in page
    assert len(set(re.findall(r"[0-9a-f]{64}", page))) >= 3


def test_only_what_is_asked_for_is_shown_and_what_is_not_is_said(history, report):
    history.add("a.example", FIRST, SECOND, THIRD)
    _, page = report("--since", "2003")
    assert page.count("<article") == 1
    assert "We never sell it." not in page.split("<details>")[0]
    assert "Not shown: changes before 2003" in page
    _, page = report("--weight", "substantive")
    assert page.count("<article") == 1
    assert "Not shown: changes below substantive; 1 step had nothing else." in page


def test_the_page_needs_nothing_from_elsewhere_and_runs_nothing(history, report):
    history.add("a.example", FIRST, HOSTILE)
    _, page = report()
    assert not re.search(r"<(script|link|img|iframe|object)\b|\son\w+=[^&]*>|url\(|@import", page.replace("&lt;", ""))
    assert "\x1b" not in page
    assert "\u202e" not in page


def test_a_document_of_one_version_has_a_report_without_changes(history, report):
    history.add("a.example", FIRST)
    result, page = report()
    assert result.exit_code == 0
    assert "<article" not in page
    assert "We never sell it." in page


@pytest.mark.parametrize("date", ["2024-13-45", "yesterday"])
def test_what_is_no_date_is_refused(history, report, date):
    history.add("a.example", FIRST, SECOND)
    result, page = report("--since", date)
    assert (type(result.exception), page) == (UsageError, "")
    assert "not a date" in str(result.exception)


def test_a_place_that_cannot_be_written_is_named(history, tmp_path):
    history.add("a.example", FIRST, SECOND)
    place = tmp_path / "missing" / "report.html"
    result = CliRunner().invoke(
        policytrail, ["report", "a.example", "--html", str(place), "--db", str(history.store.path)]
    )
    assert isinstance(result.exception, UsageError)
    assert str(place) in str(result.exception)
