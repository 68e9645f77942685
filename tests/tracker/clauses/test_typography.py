"""One table folds what no reader can tell apart, for the hash of a version and for the keys of its clauses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.clauses.clause import Clause, ClauseKind
from tracker.clauses.comparison_keys import exact_key
from tracker.clauses.text_hash import normalize_text, text_sha256
from tracker.clauses.typography import FOLDED

SIGNS = st.sampled_from([*FOLDED, *"a1 '\"-…\u00a0•ﬁ"])


def test_the_hash_of_a_text_stays_what_it_was():
    text = "We don’t sell „data“ – not\u00a0ever … \u00adﬁn • ½"
    clause = Clause(kind=ClauseKind.PARA, level=0, path=(), text=text)
    assert text_sha256([clause]) == "a2c491d74c268762f4b15c9db6605fa66c4b1ddb801e3eb6f70aac633af637a1"


@given(st.text(SIGNS), st.text(SIGNS))
def test_texts_with_one_key_have_one_hash_but_for_bullets(one, other):
    if exact_key(one) == exact_key(other) and "•" not in one + other:
        assert normalize_text(one) == normalize_text(other)


@pytest.mark.parametrize("sign", FOLDED)
def test_what_the_hash_folds_the_keys_fold(sign):
    plain = FOLDED[sign]
    assert exact_key(f"a{sign}b") == exact_key(f"a{plain}b")
