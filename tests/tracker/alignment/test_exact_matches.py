"""Which clauses are linked because they read the same, one key at a time."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.alignment.exact_matches import ExactMatches
from tracker.clauses.clause import Clause, ClauseKind


def clauses(keys, headings=""):
    """Return a clause for each letter; those in `headings` are headings."""
    return tuple(
        Clause(
            kind=ClauseKind.HEADING if key in headings else ClauseKind.PARA,
            level=2 if key in headings else 0,
            path=(),
            text=f"The text that is called {key}.",
        )
        for key in keys
    )


def matched(old, new):
    matches = ExactMatches(clauses(old), clauses(new))
    matches.add(old, new)
    return matches.pairs


def test_what_stands_once_on_each_side_is_linked_wherever_it_went():
    assert matched("abc", "cab") == {0: 1, 1: 2, 2: 0}


@pytest.mark.parametrize(
    ("old", "new", "pairs"),
    [
        ("axbxc", "axb", {0: 0, 1: 1, 2: 2}),
        ("axxbxx", "axxcxx", {0: 0, 1: 1, 2: 2, 4: 4, 5: 5}),
    ],
)
def test_a_repeated_text_goes_with_the_linked_text_before_it(old, new, pairs):
    assert matched(old, new) == pairs


def test_a_repeated_text_goes_with_the_linked_text_after_it():
    assert matched("xbyxa", "cdydxa") == {2: 2, 3: 4, 4: 5}


def test_repeated_texts_at_the_beginning_go_with_the_beginning():
    assert matched("xxbxx", "xcx") == {0: 0, 4: 2}


def test_repeated_texts_at_the_end_go_with_the_end():
    assert matched("bxyxy", "cxy") == {3: 1, 4: 2}


def test_repeated_texts_between_two_links_are_linked_in_their_order():
    assert matched("abxcyxdz", "aexfyygxhz") == {0: 0, 2: 2, 4: 4, 5: 7, 7: 9}


def test_texts_in_another_order_between_two_links_are_linked_as_far_as_the_order_holds():
    old, new = "axxyybz", "acyydxxez"
    pairs = matched(old, new)
    assert {old[i] for i in pairs} == {"a", "z", "x"} or {old[i] for i in pairs} == {"a", "z", "y"}
    assert all(pairs[i] < pairs[j] for i, j in pairwise(sorted(pairs)))


def test_texts_are_not_linked_across_a_link_that_stayed():
    assert matched("xqxmrr", "rsrmxtx") == {3: 3}


def test_a_heading_and_a_text_of_the_same_words_are_not_linked():
    matches = ExactMatches(clauses("ab", headings="a"), clauses("ba"))
    matches.add("ab", "ba")
    assert matches.pairs == {1: 0}


def test_a_looser_key_adds_links_and_takes_none_back():
    old, new = clauses("abcd"), clauses("abcd")
    matches = ExactMatches(old, new)
    matches.add("abcd", "baef")
    before = dict(matches.pairs)
    matches.add("ABcd", "ABcd")
    assert before == {0: 1, 1: 0}
    assert matches.pairs == {0: 1, 1: 0, 2: 2, 3: 3}


keys = st.text("abcde", max_size=14)


@given(keys, keys)
def test_only_equal_keys_are_linked_and_each_clause_once(old, new):
    pairs = matched(old, new)
    assert all(old[i] == new[j] for i, j in pairs.items())
    assert len(set(pairs.values())) == len(pairs)


@given(keys)
def test_all_of_a_version_is_linked_with_itself(version):
    assert matched(version, version) == {index: index for index in range(len(version))}
