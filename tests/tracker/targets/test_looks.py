"""When documents are looked at, and what silence is worth a word."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.targets.looks import LONGEST_FACTOR, PERIODS, QUIET_LOOKS, next_look, silence

NOW = datetime(2026, 3, 4, 4, 30, tzinfo=UTC)


def stamps(*days_ago):
    return [f"{NOW - timedelta(days=days):%Y%m%d%H%M%S}" for days in days_ago]


def test_a_nightly_run_misses_no_night_whatever_its_delay():
    due = next_look("a.example", "day", 0, NOW)
    assert NOW + timedelta(hours=12) < due <= NOW + timedelta(hours=19)


@given(st.text(), st.sampled_from(["week", "month"]), st.integers(0, 10**8))
def test_looks_of_a_week_or_month_are_a_period_apart_wherever_they_begin(name, every, seconds):
    moment = NOW + timedelta(seconds=seconds)
    first = next_look(name, every, 0, moment)
    assert timedelta(days=1) < first - moment <= PERIODS[every] + timedelta(days=1)
    second = next_look(name, every, 0, first + timedelta(hours=3))
    assert abs(second - first - PERIODS[every]) < timedelta(seconds=1)


def test_looks_of_a_week_are_spread_over_its_days():
    days = {next_look(f"site{number}.example", "week", 0, NOW).date() for number in range(100)}
    assert len(days) >= 7


def test_what_never_changes_is_looked_at_seldomer_up_to_a_bound():
    gaps = [next_look("a.example", "day", quiet, NOW) - NOW for quiet in (0, QUIET_LOOKS, 2 * QUIET_LOOKS, 9000)]
    assert gaps == sorted(gaps)
    assert gaps[2] == gaps[3] <= PERIODS["day"] * LONGEST_FACTOR


@pytest.mark.parametrize(
    ("days_ago", "said"),
    [
        ((40, 42, 44, 46), "no capture since 2026-01-23, usually every 2 days"),
        ((20, 20.1, 20.2, 21), "no capture since 2026-02-12, usually every day"),
        ((10, 12, 14), None),
        ((13, 14, 15), None),
        ((90, 150, 210), None),
        ((400, 460, 520), "no capture since 2025-01-28, usually every 60 days"),
        ((400, 401), None),
        ((), None),
    ],
)
def test_silence_is_told_where_it_is_unusual(days_ago, said):
    assert silence(stamps(*days_ago), NOW) == said


def test_a_timestamp_that_is_none_is_passed_over():
    assert silence(["20260023000000", *stamps(40, 42, 44)], NOW) == "no capture since 2026-01-23, usually every 2 days"
