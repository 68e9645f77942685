"""Policies are told from terms, articles and homepages in every language, with the reasons, on any text."""

import time
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.policy.classifier import judge_text
from tracker.text.counts import count_words

DATA = Path(__file__).parent / "data"
LANGUAGES = tomllib.loads((DATA / "pages_in_languages.toml").read_text(encoding="utf-8"))
NO_POLICIES = tomllib.loads((DATA / "pages_that_are_no_policy.toml").read_text(encoding="utf-8"))["pages"]
KINDS = {"policy": "privacy", "terms": "terms", "other": "other"}
NAMELESS_TERMS_UNKNOWN = {"ga", "mt"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_page_is_is_told_in_every_language(language: str) -> None:
    for made_as, (title, text) in LANGUAGES[language].items():
        judgement = judge_text(title, text, language)
        assert judgement.kind == KINDS[made_as], judgement.reasons
        assert judgement.is_policy == (made_as == "policy")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_policy_is_told_without_its_title_and_in_the_wrong_language(language: str) -> None:
    for made_as, (title, text) in LANGUAGES[language].items():
        for code in ("", language, "en", "tlh"):
            judgement = judge_text("", text, code)
            assert judgement.is_policy == (made_as == "policy"), (code, title, judgement)
            if language not in NAMELESS_TERMS_UNKNOWN:
                assert judgement.kind == KINDS[made_as]


@pytest.mark.parametrize("language", LANGUAGES)
def test_terms_are_what_was_asked_for_where_terms_were(language: str) -> None:
    for made_as, (title, text) in LANGUAGES[language].items():
        assert judge_text(title, text, language, document="Terms of Service").is_policy == (made_as == "terms")


def test_other_pages_are_no_policy_but_for_the_rare_one() -> None:
    taken = [title for _, title, text in NO_POLICIES if judge_text(title, text, "").is_policy]
    assert len(taken) <= 3, taken


def test_a_cookie_policy_is_no_privacy_policy() -> None:
    text = "We use cookies. Cookies are small files. You can refuse cookies in your browser. Each cookie has a name. "
    judgement = judge_text("Cookie Policy", text * 5, "en")
    assert (judgement.kind, judgement.is_policy) == ("cookies", False)
    assert judge_text("Cookie Policy", text * 5, "en", document="cookies").is_policy


def test_a_policy_among_other_documents_of_a_page_is_found() -> None:
    _, terms = LANGUAGES["en"]["terms"]
    _, policy = LANGUAGES["en"]["policy"]
    assert judge_text("Legal", f"{terms}\n{policy}\n{policy}", "en").is_policy


def test_a_policy_in_plain_words_is_one() -> None:
    text = (
        "We sell lamps. Here is what we do with the details you give us with an order. We need your name and your"
        " address to send the parcel. We keep a copy of each order for the tax office. Your card number travels over a"
        " secure line, and we never see it. We pass on your telephone number to the carrier and to nobody else. Ring us"
        " and we take you off the list of the catalogue."
    )
    assert judge_text("Privacy at the Lamp Shop", text, "en").is_policy


def test_every_point_is_explained() -> None:
    title, text = LANGUAGES["en"]["policy"]
    reasons = "; ".join(judge_text(title, text, "en").reasons)
    assert "the title names it (+1.4)" in reasons
    assert "6 of 6 subjects" in reasons


def test_words_are_counted_where_nobody_writes_spaces() -> None:
    assert count_words("個人情報") == 2
    assert count_words("our 隐私政策 page") == 4


@settings(max_examples=100)
@given(st.text(max_size=80), st.text(max_size=500), st.text(max_size=8), st.text(max_size=20))
def test_any_text_is_judged(title: str, text: str, language: str, document: str) -> None:
    judgement = judge_text(title, text, language, document=document)
    assert 0 <= judgement.score <= 1
    assert judgement == judge_text(title, text, language, document=document)


@pytest.mark.parametrize("unit", ["privacy ", "p", "person", "個", "a-", "- ", "İ", "\u0300"])
def test_a_megabyte_of_anything_costs_little(unit: str) -> None:
    began = time.process_time()
    judge_text(unit * 100_000, unit * (1_000_000 // len(unit)), "de")
    assert time.process_time() - began < 2
