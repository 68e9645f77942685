"""The language in which rules are written."""

import pytest

from tracker.assessment.phrases import MAX_GAP, PhraseBook
from tracker.assessment.words import read_words

LISTS = {"share": ["share*", "make available", "<sell>"], "sell": ["sell", "sold"]}


def found(phrase, text):
    words = read_words(text)
    return [words.quote(match.start, match.end) for match in PhraseBook([("rule", phrase)], LISTS).find(words)]


@pytest.mark.parametrize(
    ("phrase", "text", "quote"),
    [
        ("opt out", "You can Opt-out here", "Opt-out"),
        ("disclos*", "the disclosure of data", "disclosure"),
        ("sell|rent data", "we rent data", "rent data"),
        ("<share> data", "they make available data", "make available data"),
        ("<share> data", "they sold data", "sold data"),
        ("delete your? data", "delete data", "delete data"),
        ("delete your? data", "delete your data", "delete your data"),
        ("sell ... data", "sell all of your data", "sell all of your data"),
        ("within <number> days", "within 30 days", "within 30 days"),
        ("données", "vos Donnees", "Donnees"),
        ("mail <email>", "mail a.b@example.com now", "mail a.b@example.com"),
    ],
)
def test_a_phrase_is_found(phrase, text, quote):
    assert found(phrase, text) == [quote]


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("sell", "seller"),
        ("sell ... data", "We sell shoes. Your data is safe"),
        ("sell ... data", "sell " + "very " * (MAX_GAP + 1) + "old data"),
        ("sell data", "sell"),
        ("<share> data", ""),
    ],
)
def test_a_phrase_is_not_found(phrase, text):
    assert found(phrase, text) == []


def test_the_longest_match_at_a_place_counts_once():
    assert found("sell|sell data", "sell data") in (["sell data"], ["sell"])
    assert len(found("sell your? data?", "sell your data")) == 1


def test_addresses_are_no_words():
    assert read_words("see example.com/sell, e.g. here").words == ("see", "<url>", "eg", "here")
