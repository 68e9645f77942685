"""The data files of the rules, and files of one's own over them."""

import pytest

from tracker.assessment.assess import Assessor
from tracker.assessment.meaning import ChangedClause, Direction, Weight
from tracker.assessment.rulebook import BadRules, read_rules, read_tables

TOPICS = {
    "first-party-collection-use", "third-party-sharing-collection", "user-choice-control", "user-access-edit-deletion",
    "data-retention", "data-security", "policy-change", "do-not-track", "international-specific-audiences", "other",
    "legal-basis", "children", "cookies", "ai-training", "international-transfer", "contact", "dates",
}  # fmt: skip
LANGUAGES = {"de", "fr", "es", "it", "pt", "nl"}


def assess(old, new, rules=""):
    change = ChangedClause(kind="modified", section="", old=old, new=new)
    return Assessor(read_rules(rules)).assess(change)


def test_the_shipped_files_are_sound():
    assert read_rules("") == read_tables()


def test_the_topics_are_those_that_are_documented():
    assert set(read_tables()["topics"]) == TOPICS
    assert {rule.get("topic", "other") for rule in read_tables()["rules"].values()} <= TOPICS


def test_the_weighty_rules_speak_seven_languages():
    for name in ("sells", "shares", "right", "choice", "consent", "basis"):
        assert set(read_tables()["rules"][name]["in"]) == LANGUAGES, name


def test_a_rule_of_ones_own_speaks():
    rules = '[rules.drones]\nsays = "drones"\neffect = "permits"\npoints = 5\nphrases = ["drone*"]\n'
    plain, own = assess("", "Drones fly over town now."), assess("", "Drones fly over town now.", rules)
    assert plain.weight is Weight.EDITORIAL
    assert (own.direction, own.reason) == (Direction.LESS_PROTECTIVE, "new drones: Drones fly over town now")


def test_a_rule_can_be_silenced_weighed_anew_and_widened():
    text = "We sell your personal data."
    assert "sells" in {voice.rule for voice in assess("", text).voices}
    assert "sells" not in {voice.rule for voice in assess("", text, "[rules.sells]\noff = true\n").voices}
    (voice,) = [voice for voice in assess("", text, "[rules.sells]\npoints = 9\n").voices if voice.rule == "sells"]
    assert voice.points == 9
    widened = assess("", "We barter the lot.", '[rules.sells]\nmore_phrases = ["barter*"]\n')
    assert widened.direction is Direction.LESS_PROTECTIVE


@pytest.mark.parametrize(
    ("rules", "message"),
    [
        ("[rules", "not TOML"),
        ("[rules.new]\nphrases = ['x']\n", "rule new: needs says"),
        ("[rules.sells]\neffect = 'harms'\n", "rule sells: effect is one of"),
        ("[rules.sells]\nphrases = 'sell'\n", "rule sells: phrases must be a list"),
        ("[rules.sells]\nphrases = ['<nothing> data']\n", "no list of words is called <nothing>"),
        ("[topics.cookies]\nstrong = ['']\n", "topic cookies: strong must be a list"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_the_rule(rules, message):
    with pytest.raises(BadRules, match=message):
        read_rules(rules)
