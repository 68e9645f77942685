"""What was shown when, and which steps are worth reporting."""

import pytest

from tracker.timeline import Observation, build_timeline


def timeline(texts):
    return build_timeline([Observation(timestamp=f"{2000 + i}0101000000", version=ord(t)) for i, t in enumerate(texts)])


def steps(texts):
    return "".join(f"{chr(step.old)}{chr(step.new)} " for step in timeline(texts).steps).strip()


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        ("", ""),
        ("AAA", ""),
        ("AABB", "AB"),
        ("AABBCC", "AB BC"),
        ("AABBAA", "AB BA"),  # came, went, came back for good
        ("AABAA", ""),  # one capture between two equal ones is not confirmed
        ("AABBAABBAABB", "AB"),  # flips are reported once
        ("AABBAABBCC", "AB BC"),
    ],
)
def test_steps_of(shown, expected):
    assert steps(shown) == expected


def test_a_text_in_one_capture_between_equal_ones_is_unconfirmed():
    assert timeline("AABAA").unconfirmed == {ord("B")}


def test_a_text_that_flips_is_marked_as_alternating():
    assert timeline("AABBAABB").alternating == {ord("A"), ord("B")}


def test_a_change_is_bounded_by_the_two_captures_around_it():
    (step,) = timeline("AABB").steps
    assert (step.not_before, step.first_capture) == ("20010101000000", "20020101000000")


def test_the_order_of_observations_does_not_matter():
    seen = [Observation(timestamp=f"200{i}0101000000", version=i // 2) for i in range(8)]
    assert build_timeline(seen) == build_timeline(seen[::-1])
