"""A clause that was split or merged is one change, in a comparison as in what is recorded of it."""

from hypothesis import given
from hypothesis import strategies as st

from tracker.clauses.clause import Clause, ClauseKind
from tracker.diff.changes import ChangeKind, compare
from tracker.diff.counting import count_changes, count_rows
from tracker.history.derive_history import step_changes

SENTENCES = [
    "We collect your name and your email address.",
    "We share nothing with advertisers or brokers.",
    "You may ask us for a copy of your data.",
    "We keep what you tell us for twelve months.",
]


def paras(*texts):
    return tuple(Clause(kind=ClauseKind.PARA, level=0, path=(), text=text) for text in texts)


def recorded(old, new):
    return count_rows((row.kind, row.old_place, row.new_place) for row in step_changes(old, new))


def test_a_paragraph_in_four_is_one_split_and_four_in_one_are_one_merge():
    whole, parts = paras(" ".join(SENTENCES)), paras(*SENTENCES)
    assert recorded(whole, parts) == {ChangeKind.SPLIT: 1}
    assert recorded(parts, whole) == {ChangeKind.MERGED: 1}


TEXTS = st.lists(
    st.sampled_from([*SENTENCES, " ".join(SENTENCES[:2]), " ".join(SENTENCES[1:]), "3. Rights", "4. Rights"])
)


@given(TEXTS, TEXTS)
def test_what_is_recorded_counts_as_what_is_compared(old_texts, new_texts):
    old, new = paras(*old_texts), paras(*new_texts)
    assert recorded(old, new) == count_changes(compare(old, new).changes)
