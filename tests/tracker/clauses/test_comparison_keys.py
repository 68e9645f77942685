"""The keys of texts, against what they are by definition."""

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from tracker.clauses.comparison_keys import classify_keys, exact_key, words_key

_TEXTS = st.text(st.one_of(st.sampled_from("aB9_ .-\t\n\x1c\x85\u00a0\u2003\u2028"), st.characters()))


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("\u201cYour\u00a0data\u201d \u2013 it\u2019s\u2026", '"Your data" - it\'s...'),
        (" We  share\tdata.\n", "We share data."),
        ("one\u2003two\u200b \ufb01nd", "one two find"),
        ("We share data.", "We share data."),
        (" ", ""),
        ("", ""),
    ],
)
def test_exact_key_has_one_form_of_quotes_dashes_and_spaces(text: str, key: str) -> None:
    assert exact_key(text) == key


@given(_TEXTS)
def test_exact_key_has_single_blanks_between_words_and_none_around(text: str) -> None:
    key = exact_key(text)
    assert key == " ".join(key.split())


@given(st.text(st.characters(max_codepoint=127)))
def test_exact_key_of_ascii_differs_in_white_space_alone(text: str) -> None:
    assert exact_key(text).split() == text.split()


@given(_TEXTS)
def test_words_key_has_the_words_in_lower_case(key: str) -> None:
    assert words_key(key).split(" ") == (regex.findall(r"[\w\p{N}\p{M}]+", key.lower()) or [""])


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("We share data.", "We share data.", "unchanged"),
        ("We share data.", "we SHARE data", "cosmetic"),
        ("3. Your rights", "4. Your rights", "renumbered"),
        ("3. Your rights", "4. Our rights", "modified"),
        ("3.", "4.", "modified"),
    ],
)
def test_classify_keys_names_the_least_change(old: str, new: str, what: str) -> None:
    assert classify_keys(old, new) == what


@pytest.mark.parametrize(("old", "new"), [("हम रखते हैं", "हम रखती हैं"), ("রাখি", "রাখে"), ("ก่า", "ก้า")])
def test_another_vowel_sign_is_another_word(old, new):
    assert classify_keys(exact_key(old), exact_key(new)) == "modified"
