"""The plan finds every change by bisection and is a function of what is known."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import assume, given
from hypothesis import strategies as st

from crawler.planning.fetch_plan import (
    FEW_CAPTURES,
    Candidate,
    Sample,
    plan_around,
    plan_bisection,
    plan_fetches,
    plan_probes,
)
from crawler.planning.length_dips import find_excursions


def stamp(days):
    return f"{datetime(2001, 1, 1, tzinfo=UTC) + timedelta(days=days):%Y%m%d%H%M%S}"


def run_plan(texts, sample=Sample.CHANGES, broken=frozenset(), lengths=None, plan=None):
    """Fetch what the plan asks for until it asks no more; returns known texts by place."""
    known = {}
    for _ in range(len(texts) + 2):
        candidates = [
            Candidate(
                timestamp=stamp(place),
                digest=str(place),
                length=lengths[place] if lengths else None,
                shows=known.get(place),
                usable=not (place in broken and place in known),
                refused=place in broken and place in known,
            )
            for place in range(len(texts))
        ]
        wanted = plan(candidates) if plan else plan_fetches(candidates, sample)
        if not wanted:
            return known
        assert not set(wanted) & set(known)
        known |= {place: None if place in broken else texts[place] for place in wanted}
    raise AssertionError("the plan never ends")


@given(st.lists(st.tuples(st.integers(1, 30)), min_size=1, max_size=8))
def test_every_text_of_a_history_without_returns_is_found(lengths):
    texts = [text for text, (length,) in enumerate(lengths) for _ in range(length)]
    known = run_plan(texts)
    assert set(known.values()) == set(texts)


@given(st.lists(st.integers(0, 3), min_size=1, max_size=40), st.sets(st.integers(0, 39)))
def test_unusable_captures_are_stepped_over(texts, broken):
    """Three in a row are no damaged copies: they show that there was no policy, which ends a gap like a text does."""
    assume(not any({place, place + 1, place + 2} <= broken for place in broken))
    known = run_plan(texts, broken=broken)
    usable = [place for place in range(len(texts)) if place not in broken]
    if usable:
        assert known[usable[0]] == texts[usable[0]]
        assert known[usable[-1]] == texts[usable[-1]]


@given(st.lists(st.integers(0, 3), max_size=60), st.lists(st.integers(0, 2000), min_size=60, max_size=60))
def test_where_the_plan_ends_each_change_lies_between_two_captures_in_a_row(texts, lengths):
    known = run_plan(texts, lengths=lengths)
    for before, after in pairwise(sorted(known)):
        assert known[before] == known[after] or after == before + 1


def test_years_without_a_policy_are_not_fetched_one_by_one():
    known = run_plan([0] * 600, broken=frozenset(range(200, 600)))
    assert known[199] == 0
    assert 200 in known
    assert len(known) < 60


def test_a_change_behind_a_row_of_refused_captures_is_bounded():
    known = run_plan([0] * 60 + [1] * 60, broken=frozenset(range(50, 55)))
    assert (known[59], known[60]) == (0, 1)


def test_bisection_needs_few_fetches():
    texts = [0] * 900 + [1] * 700 + [2] * 400
    assert len(run_plan(texts)) <= 30


def test_a_change_of_length_tells_where_to_look():
    texts = [0] * 900 + [1] * 700
    assert len(run_plan(texts, lengths=[5000] * 900 + [5400] * 700)) <= 15


def test_captures_of_two_addresses_that_interleave_have_lengths_of_their_own():
    shows = [0] * 40 + [1] * 40
    candidates = [
        Candidate(
            timestamp=stamp(place),
            digest=str(place),
            location=place % 2,
            length=(900 if place < 40 else 800) if place % 2 else 100,
            shows=shows[place] if place in {0, 79} else None,
        )
        for place in range(80)
    ]
    (middle,) = plan_bisection(candidates)
    assert 39 <= middle <= 41


def test_a_text_that_came_and_went_is_seen_by_its_length():
    texts = [0] * 130 + [1] * 6 + [0] * 120
    assert set(run_plan(texts, lengths=[5000] * 256).values()) == {0}
    assert set(run_plan(texts, lengths=[5000 + 90 * text for text in texts]).values()) == {0, 1}


def test_an_excursion_of_the_length_alone_costs_one_fetch():
    texts, lengths = [0] * 256, [5000] * 130 + [5090] * 6 + [5000] * 120
    assert len(run_plan(texts, lengths=lengths)) == len(run_plan(texts)) + 1


def test_a_redesign_is_no_excursion():
    assert find_excursions([(1, 5000)] * 50 + [(1, 9000)] * 50) == ()
    assert find_excursions([(1, 5000)] * 50 + [(2, 9000)] * 9 + [(1, None)] * 9) == ()


@given(st.lists(st.tuples(st.integers(1, 2), st.none() | st.integers(0, 3000)), max_size=60))
def test_excursions_lie_within_the_captures(sizes):
    for excursion in find_excursions(sizes):
        assert 0 < excursion.first < excursion.last < len(sizes) - 1


def test_a_few_captures_are_all_fetched():
    assert len(run_plan([0] * FEW_CAPTURES)) == FEW_CAPTURES
    assert len(run_plan([0] * (FEW_CAPTURES + 1))) == 2


def test_all_fetches_every_capture():
    assert len(run_plan([0] * 50, Sample.ALL)) == 50


def test_one_capture_a_month_is_enough_for_month():
    assert len(run_plan([0] * 84, Sample.MONTH)) == 3


def test_half_year_takes_the_first_usable_capture_of_each_half():
    known = run_plan([0] * 700, Sample.HALF_YEAR, broken=frozenset({0, 1}))
    assert sorted(place for place, text in known.items() if text is not None) == [2, 181, 365, 546]


def test_nothing_to_plan_without_captures():
    assert plan_fetches([], Sample.CHANGES) == plan_bisection([]) == plan_probes([]) == ()


def probes(links, listed=None):
    """How many homepages are looked at, a capture a month; `listed` gives months in which addresses have pages."""
    times = {address: [stamp(30 * month) for month in months] for address, months in (listed or {}).items()}
    known = {}
    while True:
        wanted = plan_probes(
            [
                Candidate(timestamp=stamp(30 * place), digest=str(place), shows=known.get(place))
                for place in range(len(links))
            ],
            times,
        )
        if not wanted:
            return known
        known |= {place: links[place] for place in wanted}


LINKS = ["a"] * 60 + ["b"] * 20 + ["c"] * 60


def test_homepages_are_probed_to_the_year_where_their_link_changed():
    known = probes(LINKS)
    assert set(known.values()) == {"a", "b", "c"}
    assert all(after - before <= 13 for before, after in pairwise(sorted(known)) if known[before] != known[after])


def test_times_that_the_addresses_fill_are_not_asked_about():
    everything = {"a": range(60), "b": range(60, 80), "c": range(80, 140)}
    assert len(probes(LINKS, everything)) < len(probes(LINKS))
    assert len(probes(["a"] * 70 + ["b"] * 70, {"a": range(70), "b": range(70, 140)})) == 5


def test_a_hole_between_two_addresses_is_asked_about():
    links = ["a"] * 40 + ["b"] * 20 + ["c"] * 80
    assert "b" not in probes(links, {"a": range(60), "c": range(60, 140)}).values()
    assert "b" in probes(links, {"a": range(40), "c": range(60, 140)}).values()


def test_an_address_that_was_there_before_explains_nothing():
    links = ["a"] * 40 + ["b"] * 20 + ["c"] * 80
    assert "b" in probes(links, {"a": range(140), "c": range(140)}).values()


def test_around_a_doubtful_text_the_nearest_unknown_captures_are_looked_at():
    shows = ["a", None, None, None, "b", None]
    candidates = [Candidate(timestamp=stamp(place), digest=str(place), shows=text) for place, text in enumerate(shows)]
    assert plan_around(candidates, {"b"}) == (2, 3, 5)
    assert plan_around(candidates, set()) == ()
    assert plan_around([*candidates[:4], candidates[4]], {"b"}) == (2, 3)
