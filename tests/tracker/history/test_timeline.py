"""What was shown when, and which steps are worth reporting."""

from datetime import UTC, datetime, timedelta
from itertools import groupby, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.history.timeline import Look, Observation, build_timeline

WHOLE = Look(words=1000, language="en")
CUT = Look(words=850, language="en")
FOREIGN = Look(words=1000, language="de")
histories = st.text(alphabet="ABCD", max_size=14)


def observed(texts, days=365):
    start = datetime(2000, 1, 1, tzinfo=UTC)
    return [
        Observation(timestamp=f"{start + timedelta(days=days * place):%Y%m%d%H%M%S}", version=ord(text))
        for place, text in enumerate(texts)
    ]


def timeline(texts, days=365, **looks):
    return build_timeline(observed(texts, days), {ord(text): look for text, look in looks.items()})


def steps(texts, days=365, **looks):
    found = timeline(texts, days, **looks).steps
    return " ".join(f"{chr(step.old)}{chr(step.new)}" for step in found)


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        ("", ""),
        ("AAA", ""),
        ("AABB", "AB"),
        ("AABBCC", "AB BC"),
        ("AABBAA", "AB BA"),  # came, went, came back for good
        ("AABAA", ""),  # one capture between two equal ones is not confirmed
        ("AABAACA", ""),
        ("AABCAA", "AB BC CA"),  # years of other texts are no failure
        ("AABBAABBAABB", "AB"),  # flips are reported once
        ("AABBAABBCC", "AB BC"),
        ("AABBCCAABBCC", "AB BC"),
        ("AABBCCBBAA", "AB BC CB BA"),  # taken back step by step
        ("ABA", ""),
        ("AB", "AB"),
        ("BAA", "BA"),
    ],
)
def test_steps_of(shown, expected):
    assert steps(shown) == expected


def test_a_text_in_one_capture_between_equal_ones_is_unconfirmed():
    assert timeline("AABAA").unconfirmed == {ord("B")}


@pytest.mark.parametrize("look", [CUT, FOREIGN])
def test_a_few_captures_that_look_like_a_failure_are_unconfirmed(look):
    shown = timeline("AAABBAAA", days=3, A=WHOLE, B=look)
    assert (shown.unconfirmed, shown.steps) == ({ord("B")}, ())


@pytest.mark.parametrize("look", [WHOLE, Look(words=950, language="en"), Look(words=1500, language=None)])
def test_a_few_captures_of_a_whole_text_are_two_steps(look):
    assert steps("AAABBAAA", days=3, A=WHOLE, B=look) == "AB BA"


def test_a_failure_in_several_shapes_is_unconfirmed():
    assert timeline("AAABBCDDAA", days=2, A=WHOLE, B=CUT, C=WHOLE, D=FOREIGN).steps == ()


def test_what_lasts_longer_than_a_failure_is_a_step_whatever_it_looks_like():
    assert steps("AAABBAAA", days=30, A=WHOLE, B=CUT) == "AB BA"
    assert steps("AAABBB", days=3, A=WHOLE, B=FOREIGN) == "AB"


def test_a_short_text_that_is_seen_elsewhere_too_is_no_failure():
    assert steps("AAABBAAABBB", days=3, A=WHOLE, B=CUT) == "AB"
    assert timeline("AAABBAAABBB", days=3, A=WHOLE, B=CUT).alternating == {ord("A"), ord("B")}


def test_a_text_that_flips_is_marked_as_alternating():
    assert timeline("AABBAABB").alternating == {ord("A"), ord("B")}


def test_a_change_is_bounded_by_the_two_captures_around_it():
    (step,) = timeline("AABB").steps
    assert (step.not_before, step.first_capture) == (observed("AABB")[1].timestamp, observed("AABB")[2].timestamp)


@given(histories, st.integers(1, 400), st.randoms())
def test_the_order_of_observations_does_not_matter(texts, days, random):
    seen = observed(texts, days)
    shuffled = random.sample(seen, len(seen))
    looks = {ord("A"): WHOLE, ord("B"): CUT}
    assert build_timeline(seen, looks) == build_timeline(shuffled, looks)


@given(histories, st.data())
def test_one_more_observation_between_equal_ones_changes_no_step(texts, data):
    seen = observed(texts)
    equal = [before for before, after in pairwise(seen) if before.version == after.version]
    if not equal:
        return
    before = data.draw(st.sampled_from(equal))
    between = Observation(timestamp=before.timestamp[:8] + "120000", version=before.version)
    assert build_timeline([*seen, between]).steps == build_timeline(seen).steps


@given(histories)
def test_steps_go_forward_in_time_and_each_begins_with_what_was_shown(texts):
    shown = timeline(texts)
    stamps = [(step.not_before, step.first_capture) for step in shown.steps]
    assert all(first < second for first, second in stamps)
    assert stamps == sorted(stamps)
    at = {seen.timestamp: seen.version for seen in observed(texts)}
    assert all(at[step.not_before] == step.old and at[step.first_capture] == step.new for step in shown.steps)


@given(histories)
def test_without_flips_the_steps_lead_from_the_first_text_to_the_last(texts):
    shown = timeline(texts)
    if shown.alternating:
        return
    lasting = [text for text, _ in groupby(text for text in texts if ord(text) not in shown.unconfirmed)]
    assert [(chr(step.old), chr(step.new)) for step in shown.steps] == list(pairwise(lasting))


@given(histories, st.integers(1, 40))
def test_the_first_and_the_last_text_are_never_unconfirmed(texts, days):
    looks = {ord(text): CUT for text in "BCD"} | {ord("A"): WHOLE}
    unconfirmed = build_timeline(observed(texts, days), looks).unconfirmed
    assert not {ord(text) for text in texts[:1] + texts[-1:]} & unconfirmed
