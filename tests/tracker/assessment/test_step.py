"""The changes of one step together."""

from dataclasses import dataclass

import pytest

from tracker.assessment.assess import Assessor
from tracker.assessment.meaning import Direction, Weight, is_cosmetic
from tracker.assessment.rulebook import read_tables
from tracker.assessment.step import assess_step
from tracker.clauses.clause import Clause, ClauseKind

ASSESSOR = Assessor(read_tables())
PROMISE = "We do not sell your personal data to anyone, now or ever."


@dataclass(frozen=True, kw_only=True)
class Row:
    kind: str
    old_text: str | None = None
    new_text: str | None = None
    old_place: int | None = None
    new_place: int | None = None


def para(text, *path, kind=ClauseKind.PARA):
    return Clause(kind=kind, level=0, path=path, text=text)


def modified(place, old, new):
    return Row(kind="modified", old_text=old, new_text=new, old_place=place, new_place=place)


def test_a_promise_that_went_here_and_is_still_said_there_did_not_go():
    old = [para(PROMISE), para("Hello.")]
    row = Row(kind="removed", old_text=PROMISE, old_place=0)
    (gone,) = assess_step([row], old, [para("Hello.")], ASSESSOR)
    (still_said,) = assess_step([row], old, [para(f"Hello. {PROMISE} Goodbye.")], ASSESSOR)
    assert gone.direction is Direction.LESS_PROTECTIVE
    assert (still_said.weight, still_said.reason) == (Weight.EDITORIAL, "still said elsewhere")


def gone(text, elsewhere, *path):
    row = Row(kind="removed", old_text=text, old_place=0)
    (found,) = assess_step([row], [para(text, *path)], [para(elsewhere)], ASSESSOR)
    return found


@pytest.mark.parametrize(
    ("text", "elsewhere"),
    [
        (PROMISE, "Hello. We will never sell any personal data of yours to anyone, neither now nor ever. Goodbye."),
        ("You can opt out of our newsletter.", "Our newsletter has a link by which you can opt out of it at any time."),
        ("We may share your data with advertisers.", "Your data may be shared by us with our advertisers."),
    ],
)
def test_what_is_still_said_elsewhere_in_other_words_did_not_go(text, elsewhere):
    assert gone(text, elsewhere).reason == "still said elsewhere"


@pytest.mark.parametrize(
    ("text", "elsewhere"),
    [
        (PROMISE, "We sell your personal data to anyone, now or ever."),
        (PROMISE, "We do not sell your personal data to anyone, now or ever, except to advertisers."),
        ("We do not sell your messages.", "We do not sell your personal data."),
        ("We may share your data with advertisers.", "We may share your data with law enforcement."),
        ("We delete your logs after 30 days.", "We delete your logs after 90 days."),
        ("You can opt out of our newsletter. We never sell your data.", "You can opt out of our newsletter."),
    ],
)
def test_what_is_said_elsewhere_of_something_else_went(text, elsewhere):
    assert gone(text, elsewhere).direction is not None


def test_a_right_of_the_people_of_a_state_went_though_others_have_it():
    text = "California residents have the right to delete their data."
    elsewhere = "Residents of Virginia and not of California have the right to delete their data."
    assert gone(text, elsewhere, "California").weight is Weight.SUBSTANTIVE


def test_what_was_said_elsewhere_before_is_not_new():
    row = Row(kind="added", new_text=PROMISE, new_place=0)
    (found,) = assess_step([row], [para(f"Intro. {PROMISE}")], [para(PROMISE)], ASSESSOR)
    assert (found.weight, found.reason) == (Weight.EDITORIAL, "said elsewhere before")


def test_a_word_that_stands_elsewhere_by_chance_is_no_repetition():
    row = Row(kind="added", new_text="Your location", new_place=0)
    new = [para("Your location", "Information we collect")]
    (found,) = assess_step([row], [para("Your location matters to us.")], new, ASSESSOR)
    assert found.weight is Weight.SUBSTANTIVE


def test_a_term_renamed_throughout_is_told_once():
    names = ("Your Acme account is safe.", "Write to Acme about data.", "Acme is a shop.", "Acme likes you.")
    renamed = [text.replace("Acme", "Zenith") for text in names]
    rows = [modified(place, old, new) for place, (old, new) in enumerate(zip(names, renamed, strict=True))]
    found = assess_step(rows, [para(text) for text in names], [para(text) for text in renamed], ASSESSOR)
    assert {(each.weight, each.reason) for each in found} == {(Weight.EDITORIAL, "renamed throughout: Acme → Zenith")}
    assert found[0].importance > found[1].importance == found[3].importance


def test_the_parts_of_a_split_are_one_change():
    whole, first, second = "We collect data. We never sell it.", "We collect data.", "We never sell it."
    rows = [
        Row(kind="split", old_text=whole, new_text=first, old_place=0, new_place=0),
        Row(kind="split", old_text=whole, new_text=second, old_place=0, new_place=1),
    ]
    found = assess_step(rows, [para(whole)], [para(first), para(second)], ASSESSOR)
    assert [each.weight for each in found] == [Weight.COSMETIC, Weight.COSMETIC]


def test_a_heading_is_known_by_its_kind():
    text = "We sell your data to our partners and to others, and we say so"
    row = Row(kind="added", new_text=text, new_place=0)
    (found,) = assess_step([row], [], [para(text, kind=ClauseKind.HEADING)], ASSESSOR)
    assert found.weight is Weight.EDITORIAL


def test_the_section_decides_what_a_line_names():
    row = Row(kind="added", new_text="Hex | Data analytics | USA", new_place=0)
    (found,) = assess_step([row], [], [para(row.new_text, "GDPR", "Our list of sub-processors")], ASSESSOR)
    assert found.reason == "new recipient: Hex"


def test_a_step_of_commas_is_cosmetic_throughout():
    found = assess_step([modified(0, "A, b.", "A b.")], [para("A, b.")], [para("A b.")], ASSESSOR)
    assert is_cosmetic(each.weight for each in found)
    other = assess_step([modified(0, "a", "a new world")], [para("a")], [para("a new world")], ASSESSOR)
    assert not is_cosmetic(each.weight for each in other)
