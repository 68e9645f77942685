"""The plan finds every change by bisection and is a function of what is known."""

from hypothesis import given
from hypothesis import strategies as st

from crawler.planning import Candidate, Sample, plan_fetches


def run_plan(texts, sample=Sample.CHANGES, broken=frozenset()):
    """Fetch what the plan asks for until it asks no more; returns (known texts by place, number of fetches)."""
    known = {}
    for _ in range(len(texts) + 2):
        candidates = [
            Candidate(
                timestamp=f"2020{1 + place // 28:02}{1 + place % 28:02}000000",
                digest=str(place),
                shows=known.get(place),
                usable=not (place in broken and place in known),
            )
            for place in range(len(texts))
        ]
        wanted = plan_fetches(candidates, sample)
        if not wanted:
            return known
        known |= {place: None if place in broken else texts[place] for place in wanted}
    raise AssertionError("the plan never ends")


@given(st.lists(st.tuples(st.integers(1, 30)), min_size=1, max_size=8))
def test_every_text_of_a_history_without_returns_is_found(lengths):
    texts = [text for text, (length,) in enumerate(lengths) for _ in range(length)]
    known = run_plan(texts)
    assert set(known.values()) == set(texts)


@given(st.lists(st.integers(0, 3), min_size=1, max_size=40), st.sets(st.integers(0, 39)))
def test_unusable_captures_are_stepped_over(texts, broken):
    known = run_plan(texts, broken=broken)
    usable = [place for place in range(len(texts)) if place not in broken]
    if usable:
        assert known[usable[0]] == texts[usable[0]]
        assert known[usable[-1]] == texts[usable[-1]]


def test_bisection_needs_few_fetches():
    texts = [0] * 900 + [1] * 700 + [2] * 400
    assert len(run_plan(texts)) <= 30


def test_all_fetches_every_capture():
    assert len(run_plan([0] * 50, Sample.ALL)) == 50


def test_one_capture_a_month_is_enough_for_month():
    assert len(run_plan([0] * 84, Sample.MONTH)) == 3


def test_nothing_to_plan_without_captures():
    assert plan_fetches([], Sample.CHANGES) == ()
