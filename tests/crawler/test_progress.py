"""The progress line names the target, what is waited for and until when, and how long it may take."""

import pytest

from crawler.fetching.politeness import Politeness
from crawler.progress import progress_text
from crawler.run import Tally

NOW = 1_700_000_000.0


@pytest.fixture
def tally():
    tally = Tally()
    tally.progress.targets = 3
    tally.progress.begin("a.example")
    return tally


def text(tally, politeness):
    return progress_text(tally, (politeness,), "5 fetches", NOW)


def test_a_refusal_is_named_with_its_end_before_anything_that_may_be_cut_off(tally):
    politeness = Politeness(seconds_between={"replay": 1.0})
    politeness.refused(NOW, "the archive says 429", retry_after_seconds=90)
    target, waiting, counts = text(tally, politeness).split("; ")
    assert target == "a.example (1 of 3)"
    assert waiting.startswith("waiting until ")
    assert waiting.endswith("the archive says 429")
    assert counts == "5 fetches"
    assert "waiting" not in progress_text(tally, (politeness,), "", NOW + 91)


def test_a_request_that_is_tried_again_is_waited_for_too(tally):
    politeness = Politeness(seconds_between={})
    politeness.tries_again(NOW + 4, "status 503, try 2 of 6")
    assert "trying again at " in text(tally, politeness)
    assert "status 503, try 2 of 6" in text(tally, politeness)


def test_a_long_crawl_says_how_long_it_may_be(tally):
    politeness = Politeness(seconds_between={"replay": 1.0})
    tally.progress.expected["a.example"] = 600
    assert "about 10 min to go" in text(tally, politeness)
    tally.fetches = 590
    assert "to go" not in text(tally, politeness)


def test_targets_are_counted_as_they_are_done(tally):
    tally.progress.begin("b.example")
    tally.progress.finish("a.example")
    assert text(tally, Politeness(seconds_between={})).startswith("b.example (2 of 3)")
    tally.progress.finish("b.example")
    assert text(tally, Politeness(seconds_between={})).startswith("2 of 3 targets")


def test_a_name_of_anybodys_cannot_act_on_the_terminal():
    tally = Tally()
    tally.progress.begin("https://evil.example/\x1b[2J\u202e" + "x" * 100)
    line = text(tally, Politeness(seconds_between={}))
    assert "\x1b" not in line
    assert len(line) < 80
