"""The closed set of outcomes: what is in none of them is damage, said in one line."""

import pytest

from db.errors import NotADatabase
from db.outcomes import FOLLOWS_FROM_BYTES, Outcome


def test_every_outcome_is_read_back_from_its_word():
    assert all(Outcome(str(outcome)) is outcome for outcome in Outcome)


@pytest.mark.parametrize("word", ["", "OK", "o\x1bk", "version", "x" * 1000])
def test_a_word_that_nobody_writes_is_damage(word):
    with pytest.raises(NotADatabase, match="outcome that nobody writes") as raised:
        Outcome(word)
    assert str(raised.value).isprintable()


def test_what_follows_from_bytes_shows_no_version():
    assert not FOLLOWS_FROM_BYTES & {Outcome.OK, Outcome.UNCHANGED, Outcome.REDIRECT, Outcome.FAILED}
