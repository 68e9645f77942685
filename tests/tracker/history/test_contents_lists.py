"""A text that differs from another in its list of contents alone is the same text."""

from tracker.clauses.clause import Clause, ClauseKind
from tracker.history.contents_lists import forms_without_contents

HEADINGS = ("What we collect", "Why we collect it", "Your rights", "How to reach us")


def clause(kind, text):
    return Clause(kind=kind, level=0, path=(), text=text)


def policy(*, contents=(), caption=None, keep="We keep your mail for a year."):
    clauses = [clause(ClauseKind.HEADING, "Privacy Policy"), clause(ClauseKind.PARA, "This policy says what we do.")]
    if caption:
        clauses.append(clause(ClauseKind.HEADING, caption))
    clauses += [clause(ClauseKind.ITEM, entry) for entry in contents]
    for heading in HEADINGS:
        clauses += [
            clause(ClauseKind.HEADING, heading),
            clause(ClauseKind.PARA, f"{heading}: {keep} And so on it goes."),
        ]
    return clauses


def are_same(one, other):
    return bool(set(forms_without_contents(one)) & set(forms_without_contents(other)))


def test_the_list_may_come_and_go_with_its_caption_or_without():
    assert are_same(policy(), policy(contents=HEADINGS))
    assert are_same(policy(), policy(contents=HEADINGS, caption="Contents"))
    assert are_same(policy(caption="Overview"), policy(contents=HEADINGS, caption="Overview"))


def test_entries_may_be_numbered_and_a_few_abridged():
    assert are_same(policy(), policy(contents=["1. What we collect", "2. Why", "3. Your rights", "4. How to reach us"]))


def test_another_clause_is_another_text():
    assert not are_same(policy(), policy(contents=HEADINGS, keep="We keep your mail for two years."))


def test_a_list_that_no_heading_repeats_is_part_of_the_text():
    assert not are_same(policy(), policy(contents=("your name", "your mail", "your address")))


def test_a_change_of_case_or_punctuation_is_another_text():
    assert not are_same(policy(), policy(keep="We keep your mail for a Year!"))
