"""A database that is not there, or in which nothing is tracked: said so, and no file made."""

import pytest
from policytrail_runs import policytrail

ASKING = [
    ("history", "a.example"), ("search", "words"), ("verify",), ("remove", "a.example", "--yes"), ("reextract",),
    ("alerts", "check"), ("serve",), ("crawl",),
]  # fmt: skip


@pytest.mark.parametrize("words", ASKING, ids=" ".join)
def test_a_name_mistyped_makes_no_file(tmp_path, words):
    ended = policytrail(*words, "--db", tmp_path / "typo.db")
    assert ended.status == 2
    assert len(ended.error_lines) == 1
    assert "typo.db: no such database" in ended.err
    assert ended.out == ""
    assert list(tmp_path.iterdir()) == []


def test_where_nothing_is_tracked_a_crawl_of_everything_says_so(history):
    history.store.close()
    ended = policytrail("crawl", "--db", history.store.path)
    assert ended.status == 2
    assert "nothing is tracked" in ended.err


def test_add_makes_the_file(tmp_path):
    assert policytrail("add", "a.example", "--db", tmp_path / "new.db").status == 0
    assert (tmp_path / "new.db").exists()
