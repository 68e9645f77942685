"""What stands where a policy stood is named for what it is, and no policy is ever refused."""

import tomllib
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.outcomes import Outcome
from tracker.clauses.clause import Clause, ClauseKind
from tracker.policy.verdict import Verdict, judge_page

DATA = Path(__file__).parent / "data"
PAGES = tomllib.loads((DATA / "pages_that_are_no_policy.toml").read_text(encoding="utf-8"))
LANGUAGES = tomllib.loads((DATA / "pages_in_languages.toml").read_text(encoding="utf-8"))


def clauses(text: str) -> Sequence[Clause]:
    return [Clause(kind=ClauseKind.PARA, level=0, path=(), text=line) for line in text.split("\n")]


def judge(title: str, text: str, *, language: str = "", document: str = "privacy") -> Verdict:
    return judge_page(title, clauses(text), url="https://example.com/privacy", language=language, document=document)


@pytest.mark.parametrize(("outcome", "title", "text"), PAGES["pages"], ids=lambda value: value[:30])
def test_a_page_that_is_no_policy_is_named_for_what_it_is(outcome: str, title: str, text: str) -> None:
    verdict = judge(title, text, language="en" if outcome == "not_a_policy" else "")
    assert verdict.outcome == (Outcome(outcome) if outcome else None)
    assert verdict.reason


@pytest.mark.parametrize(("title", "text"), PAGES["policies"])
def test_no_policy_is_refused_however_short_or_odd(title: str, text: str) -> None:
    for language in ("", "en", "de"):
        assert judge(title, text, language=language).outcome is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_policy_is_refused_in_any_language(language: str) -> None:
    for kind, (title, text) in LANGUAGES[language].items():
        if kind != "other":
            for code in (language, "en", ""):
                document = {"policy": "privacy", "terms": "terms"}[kind]
                assert judge(title, text, language=code, document=document).outcome is None
                assert judge("", text * 20, language=code, document=document).outcome is None or code == "en"


def test_a_policy_in_a_language_we_do_not_know_is_kept() -> None:
    assert judge("", "ང་ཚོས་ཁྱེད་ཀྱི་གནས་ཚུལ་བསྡུ་རུབ་བྱེད " * 50, language="bo").outcome is None


def test_other_documents_of_a_person_are_judged_by_plain_signs_only() -> None:
    text = "Shoes are made of leather. " * 60
    statement = judge_page(
        "Accessibility", clauses(text), url="https://example.com/accessibility", language="en", document="privacy"
    )
    assert statement.outcome is None
    assert judge("404 Not Found", "Nothing here", document="dmca").outcome is Outcome.SOFT_404


def test_a_policy_that_speaks_of_errors_logins_and_moves_is_a_policy() -> None:
    policy = (
        "We collect personal information when you sign in. If you forgot your password we use your e-mail address. We"
        " log each 404 page not found, and check that you are human. We may share data with third parties if our"
        " company is for sale. We retain your data for a year. If this page has moved you will be redirected. Please"
        " enable JavaScript. You may accept all or reject all cookies. "
    )
    for times in (1, 10, 100):
        assert judge("Privacy", policy * times, language="en").outcome is None
        assert judge("Example", policy * times, language="en").outcome is None


@settings(max_examples=100)
@given(st.text(max_size=300), st.lists(st.text(max_size=300), max_size=5), st.text(max_size=8), st.text(max_size=20))
def test_any_text_is_judged(title: str, lines: list[str], language: str, document: str) -> None:
    verdict = judge(title, "\n".join(lines), language=language, document=document)
    assert verdict.outcome is None or verdict.outcome in Outcome
