"""Markup to clauses: lists, tables, line breaks, drawn headings, links, footnotes."""

import pytest

from tracker.clauses.clause import ClauseKind
from tracker.clauses.markdown import clauses_to_markdown
from tracker.extraction.extract import extract_page

PROSE = "<p>This is our policy, and it says what we do with your personal data, with whom, and for how long.</p>"


def clauses_of(markup):
    page = f"<html><body><div>{PROSE}{markup}{PROSE.replace('This', 'That')}</div></body></html>"
    return extract_page(page.encode()).clauses[1:-1]


def lines_of(markup):
    return [(clause.kind.value, clause.level, clause.text) for clause in clauses_of(markup)]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<ol><li>one<li>two</ol>", ["1. one", "2. two"]),
        ("<ol start=4><li>one<li>two</ol>", ["4. one", "5. two"]),
        ('<ol type="a"><li>one<li value=5>five<li>six</ol>', ["a. one", "e. five", "f. six"]),
        ('<ol type="I" reversed start="4"><li>four<li>three</ol>', ["IV. four", "III. three"]),
        ("<ol><li>1. one<li>2. two</ol>", ["1. one", "2. two"]),
        ('<ol style="list-style-type: none"><li>one</ol>', ["one"]),
        ("<ul><li>• one<li>two</ul>", ["one", "two"]),
        ("<p>• one<br>• two</p>", ["one", "two"]),
        ("<dl><dd>one<dd>two</dl>", ["one", "two"]),
    ],
)
def test_items_bear_the_number_that_a_browser_draws(markup, expected):
    assert [text for _, _, text in lines_of(markup)] == expected


def test_nested_lists_know_their_depth():
    markup = "<ul><li>outer<ul><li>inner<ol><li>innermost</ol></ul><li>outer again</ul>"
    assert lines_of(markup) == [
        ("item", 1, "outer"),
        ("item", 2, "inner"),
        ("item", 3, "1. innermost"),
        ("item", 1, "outer again"),
    ]


def test_a_data_table_is_read_row_by_row_with_its_header():
    markup = "<table><tr><th>Purpose<th>Kept for<tr><td>Orders<td><p>10</p> years<tr><td>Logs<td>14 days</table>"
    assert lines_of(markup) == [
        ("row", 0, "Purpose | Kept for"),
        ("row", 0, "Orders | 10 years"),
        ("row", 0, "Logs | 14 days"),
    ]


def test_a_layout_table_is_read_cell_by_cell():
    markup = "<table><tr><td><h3>We keep</h3><p>orders</p></td><td><h3>We sell</h3><p>nothing</p></td></tr></table>"
    assert [text for _, _, text in lines_of(markup)] == ["We keep", "orders", "We sell", "nothing"]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>We never sell<br>your data to anybody.</p>", ["We never sell your data to anybody."]),
        ("<p>We never sell.<br><br>We never rent.</p>", ["We never sell.", "We never rent."]),
        ("We never sell.<p>We never rent.", ["We never sell.", "We never rent."]),
        ("<pre>We never sell\nyour data.\n\nWe never rent.</pre>", ["We never sell your data.", "We never rent."]),
        ("<p>We ne<b>ver</b> s&shy;ell your&nbsp;data.</p>", ["We never sell your data."]),
        ("<p>Sold to nobody<sup>2</sup>.</p>", ["Sold to nobody[2]."]),
    ],
)
def test_a_sentence_is_never_cut_and_never_glued_to_another(markup, expected):
    assert [text for _, _, text in lines_of(markup)] == expected


@pytest.mark.parametrize(
    "markup",
    [
        "<p><b>Your rights</b></p>",
        "<b>Your rights</b><br>",
        "<p><font size='+2'>Your rights</font></p>",
        "<p><u>Your rights</u></p>",
        "<p style='font-weight: bold'>Your rights</p>",
        "<p>:: Your rights</p>",
        "<dl><dt>Your rights</dt></dl>",
        "<table><tr><td><b>Your rights</b></td></tr></table>",
        "<h5>Your rights</h5>",
    ],
)
def test_a_line_drawn_as_a_heading_is_one(markup):
    heading, below = clauses_of(markup + "<p>You may ask us for a copy.</p>")
    assert (heading.kind, heading.text) == (ClauseKind.HEADING, "Your rights")
    assert below.path == ("Your rights",)


def test_capitals_are_a_heading_above_a_sentence_but_not_in_a_disclaimer():
    assert lines_of("<p>YOUR RIGHTS</p><p>You may ask.</p>")[0][0] == "heading"
    assert lines_of("<p>NO WARRANTY</p><p>THE SITE IS OFFERED AS IT IS.</p>")[0][0] == "para"


def test_a_bold_sentence_is_no_heading():
    assert lines_of("<p><b>We never sell your data.</b></p><p>Never.</p>")[0][0] == "para"


@pytest.mark.parametrize(
    "markup",
    [
        "<p>We keep <i>orders</i> for ten years.</p>",
        "<div>We keep orders for ten years.</div>",
        "<center><font face=x>We keep\n  orders for ten years.</font></center>",
        "<article><section><span>We keep </span><span>orders for ten years.</span></section></article>",
        '<p>We keep <a href="/orders">orders</a> for <b>ten</b> years.</p>',
    ],
)
def test_the_same_text_gives_the_same_clause_whatever_the_markup(markup):
    assert lines_of(markup) == [("para", 0, "We keep orders for ten years.")]


def test_mail_addresses_behind_a_veil_are_unveiled():
    markup = (
        '<p>Write to <a href="/cdn-cgi/l/email-protection" data-cfemail="543514367a37">[email&#160;protected]</a>.</p>'
    )
    assert lines_of(markup) == [("para", 0, "Write to a@b.c.")]


def test_markdown_has_headings_items_and_escapes():
    clauses = extract_page(f"<h1>A*B</h1>{PROSE}<ul><li>one<ul><li>two</ul></ul>".encode()).clauses
    assert clauses_to_markdown(clauses).startswith("# A\\*B\n\nThis is our policy")
    assert clauses_to_markdown(clauses).endswith("\n\n- one\n  - two\n")


@pytest.mark.parametrize("header", ["", "<tr><th>Name<th>Purpose<th>Place</tr>"])
def test_a_table_that_has_one_row_is_a_table_as_the_one_it_grew_into(header):
    one = "<tr><td>Stripe<td>Payments<td>USA</tr>"
    both = f"{one}<tr><td><p>Hotjar</p><td>Analytics<td>Malta</tr>"
    grown, alone = lines_of(f"<table>{header}{both}</table>"), lines_of(f"<table>{header}{one}</table>")
    assert grown == [*alone, ("row", 0, "Hotjar | Analytics | Malta")]


def test_a_menu_in_one_row_is_no_table():
    row = "<td><a href=/a>Home page</a><td><a href=/b>Our company</a><td>Contact us"
    assert all(kind != "row" for kind, _, _ in lines_of(f"<table><tr>{row}</table>"))
