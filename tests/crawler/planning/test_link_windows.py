"""When each address that homepages linked to was the policy's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.planning.link_windows import link_windows


@pytest.mark.parametrize(
    ("seen", "listed", "expected"),
    [
        ("", {}, {}),
        ("a1 a5", {}, {"a": (None, None)}),
        ("a1 b5", {}, {"a": (None, "5"), "b": ("1", None)}),
        ("a1 b5", {"a": "12", "b": "4567"}, {"a": (None, "4"), "b": ("1", None)}),  # b appears in the gap
        ("a1 b5", {"a": "1234567", "b": "4567"}, {"a": (None, "4"), "b": ("1", None)}),
        ("a1 b5", {"a": "123", "b": "01234567"}, {"a": (None, "5"), "b": ("3", None)}),  # b was there before
        ("a1 b3 c5", {}, {"a": (None, "3"), "b": ("1", "5"), "c": ("3", None)}),
        ("a1 b3 a5", {}, {"a": (None, None), "b": ("1", "5")}),  # linked again: left open
    ],
)
def test_windows(seen, listed, expected):
    links = [(part[1:], part[0]) for part in seen.split()]
    assert link_windows(links, {address: tuple(stamps) for address, stamps in listed.items()}) == expected


@given(
    st.lists(st.sampled_from("abc"), max_size=9),
    st.dictionaries(st.sampled_from("abc"), st.lists(st.integers(0, 99), max_size=6)),
)
def test_every_link_lies_in_the_window_of_its_address(links, listed):
    seen = [(f"{10 * place + 5:03}", address) for place, address in enumerate(links)]
    times = {address: sorted(f"{time:03}" for time in stamps) for address, stamps in listed.items()}
    windows = link_windows(seen, times)
    assert set(windows) == set(links)
    for timestamp, address in seen:
        valid_from, valid_to = windows[address]
        assert (valid_from or "") <= timestamp < (valid_to or "z")


def test_a_page_of_another_site_is_the_policy_only_since_it_is_linked_to() -> None:
    seen = [("2001", "site/p"), ("2007", "parent/p")]
    listed = {"site/p": ("2000", "2005"), "parent/p": ("1999", "2004", "2008")}
    assert link_windows(seen, listed)["parent/p"] == ("2005", None)
    assert link_windows(seen, listed, frozenset({"parent/p"}))["parent/p"] == ("2007", None)
