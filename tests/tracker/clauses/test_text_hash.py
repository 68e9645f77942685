"""One text, one hash: how a text is encoded makes no version, any word does."""

import pytest

from tracker.clauses.clause import Clause, ClauseKind
from tracker.clauses.text_hash import text_sha256


def sha256(*texts):
    return text_sha256([Clause(kind=ClauseKind.PARA, level=0, path=(), text=text) for text in texts])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("We keep your \ufb01les.", "We keep your files."),
        ("Since \uff12\uff10\uff12\uff10", "Since 2020"),
        ("caf\u0065\u0301", "caf\u00e9"),
        ("We don\u2019t  sell\u00a0data", "We don't sell data"),
        ("one\ntwo", "one two"),
    ],
)
def test_how_a_text_is_encoded_and_spaced_makes_no_version(one, other):
    assert sha256(one) == sha256(other)


@pytest.mark.parametrize("other", ["We keep it 13 months.", "we keep it 12 months.", "We keep it 12 months"])
def test_a_number_a_letter_or_a_sign_makes_a_version(other):
    assert sha256("We keep it 12 months.") != sha256(other)


def test_how_a_text_is_cut_into_clauses_makes_no_version():
    assert sha256("We keep it.", "Not long.") == sha256("We keep it. Not long.")
