"""Text that a page holds in unusual places, and text that it holds and does not mean: kinds of public bug reports."""

import pytest

from tracker.extraction.extract import Extraction, extract_page

HEAD = """<main><h1>Privacy Policy</h1><p>This policy explains which personal data we collect when you use our services.</p>
<h2>1. What we collect</h2><p>We collect your name, your e-mail address and the device you use, so that it can work.</p>"""
TAIL = """<h2>3. Sharing</h2><p>We share personal information with processors who act for us under contract.</p>
<h2>4. Your rights</h2><p>You may ask us for a copy of your personal data, have it corrected, or erased.</p></main>"""


def read(markup: str) -> Extraction:
    return extract_page(f"<html lang=en><body>{HEAD}{markup}{TAIL}</body></html>".encode())


def texts(markup: str) -> list[str]:
    return [clause.text for clause in read(markup).clauses][4:-4]


KEPT = "We keep it for two years after your last visit."


@pytest.mark.parametrize(
    "markup",
    [
        f"<h2><button aria-expanded=false aria-controls=x1>Retention</button></h2><div id=x1 hidden><p>{KEPT}</p></div>",
        f'<button aria-expanded=false>How long?</button><div style="display: none"><p>{KEPT}</p></div>',
        f'<div><a href="#x2" data-bs-target="#x2">More</a></div><div id=x2 aria-hidden=true>{KEPT}</div>',
        f'<div hidden="until-found"><p>{KEPT}</p></div>',
        f"<details><summary>How long?</summary><p>{KEPT}</p></details>",
        f"<div role=tablist><button role=tab aria-controls=t1>EU</button></div><div role=tabpanel id=t1 hidden>{KEPT}</div>",
        f"<x-part><template shadowrootmode=open><style>p{{}}</style><p>{KEPT}</p><slot></slot></template></x-part>",
        f'<iframe srcdoc="<p>{KEPT}</p>"></iframe>',
        f'<template id="B:0"></template><div hidden id="S:0"><p>{KEPT}</p></div><script>$RC("B:0","S:0")</script>',
    ],
)
def test_what_a_reader_can_open_is_read(markup: str) -> None:
    assert KEPT in texts(markup)


def test_a_streamed_block_stands_where_it_belongs_instead_of_what_waited_for_it() -> None:
    page = (
        '<p>Before it.</p><!--$?--><template id="B:1"></template><p>Loading the table ...</p><!--/$--><p>After it.</p>'
        f'<div hidden id="S:1"><p>{KEPT}</p></div><script>$RC("B:1","S:1")</script>'
    )
    assert texts(page) == ["Before it.", KEPT, "After it."]


def test_light_children_stand_in_their_slots() -> None:
    markup = f"<x-a><template shadowrootmode=open><p>One.</p><slot name=b></slot><p>Two.</p></template><p slot=b>{KEPT}</p></x-a>"
    assert texts(markup) == ["One.", KEPT, "Two."]


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        (f"<template><p>{KEPT}</p></template>", "template"),
        (f'<script id=__NEXT_DATA__ type="application/json">{{"a":[{{"text":"{KEPT}"}}]}}</script>', "script data"),
        (f"<p><s>{KEPT}</s></p>", "struck out"),
        (f"<p style='text-decoration: line-through'>{KEPT}</p>", "struck out"),
        (f"<del><p>{KEPT}</p></del>", "struck out"),
    ],
)
def test_what_is_not_in_force_or_not_shown_is_named(markup: str, reason: str) -> None:
    extraction = read(markup)
    assert KEPT not in extraction.text
    assert (reason, KEPT) in [(part.reason, part.text) for part in extraction.left_out]


def test_struck_out_words_are_out_of_their_sentence() -> None:
    assert texts("<p>We keep logs for <del>thirty</del><ins>ninety</ins> days.</p>") == [
        "We keep logs for ninety days."
    ]


@pytest.mark.parametrize(
    "data",
    [
        '{"page":{"html":"<h2>What we keep</h2><p>WORDS</p>"}}',
        '{"sections":[{"title":"What we keep","text":"WORDS"}]}',
        '{"c":[{"nodeType":"paragraph","content":[{"nodeType":"text","value":"WORDS"},{"nodeType":"text","value":" Yes."}]}]}',
    ],
)
def test_a_page_that_has_its_text_in_script_data_is_read_from_it(data: str) -> None:
    words = "We collect your personal data when you use our services and we keep them. " * 12
    page = f'<html><body><div id=root></div><script type="application/json">{data.replace("WORDS", words)}</script>'
    assert "We collect your personal data" in extract_page(page.encode()).text


def test_the_noscript_of_an_empty_application_is_read() -> None:
    assert KEPT in extract_page(f"<div id=app></div><noscript>{HEAD}<p>{KEPT}</p>{TAIL}</noscript>".encode()).text
    assert (
        "Enable scripts" not in read("<noscript>Enable scripts to see this page as it was meant to be.</noscript>").text
    )


@pytest.mark.parametrize(
    ("heading", "said"),
    [
        ('<h2 id=p>2. How <a class=anchor href="#p"><span>Link to this section</span></a></h2>', "2. How"),
        ('<h2>2. How <a id=how href="#how" aria-label=x>Permalink</a></h2>', "2. How"),
        ('<section id=h><h2>2. How <a href="https://x.example/privacy#h">#link</a></h2></section>', "2. How"),
        ('<h2 id=how><a href="#how">2. How</a></h2>', "2. How"),
    ],
)
def test_the_words_of_a_permalink_are_not_the_heading_s(heading: str, said: str) -> None:
    assert texts(heading + f"<p>{KEPT}</p>") == [said, KEPT]


@pytest.mark.parametrize(
    ("markup", "said"),
    [
        ("<p>A room of 25 m<sup>2</sup> is watched.</p>", "A room of 25 m2 is watched."),
        ("<p>We hold 10<sup>6</sup> records.</p>", "We hold 106 records."),
        ('<p>We keep logs<sup><a href="#f1">1</a></sup> of you.</p>', "We keep logs[n] of you."),
        ('<p>We keep logs<a href="#f1"><sup>[12]</sup></a> of you.</p>', "We keep logs[n] of you."),
        ("<p>We keep logs<sup>3</sup> of you.</p>", "We keep logs[3] of you."),
    ],
)
def test_raised_figures_are_what_they_are(markup: str, said: str) -> None:
    assert texts(markup) == [said]


@pytest.mark.parametrize(
    ("markup", "said"),
    [
        ("<ol reversed><li>one<li>two<li>three</ol>", ["3. one", "2. two", "1. three"]),
        ("<ol style='list-style-type: lower-alpha'><li>one<li>two</ol>", ["a. one", "b. two"]),
        ("<ol style='list-style: upper-roman inside'><li>one<li>two</ol>", ["I. one", "II. two"]),
        ("<ol><li style='list-style-type:lower-roman'>one<li>two</ol>", ["i. one", "2. two"]),
        ("<ol style='list-style:none'><li>one<li>two</ol>", ["one", "two"]),
        ("<ul style='list-style-type: decimal'><li>one<li>two</ul>", ["1. one", "2. two"]),
        ("<ol style='counter-reset: list-item 4'><li>one<li>two</ol>", ["5. one", "6. two"]),
        ("<ol><li style='counter-set: list-item 7'>one<li>two</ol>", ["7. one", "8. two"]),
    ],
)
def test_items_are_numbered_as_they_are_drawn(markup: str, said: list[str]) -> None:
    assert texts(markup) == said


@pytest.mark.parametrize(
    ("name", "heading"),
    [
        ("id=newsletter", "2. Newsletter"),
        ("id=advertisements", "7. Advertisements."),
        ("id=comments", "2. Comments"),
        ("class=social-media", "2a. Social media"),
        ("id=menu", "2b. Menu"),
        ("class='block sharing'", "Sharing of data"),
        ("id=footer", "About our footer"),
        ("id=promotions", "Promotions and sweepstakes"),
    ],
)
def test_a_chapter_is_no_box_of_the_site_because_of_its_own_name(name: str, heading: str) -> None:
    assert texts(f"<section {name}><h2>{heading}</h2><p>We remember it for a year.</p></section>") == [
        heading,
        "We remember it for a year.",
    ]


def test_a_box_with_a_button_is_none_of_the_policy_s_chapters() -> None:
    markup = "<div class=newsletter><h2>Newsletter</h2><p>Get all our news by mail now.</p><button>Join</button></div>"
    assert texts(markup) == []


@pytest.mark.parametrize(
    ("wide", "narrow"),
    [("d-none d-md-block", "d-md-none"), ("hidden md:block", "md:hidden"), ("desktopOnly", "mobileOnly")],
)
def test_copies_for_screens_of_two_widths_are_read_once(wide: str, narrow: str) -> None:
    table = "<table><tr><th>Data</th><th>Kept</th></tr><tr><td>Name</td><td>a year</td></tr></table>"
    stacked = "<p>Data</p><p>Kept</p><p>Name</p><p>a year</p>"
    assert texts(f"<div class='{wide}'>{table}</div><div class='{narrow}'>{stacked}</div>") == [
        "Data | Kept",
        "Name | a year",
    ]
    assert texts(f"<div class='{wide}'><p>{KEPT}</p></div><div class='{narrow}'><p>{KEPT}</p></div>") == [KEPT]


def test_what_is_said_twice_is_said_twice() -> None:
    assert texts(f"<div class=a><p>{KEPT}</p></div><div class=b><p>{KEPT}</p></div>") == [KEPT, KEPT]
