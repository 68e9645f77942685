"""Whose turn it is: a request in its pause takes nothing from the others."""

from crawler.fetching.handlers import turn_wait
from crawler.fetching.politeness import Politeness


def test_a_request_that_pauses_before_another_try_takes_no_slot():
    politeness = Politeness(seconds_between={"replay": 60.0})
    assert turn_wait(politeness, "replay", 105.0, 100.0) == 5.0
    assert turn_wait(politeness, "replay", 0.0, 100.0) == 0.0
    assert turn_wait(politeness, "replay", 0.0, 101.0) == 59.0
