"""Whatever the bytes, there is a result or a clear error, soon."""

import contextlib
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.errors import UnreadablePage
from tracker.extraction.extract import extract_page
from tracker.page.decoding import MAX_PAGE_BYTES

POLICY = b"<p>We collect your personal data when you use our site, and we share them with nobody at all, ever.</p>"
TEXT = "We collect your personal data when you use our site, and we share them with nobody at all, ever."
LAUGHS = b"".join(
    b'<!ENTITY lol%d "%s">' % (depth, (b"&lol%d;" % (depth - 1) if depth else b"lol") * 10) for depth in range(10)
)
SECONDS = 10
"""Of the processor: far more than any of these takes (under 2), far less than a hang."""


@pytest.mark.parametrize(
    "body",
    [
        b"<div>" * 100_000 + POLICY,
        b"<b>" * 100_000 + POLICY,
        b"<ul><li>" * 50_000 + POLICY,
        b"<table><tr><td>" * 50_000 + POLICY,
        b"<blockquote>" * 100_000 + POLICY,
        b"<x-deep>" * 100_000 + POLICY,
        b"\0" * 100_000 + POLICY.replace(b" ", b"\0 "),
        b"<!DOCTYPE html [" + LAUGHS + b"]><html><body><p>&lol9;</p>" + POLICY,
        b"<p " + b"a=b " * 200_000 + b">" + POLICY,
        b'<div class="' + b"cookie consent " * 100_000 + b'"></div>' + POLICY,
        b"<!--" * 100_000 + b"-->" + POLICY,
        b"<div><span></span></div>" * 20_000 + POLICY,
    ],
    ids=["div", "b", "list", "table", "quote", "own", "NUL", "laughs", "attributes", "class", "comments", "empty"],
)
def test_the_policy_is_read_from_amid_hostile_markup(body):
    start = time.process_time()
    assert TEXT in extract_page(body).text
    assert time.process_time() - start < SECONDS


@pytest.mark.parametrize(
    "body",
    [
        b"<" * 3_000_000,
        b"&" * 1_000_000,
        b"<a href=#>x</a>" * 20_000,
        b"<h2>x</h2>" * 20_000,
        b"<h2>x</h2><p>y</p>" * 10_000,
        b"<table><tr><td>a<td>b</table>" * 10_000,
        b"a<br>" * 50_000,
        b"1.1." * 300_000,
        b"updated 1/1/" * 50_000,
        b"\xff\xfe" + b"<\0p\0>\0" * 10_000,
        b"We collect data.\n" * 50_000,
        bytes(range(256)) * 2_000,
    ],
)
def test_no_flood_takes_long(body):
    start = time.process_time()
    with contextlib.suppress(UnreadablePage):
        extract_page(body)
    assert time.process_time() - start < SECONDS


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "empty"),
        (b" \n\t", "empty"),
        (b"\0\0", "empty"),
        (b"<html><body></body></html>", "no text"),
        (b"<" * (MAX_PAGE_BYTES + 1), "too large"),
        (b"%PDF-1.7\n" + b"x" * 1000, "PDF is broken"),
        (b"<frameset><frame src='main.htm'></frameset>", "http://a.example/policy/main.htm"),
    ],
)
def test_what_cannot_be_read_is_said_to_be_so(body, said):
    with pytest.raises(UnreadablePage, match=said):
        extract_page(body, url="http://a.example/policy/")


@given(st.binary(max_size=2000), st.sampled_from([None, "text/html", "text/plain; charset=utf-16", "application/pdf"]))
@settings(max_examples=150)
def test_any_bytes_give_a_result_or_a_clear_error(body, content_type):
    try:
        extraction = extract_page(body, content_type=content_type)
    except UnreadablePage:
        return
    assert extraction == extract_page(body, content_type=content_type)
    assert all(clause.text and "\n" not in clause.text for clause in extraction.clauses)


PIECES = ("<p>", "</p>", "<div>", "</div>", "<h2>", "<ul>", "<li>", "</ul>", "<td>", "<table>", "<tr>", "</table>",
          "<b>", "</b>", "<a href='#a'>", "</a>", "<a name=a>", "<br>", "<nav>", "</nav>", "<form>", "<details>",
          "<summary>", "<select>", "<sup>", "<pre>", "<ol start=3>", "<div hidden>", "&#0;", "&lt;", " ", "\n",
          "We keep data. ", "Updated 1 May 2020", "٣", "個人情報", "<svg>", "<body>", "<font size=5>",
          "::", "• ")  # fmt: skip


LETTERS = st.characters(codec="utf-8", categories=("Lu", "Ll", "Nd"), exclude_characters="ÂÃâÐï")
"""Without those that begin a word in mojibake, which is repaired."""


@given(st.lists(st.sampled_from(PIECES), max_size=60), st.sampled_from([None, "#a", "We keep data."]))
@settings(max_examples=300)
def test_any_soup_of_tags_gives_a_result_or_a_clear_error(pieces, section):
    try:
        extraction = extract_page("".join(pieces).encode(), section=section)
    except UnreadablePage:
        return
    assert extraction.text == "\n".join(clause.text for clause in extraction.clauses)


@given(st.lists(st.text(LETTERS, min_size=1, max_size=8), min_size=1))
@settings(max_examples=150)
def test_no_word_of_a_paragraph_is_lost(words):
    sentence = " ".join(words)
    extraction = extract_page(f"<body><h1>x</h1><p>{sentence}</p></body>".encode())
    everything = [part.text for part in (*extraction.clauses, *extraction.left_out)]
    assert sentence in everything
