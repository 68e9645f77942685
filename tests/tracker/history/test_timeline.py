"""What was shown when, which texts are trusted, and which steps lead from one to the next."""

from datetime import UTC, datetime, timedelta
from itertools import groupby, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.clauses.clause import Clause, ClauseKind
from tracker.history.doubt import Doubt
from tracker.history.timeline import Judgments, Observation, build_timeline
from tracker.history.version_traits import VersionTraits
from tracker.text.timestamps import moment_of

histories = st.text(alphabet="ABCD", max_size=14)
SUBJECTS = (
    "your name and postal address", "your e-mail address", "location data", "device identifiers", "cookies",
    "usage logs", "payment details", "the messages you send", "photos you upload", "contact lists", "survey answers",
    "biometric templates", "your purchase history", "support requests", "voice recordings", "advertising identifiers",
    "browser settings", "references from former employers", "date of birth", "health records",
)  # fmt: skip
POLICY = [
    "Privacy Policy", *(f"We collect {subject} as personal data, and keep it for {number} months under this policy."
                        for number, subject in enumerate(SUBJECTS, start=3)),
]  # fmt: skip
SHOP = ["Welcome", *(f"Discover offer number {number} of our summer sale today" for number in range(12))]
SPAM = [f"Best casino bonus number {number} without any deposit, play and win tonight" for number in range(9)]
GERMAN = [f"{line[::-1]}en" for line in POLICY]


def text(lines, language="en"):
    clauses = [Clause(kind=ClauseKind.PARA, level=0, path=(), text=line) for line in lines]
    return VersionTraits(clauses, language=language, title="Privacy Policy")


def edited(lines, number=1, words="We sell nothing, and never did, whatever you read elsewhere about this."):
    return [*lines[:number], words, *lines[number + 1 :]]


def observed(texts, days=365):
    start = datetime(2000, 1, 1, tzinfo=UTC)
    return [
        Observation(timestamp=f"{start + timedelta(days=days * place):%Y%m%d%H%M%S}", version=ord(shown))
        for place, shown in enumerate(texts)
    ]


def timeline(texts, days=365, **known):
    return build_timeline(observed(texts, days), {ord(name): traits for name, traits in known.items()})


def pairs(found):
    return " ".join(f"{chr(step.old)}{chr(step.new)}" for step in found.steps)


def steps(texts, days=365, **known):
    return pairs(timeline(texts, days, **known))


def doubts(found):
    return {chr(version): doubt.value for version, doubt in found.doubts.items()}


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        ("", ""),
        ("AAA", ""),
        ("AABB", "AB"),
        ("AABBCC", "AB BC"),
        ("AABBAA", "AB BA"),  # came, stayed a year, went
        ("AABAA", ""),  # one capture between two equal ones is not confirmed
        ("AABAACA", ""),
        ("AABCAA", "AB BC CA"),  # years of other texts are no failure
        ("AABBCCBBAA", "AB BC CB BA"),  # taken back step by step
        ("ABA", ""),
        ("AB", "AB"),
        ("BAA", "BA"),
    ],
)
def test_steps_of(shown, expected):
    assert steps(shown) == expected


def test_a_text_in_one_capture_between_equal_ones_is_doubtful():
    assert doubts(timeline("AABAA")) == {"B": "single"}


def test_the_very_same_text_that_returns_within_a_month_takes_back_what_came_between():
    found = timeline("AAABBAAA", days=3, A=text(POLICY), B=text(edited(POLICY)))
    assert (pairs(found), doubts(found)) == ("", {"B": "brief"})
    assert steps("AAABBAAA", days=30, A=text(POLICY), B=text(edited(POLICY))) == "AB BA"


WRONG = {"partial": text(POLICY[:12]), "german": text(GERMAN, "de"), "shop": text(SHOP), "few words": text(POLICY[:2])}


@pytest.mark.parametrize("wrong", WRONG)
@pytest.mark.parametrize("days", [1, 30, 365])
def test_a_wrong_page_is_passed_over_however_long_it_stood(wrong, days):
    after = text(edited(POLICY))
    found = timeline("AAAABBBBBCCCC", days, A=text(POLICY), B=WRONG[wrong], C=after)
    assert pairs(found) == "AC"
    (step,) = found.steps
    seen = observed("AAAABBBBBCCCC", days)
    assert (step.not_before, step.first_capture) == (seen[3].timestamp, seen[9].timestamp)
    assert list(doubts(found)) == ["B"]


def test_the_reason_says_what_was_wrong():
    reasons = {wrong: doubts(timeline("AAABBBAAA", 60, A=text(POLICY), B=page))["B"] for wrong, page in WRONG.items()}
    assert reasons == {"partial": "loss", "german": "language", "shop": "no policy", "few words": "loss"}


def test_a_failure_in_several_shapes_is_passed_over():
    shapes = {"B": text(POLICY[:12]), "C": text(SHOP), "D": text(GERMAN, "de")}
    assert steps("AAABBCDDEE", days=2, A=text(POLICY), E=text(edited(POLICY)), **shapes) == "AE"


def test_spam_in_the_midst_of_the_policy_is_no_addition():
    hacked = text([*POLICY[:5], *SPAM, *POLICY[5:]])
    found = timeline("AAABBBBCC", days=8, A=text(POLICY), B=hacked, C=text(edited(POLICY)))
    assert (pairs(found), doubts(found)) == ("AC", {"B": "injected"})


def test_a_rewrite_that_stays_is_a_step():
    rewritten = text([POLICY[0], *(f"Our new terms on {subject} say nothing of months." for subject in SUBJECTS)])
    assert steps("AAABBB", days=3, A=text(POLICY), B=rewritten) == "AB"


def test_a_section_that_is_taken_out_and_then_written_anew_is_two_steps():
    without = text(POLICY[:18])
    anew = text(
        [*POLICY[:18], "Health records and birthdays stay on your own device; nobody here can read any of them."]
    )
    assert steps("AAABBBCCC", days=90, A=text(POLICY), B=without, C=anew) == "AB BC"


def test_a_stale_copy_of_the_old_text_does_not_speak_for_it():
    rewritten = text([POLICY[0], *(f"Our new terms on {subject} say nothing of months." for subject in SUBJECTS)])
    assert steps("AAAABBBBABBBB", days=100, A=text(POLICY), B=rewritten) == "AB"


FLIPS = {"A": text(POLICY), "B": text(edited(POLICY))}


@pytest.mark.parametrize("shown", ["AAABABBABAA", "AABBABBAABAB", "AAAABBABABB"])
def test_of_two_builds_that_take_turns_one_is_the_policy(shown):
    found = timeline(shown, days=2, **FLIPS)
    assert (pairs(found), found.alternating) == ("", True)
    assert list(doubts(found)) == ["B"]


def test_builds_that_both_change_are_one_change():
    changed = {"C": text(edited(POLICY, 9)), "D": text(edited(edited(POLICY), 9))}
    assert steps("AAAABABBABACDCCDDCDCCCCC", days=2, **FLIPS, **changed) == "AC"


def test_the_build_that_won_is_a_step():
    found = timeline("AAAAA" + "ABAB" + "B" * 20, days=2, **FLIPS)
    assert pairs(found) == "AB"


def test_another_language_for_good_is_told_as_something_else():
    (step,) = timeline("AAABBB", days=3, A=text(POLICY), B=text(GERMAN, "de")).steps
    assert step.replaced
    (step,) = timeline("AAABBB", days=3, A=text(POLICY), B=text(SHOP)).steps
    assert step.replaced


def test_a_change_of_the_policy_is_told_as_one():
    (step,) = timeline("AAABBB", days=3, A=text(POLICY), B=text(edited(POLICY))).steps
    assert not step.replaced


def test_a_shop_before_the_first_policy_is_no_version_of_it():
    found = timeline("AABBB", A=text(SHOP), B=text(POLICY))
    assert (pairs(found), doubts(found)) == ("", {"A": "no policy"})


def waiting(shown, days_later, **known):
    seen = observed(shown, days=1)
    until = moment_of(seen[-1].timestamp) + timedelta(days=days_later)
    texts = {ord(name): traits for name, traits in known.items()}
    return build_timeline(seen, texts, until=f"{until:%Y%m%d%H%M%S}")


@pytest.mark.parametrize("wrong", ["german", "shop", "partial"])
def test_the_newest_waits_for_a_capture_that_agrees_or_a_week_without_any(wrong):
    known = {"A": text(POLICY), "B": WRONG[wrong]}
    assert doubts(waiting("AAAB", 1, **known)) == {"B": "waiting"}
    assert pairs(waiting("AAAB", 8, **known)) == "AB"
    assert pairs(waiting("AAABB", 1, **known)) == "AB"


def test_an_edit_does_not_wait():
    assert pairs(waiting("AAAB", 0, **FLIPS)) == "AB"


def test_a_text_known_for_coming_and_going_waits_when_it_comes_again():
    assert pairs(waiting("AAAABAAAB", 0, **FLIPS)) == ""


def judged(shown, days=365, *, confirmed="", rejected="", **known):
    texts = {ord(name): traits for name, traits in known.items()}
    verdicts = Judgments(confirmed=frozenset(map(ord, confirmed)), rejected=frozenset(map(ord, rejected)))
    return build_timeline(observed(shown, days), texts, judgments=verdicts)


def test_what_a_person_confirmed_is_trusted_and_what_one_rejected_is_not():
    assert pairs(judged("AABAA", confirmed="B")) == "AB BA"
    assert pairs(judged("AABBCC", rejected="B")) == "AC"
    assert judged("AABBCC", rejected="B").doubts == {ord("B"): Doubt.REJECTED}


def test_a_twin_is_the_version_it_is_taken_for():
    found = build_timeline(observed("AABBAACC"), twins={ord("B"): ord("A")})
    assert pairs(found) == "AC"
    assert found.stretches[0].captures == 6


def test_a_change_is_bounded_by_the_two_captures_around_it():
    (step,) = timeline("AABB").steps
    assert (step.not_before, step.first_capture) == (observed("AABB")[1].timestamp, observed("AABB")[2].timestamp)


TEXTS = {"A": text(POLICY), "B": text(POLICY[:12]), "C": text(edited(POLICY)), "D": text(SHOP)}


@given(histories, st.integers(1, 400), st.randoms())
def test_the_order_of_observations_does_not_matter(texts, days, random):
    seen = observed(texts, days)
    shuffled = random.sample(seen, len(seen))
    known = {ord(name): traits for name, traits in TEXTS.items()}
    assert build_timeline(seen, known) == build_timeline(shuffled, known)


@given(histories, st.data())
def test_one_more_observation_between_equal_ones_changes_no_step(texts, data):
    seen = observed(texts)
    trusted = {(stretch.first, stretch.last) for stretch in build_timeline(seen).stretches if stretch.captures > 1}
    equal = [
        before
        for before, after in pairwise(seen)
        if before.version == after.version and any(a <= before.timestamp < b for a, b in trusted)
    ]
    if not equal or build_timeline(seen).doubtful:
        return
    before = data.draw(st.sampled_from(equal))
    between = Observation(timestamp=before.timestamp[:8] + "120000", version=before.version)
    assert build_timeline([*seen, between]).steps == build_timeline(seen).steps


@given(histories, st.integers(1, 400))
def test_steps_go_forward_in_time_and_each_begins_with_what_was_shown(texts, days):
    shown = timeline(texts, days, **TEXTS)
    stamps = [(step.not_before, step.first_capture) for step in shown.steps]
    assert all(first < second for first, second in stamps)
    assert stamps == sorted(stamps)
    at = {seen.timestamp: seen.version for seen in observed(texts, days)}
    assert all(at[step.not_before] == step.old and at[step.first_capture] == step.new for step in shown.steps)


@given(histories, st.integers(1, 400))
def test_steps_lead_along_the_trusted_texts_from_the_first_to_the_last(texts, days):
    shown = timeline(texts, days, **TEXTS)
    along = [stretch.version for stretch in shown.stretches]
    assert [(step.old, step.new) for step in shown.steps] == list(pairwise(along))
    assert all(before != after for before, after in pairwise(along))
    assert (not texts) == (not along)


@given(histories, st.integers(1, 400))
def test_every_text_is_trusted_or_doubtful_and_never_both(texts, days):
    shown = timeline(texts, days, **TEXTS)
    assert set(shown.order).isdisjoint(shown.doubts)
    assert set(shown.order) | set(shown.doubts) == {ord(name) for name, _ in groupby(texts)}
