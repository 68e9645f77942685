"""What two texts share: what was reworded, split or renumbered is not lost."""

from hypothesis import given
from hypothesis import strategies as st

from tracker.clauses.clause import Clause, ClauseKind
from tracker.history.version_traits import (
    VersionTraits,
    difference,
    lost_clauses,
    lost_share,
    share_known,
    share_within,
)

LINES = [
    "We collect your name and your address.",
    "We keep usage logs for twelve months.",
    "You may object at any time.",
]
texts = st.lists(st.sampled_from([*LINES, "We sell nothing.", "我们收集您的姓名", ""]), max_size=6)


def text(*lines, language="en"):
    return VersionTraits(
        [Clause(kind=ClauseKind.PARA, level=0, path=(), text=line) for line in lines], language=language
    )


def test_what_went_is_lost():
    assert list(lost_clauses(text(*LINES), text(*LINES[:2]))) == ["you may object at any time"]


def test_what_was_reworded_renumbered_or_joined_is_not():
    assert not lost_clauses(
        text(*LINES), text(*LINES[:2], "You, the reader, may object at any time, and free of charge.")
    )
    assert not lost_clauses(text(*LINES), text(*(f"{place}. {line}" for place, line in enumerate(LINES, start=1))))
    assert not lost_clauses(text(*LINES), text(" ".join(LINES)))


def test_a_script_without_spaces_is_compared_by_its_characters():
    old, new = text("我们收集您的姓名和地址以及电话号码"), text("我们收集您的姓名和地址以及电子邮件")
    assert not lost_clauses(old, new)
    assert lost_clauses(old, text("今天的天气非常好"))


def test_what_came_back_may_be_touched_up():
    gone = lost_clauses(text(*LINES), text(LINES[0]))
    back = text(LINES[0], "We keep usage logs for twelve months now.", LINES[2])
    assert share_within(gone, back) < 0.5
    assert share_known(gone, back, without=text(LINES[0])) == 1


@given(texts, texts)
def test_shares_are_shares(one, other):
    old, new = text(*one), text(*other)
    assert 0 <= lost_share(old, new) <= 1
    assert lost_share(old, old) == difference(old, old) == 0
    assert difference(old, new) == difference(new, old)
