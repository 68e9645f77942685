"""One politeness: paces apart, a shared wait after a refusal that grows, and when to give up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.fetching.politeness import (
    STORM_FAILURES,
    STRIKES_TO_GIVE_UP,
    WAITS_SECONDS,
    Politeness,
    seconds_between,
)
from tracker.text.retry_after import LONGEST_WAIT_SECONDS, retry_after_seconds

NOW = 1_700_000_000.0


def polite(**fields):
    return Politeness(**{"seconds_between": {"cdx": 2.5, "replay": 1.0}, **fields})


def test_each_kind_has_a_pace_of_its_own():
    politeness = polite()
    assert politeness.reserve("cdx", NOW) == 0
    assert politeness.reserve("replay", NOW) == 0
    assert politeness.reserve("cdx", NOW + 1) == pytest.approx(1.5)
    assert politeness.reserve("replay", NOW + 1) == 0


def test_asking_how_long_to_wait_takes_no_slot():
    politeness = polite()
    politeness.reserve("cdx", NOW)
    waits = [politeness.reserve("cdx", NOW + 1) for _ in range(3)]
    assert waits == [waits[0]] * 3
    assert politeness.reserve("cdx", NOW + 2.5) == 0


def test_no_rate_is_no_wait():
    politeness = Politeness(seconds_between={"replay": seconds_between(0)})
    assert [politeness.reserve("replay", NOW) for _ in range(5)] == [0] * 5
    assert seconds_between(24) == 2.5


def test_a_refusal_closes_the_way_for_every_kind():
    politeness = polite()
    politeness.refused(NOW, "429 Too Many Requests")
    assert politeness.reserve("cdx", NOW + 1) == politeness.reserve("replay", NOW + 1) == WAITS_SECONDS[0] - 1
    assert politeness.reserve("cdx", NOW + WAITS_SECONDS[0]) == 0


def test_refusals_of_requests_under_way_count_once():
    politeness = polite()
    for _ in range(4):
        politeness.refused(NOW, "429 Too Many Requests")
    assert (politeness.strikes, politeness.given_up) == (1, False)


def test_each_refusal_after_a_wait_waits_longer_and_the_third_gives_up():
    politeness, now, waits = polite(), NOW, []
    for _ in range(STRIKES_TO_GIVE_UP):
        assert not politeness.given_up
        politeness.refused(now, "429 Too Many Requests")
        waits.append(politeness.closed_until - now)
        now = politeness.closed_until
    assert waits == list(WAITS_SECONDS[:STRIKES_TO_GIVE_UP])
    assert politeness.given_up


def test_an_answer_lets_the_next_refusal_start_anew_and_tells_it():
    told = []
    politeness = polite(changed=lambda now: told.append((now.strikes, now.closed_until)))
    politeness.refused(NOW, "429 Too Many Requests")
    politeness.succeeded()
    politeness.succeeded()
    politeness.refused(NOW + 100, "429 Too Many Requests")
    assert told == [(1, NOW + 60), (0, NOW + 60), (1, NOW + 160)]


def test_the_wait_the_archive_names_is_the_wait():
    politeness = polite()
    politeness.refused(NOW, "429 Too Many Requests", 7.0)
    assert politeness.reserve("replay", NOW) == 7.0


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120.0),
        ("0", 0.0),
        (" 30 ", 30.0),
        ("Tue, 14 Nov 2023 22:14:20 GMT", 60.0),
        ("Tue, 14 Nov 2023 22:00:00 GMT", 0.0),
        ("99999999999999999999", LONGEST_WAIT_SECONDS),
        ("Fri, 31 Dec 9999 23:59:59 GMT", LONGEST_WAIT_SECONDS),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("²", None),
    ],
)
def test_retry_after_is_seconds_or_a_date_and_never_for_ever(header, seconds):
    assert retry_after_seconds(header, NOW) == seconds


@given(st.text(max_size=40))
def test_no_retry_after_breaks_anything(header):
    seconds = retry_after_seconds(header, NOW)
    assert seconds is None or 0 <= seconds <= LONGEST_WAIT_SECONDS


def test_a_connection_refused_before_any_answer_is_a_wrong_address():
    politeness = polite()
    politeness.connection_refused(NOW)
    assert politeness.given_up
    assert "address" in politeness.reason


def test_a_connection_refused_after_an_answer_is_a_ban_to_wait_out():
    politeness = polite()
    politeness.succeeded()
    politeness.connection_refused(NOW)
    assert not politeness.given_up
    assert politeness.reserve("replay", NOW) == WAITS_SECONDS[0]


def test_many_failures_in_a_row_are_a_refusal_and_one_answer_between_them_is_none():
    politeness = polite()
    for _ in range(STORM_FAILURES - 1):
        politeness.failed(NOW)
    politeness.succeeded()
    politeness.failed(NOW)
    assert politeness.reserve("cdx", NOW) == 0
    for _ in range(STORM_FAILURES - 1):
        politeness.failed(NOW)
    assert politeness.reserve("replay", NOW) == WAITS_SECONDS[0]


def test_a_wait_remembered_from_an_earlier_run_is_waited_out():
    politeness = polite(closed_until=NOW + 40, strikes=1, reason="429 Too Many Requests")
    assert politeness.reserve("cdx", NOW) == 40
    politeness.refused(NOW + 41, "429 Too Many Requests")
    assert politeness.closed_until == NOW + 41 + WAITS_SECONDS[1]


@given(st.lists(st.tuples(st.sampled_from(["ask", "refuse", "fail", "succeed"]), st.floats(0, 2000)), max_size=60))
def test_nothing_is_sent_while_a_wait_is_on(events):
    politeness, now = polite(), NOW
    for event, pause in events:
        now += pause
        closed = politeness.closed_until > now
        if event == "ask":
            assert (politeness.reserve("replay", now) > 0) >= closed
        elif event == "refuse":
            politeness.refused(now, "429")
        elif event == "fail":
            politeness.failed(now)
        else:
            politeness.succeeded()
        assert politeness.closed_until >= (now if closed else 0)
