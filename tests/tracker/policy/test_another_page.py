"""A page without the matter of a policy is another page, whatever its title and its menus say; no policy is refused."""

import tomllib
from collections.abc import Sequence
from pathlib import Path

import pytest

from db.outcomes import Outcome
from tracker.clauses.clause import Clause, ClauseKind
from tracker.policy.classifier import judge_text
from tracker.policy.matter import holds_policy, holds_sentence, prose_speaks_of
from tracker.policy.verdict import Verdict, judge_page

DATA = Path(__file__).parent / "data"
LANGUAGES = tomllib.loads((DATA / "pages_in_languages.toml").read_text(encoding="utf-8"))
PAGES = tomllib.loads((DATA / "another_page.toml").read_text(encoding="utf-8"))
TERMS = PAGES["policies"]["terms"]
TITLES = ("Example", "Privacy Policy", "Privacy Policy | Example")


def clauses(text: str) -> Sequence[Clause]:
    return [Clause(kind=ClauseKind.PARA, level=0, path=(), text=line) for line in text.split("\n") if line]


def judge(title: str, text: str, *, language: str = "en", url: str = "https://example.com/privacy") -> Verdict:
    return judge_page(title, clauses(text), url=url, language=language, document="privacy")


@pytest.mark.parametrize("language", PAGES["homepages"])
def test_a_homepage_with_a_menu_that_names_the_policy_is_another_page(language: str) -> None:
    verdict = judge("Example", PAGES["homepages"][language], language=language)
    assert verdict.outcome is Outcome.NOT_A_POLICY
    assert verdict.reason.startswith("another page: ")


@pytest.mark.parametrize("text", PAGES["logins"])
def test_a_login_page_is_one_under_the_title_of_the_policy(text: str) -> None:
    for title in TITLES:
        assert judge(title, text).outcome is Outcome.LOGIN


@pytest.mark.parametrize("text", PAGES["shells"])
def test_labels_and_a_form_without_a_sentence_are_an_empty_shell(text: str) -> None:
    for title in TITLES:
        assert judge(title, text).outcome is Outcome.EMPTY_SHELL


@pytest.mark.parametrize("language", PAGES["spam"])
def test_spam_at_the_address_of_the_policy_is_another_page(language: str) -> None:
    assert judge("Best bonus of the year", PAGES["spam"][language], language=language).outcome is Outcome.NOT_A_POLICY


@pytest.mark.parametrize("kind", PAGES["policies"])
def test_another_kind_of_policy_is_another_page_under_any_title(kind: str) -> None:
    for title in TITLES:
        for times in (1, 5):
            text = PAGES["policies"][kind] * times
            judgement = judge_text(title, text, "en")
            assert (judgement.is_policy, judgement.kind) == (False, kind)
            assert judge(title, text).outcome is Outcome.NOT_A_POLICY


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_text_and_not_the_title_says_what_a_page_is(language: str) -> None:
    kinds = LANGUAGES[language]
    for title, _ in kinds.values():
        text = kinds["policy"][1]
        assert judge(title, text, language=language).outcome is None
        assert judge(title, "\n".join([text] * 3), language=language).outcome is None
        assert judge_text(title, kinds["terms"][1], language).kind != "privacy"


@pytest.mark.parametrize("language", LANGUAGES)
def test_whether_it_is_the_policy_and_what_it_is_agree(language: str) -> None:
    for asked in ("privacy", "terms"):
        for title, _ in LANGUAGES[language].values():
            for _, text in LANGUAGES[language].values():
                judgement = judge_text(title, text, language, document=asked)
                assert judgement.is_policy == (judgement.kind == asked)


def test_an_address_that_promises_no_policy_may_hold_what_it_likes() -> None:
    page = PAGES["homepages"]["en"]
    assert judge("Accessibility", page, url="https://example.com/accessibility").outcome is None


@pytest.mark.parametrize("text", ["We use cookies. " * 20, "Record kind A is kept as long as its kind says. " * 20])
def test_a_text_that_begins_with_the_name_of_the_policy_is_kept(text: str) -> None:
    assert judge("Example", f"Privacy Policy\n{text}").outcome is None


def test_a_policy_among_longer_terms_is_kept() -> None:
    policy = LANGUAGES["en"]["policy"][1]
    assert judge("Legal", "\n".join([*[TERMS] * 3, *[policy] * 3])).outcome is None


def test_labels_and_lines_of_consent_do_not_speak_of_the_matter() -> None:
    page = "Privacy Policy\nBy signing up you agree to our Terms and Privacy Policy.\nYour e-mail address"
    assert not prose_speaks_of("privacy", clauses(page), "en")
    assert prose_speaks_of("privacy", clauses(f"{page}\nWe keep your personal data for a year."), "en")


@pytest.mark.parametrize("text", ["Shoes\nWe keep your address to ourselves.", "当社は個人情報を収集しません。"])
def test_the_shortest_policies_hold_a_sentence(text: str) -> None:
    assert holds_sentence(clauses(text))


def test_a_page_of_labels_holds_none() -> None:
    assert not holds_sentence(clauses("Home\nPrivacy Policy\nYour email"))


def test_a_chapter_on_privacy_makes_no_policy_of_long_terms() -> None:
    assert not holds_policy(clauses(TERMS * 20), language="en", document="privacy")
