"""Parsing as browsers do, and what hostile pages try against it."""

import contextlib
import time

import pytest

from db.errors import UnreadablePage
from tracker.extraction.extract import extract_page
from tracker.page.tree import parse_page

BEFORE = "<h1>Privacy</h1><p>We keep your name and your address for a year.</p>"
AFTER = "<p>We share nothing of it with anybody else, ever.</p>"


@pytest.mark.parametrize(
    "between",
    [
        "</html>",
        "</body></html><!DOCTYPE html><html><head><title>x</title></head><body>",
        "<embed src=x>",
        "<svg><path d='M0'>",
        "<svg><g>",
        "<noscript><iframe src=x></noscript>",
        "<template><table></template>",
        "<td>",
        "<table><noscript></table></noscript>",
        "<math><mi>x",
        "<select></select></select>",
        "<object data=x>",
        "<iframe src=x></iframe>",
        "<form></div></form>",
        "</p></br>",
        "<p/><div/>",
    ],
)
def test_nothing_swallows_what_follows_it(between: str) -> None:
    text = extract_page((BEFORE + between + AFTER).encode()).text
    assert "We keep your name" in text
    assert "We share nothing" in text


def test_a_root_that_is_closed_at_once_still_holds_the_page() -> None:
    page = f'<!DOCTYPE html><html lang="de"/><head></head><body>{BEFORE}{AFTER}'
    assert "We share nothing" in extract_page(page.encode()).text


@pytest.mark.parametrize(
    "markup",
    [
        "<math><mtext>for two years</mtext></math>",
        "<svg><foreignObject><p>for two years</p></foreignObject></svg>",
        "<svg><text>for two years</text></svg>",
        "<object data=x.pdf>for two years</object>",
        "<o:p>for two years</o:p>",
    ],
)
def test_text_of_other_vocabularies_is_read(markup: str) -> None:
    assert "for two years" in extract_page(f"{BEFORE}<div>We keep it {markup}</div>{AFTER}".encode()).text


@pytest.mark.parametrize(
    "page",
    [
        "<p " + " ".join(f"a{number}=1" for number in range(100_000)) + ">hi",
        "<p>" * 2_400_000 + "hi",
        "<p>" * 5_000_000 + "hi",
        "<div>x" * 300_000,
        "".join(f"<p><font id={number}>x" for number in range(50_000)),
        "<b>" * 100_000 + "x",
        "x<!---->" * 300_000,
        "<svg><text>x" * 100_000,
        f"<ol><li style='{'list-style:' * 40_000}'>x</ol>",
        "<a b='" + "c" * 1_000_000 + "'>x",
    ],
)
def test_hostile_pages_cost_little_time(page: str) -> None:
    began = time.process_time()
    with contextlib.suppress(UnreadablePage):
        parse_page(page)
    assert time.process_time() - began < 10
