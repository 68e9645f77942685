import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import UnreadablePage
from tracker.extraction.extract import extract_page
from tracker.recording.fingerprint import visible_fingerprint


def veil(address: str, key: int) -> str:
    return bytes([key, *(byte ^ key for byte in address.encode())]).hex()


def veiled_page(address: str, key: int) -> bytes:
    mail = f'<a href="/cdn-cgi/l/email-protection" class="__cf_email__" data-cfemail="{veil(address, key)}">[email]</a>'
    return f"<p>Write to {mail}.</p>".encode()


@given(st.binary(max_size=2000), st.one_of(st.none(), st.text(max_size=60)))
def test_any_bytes_and_any_header_have_a_fingerprint(body, content_type):
    assert len(visible_fingerprint(body, content_type=content_type)) == 64


def test_scripts_nonces_comments_and_white_space_do_not_count():
    one = (
        b'<p nonce="a1">We  sell\nnothing.</p><script nonce="a1">var token = 1</script><!-- 17:04 --><style>p{}</style>'
    )
    two = b'<p nonce="b2">We sell nothing.</p><SCRIPT nonce="b2">var token = 2</SCRIPT><!-- 18:05 --><style>q{}</style>'
    assert visible_fingerprint(one) == visible_fingerprint(two)


def test_the_charset_of_the_header_counts_since_it_decides_what_the_bytes_say():
    page = b"<p>Datenschutzerkl\xe4rung</p>"
    headers = "text/html; charset=iso-8859-1", "text/html; charset=koi8-r", "text/html"
    assert len({visible_fingerprint(page, content_type=header) for header in headers}) == 3


def test_the_same_charset_said_in_another_way_is_the_same():
    page = b"<p>Datenschutz</p>"
    one, other = (
        visible_fingerprint(page, content_type=f"text/html;{said}") for said in (" charset=UTF-8", "charset=utf-8")
    )
    assert one == other


def test_one_word_counts():
    assert visible_fingerprint(b"<p>We sell nothing.</p>") != visible_fingerprint(b"<p>We sell data.</p>")


def test_the_case_of_a_word_counts():
    assert visible_fingerprint(b"<p>The Policy.</p>") != visible_fingerprint(b"<p>The policy.</p>")


def test_a_mail_address_veiled_with_another_key_is_the_same_and_another_address_is_not():
    assert visible_fingerprint(veiled_page("a@b.example", 17)) == visible_fingerprint(veiled_page("a@b.example", 99))
    assert visible_fingerprint(veiled_page("a@b.example", 17)) != visible_fingerprint(veiled_page("c@b.example", 17))


def test_openings_that_are_never_closed_take_linear_time():
    for opening in (b"<!--", b"<script>", b"<", b"<svg ", b"<script></script>"):
        assert len(visible_fingerprint(opening * 300_000)) == 64


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (b"<template id='B:0'><p>We sell nothing.</p></template>", b"<template id='B:0'><p>We sell.</p></template>"),
        (b"<noscript><p>We sell nothing.</p></noscript>", b"<noscript><p>We sell data.</p></noscript>"),
        (b"<svg><text>We sell nothing.</text></svg>", b"<svg><text>We sell data.</text></svg>"),
        (b"<iframe srcdoc='We sell nothing.'></iframe>", b"<iframe srcdoc='We sell data.'></iframe>"),
        (b"<p>We sell data.</p>", b"<p><del>We sell data.</del></p>"),
        (b"<p>We sell data.</p>", b"<p style='text-decoration: line-through'>We sell data.</p>"),
        (b"<p>We sell data.</p>", b"<p hidden>We sell data.</p>"),
        (b"<p>We sell data.</p>", b"<p style='display:none'>We sell data.</p>"),
    ],
)
def test_what_is_read_in_unusual_places_or_not_in_force_counts(one, other):
    assert visible_fingerprint(one) != visible_fingerprint(other)


def test_a_page_that_has_its_text_in_its_scripts_differs_where_they_do():
    page = b"<div id='root'></div><script>window.data = {'html': '%s'}</script>"
    one, other = page % (b"<p>We sell nothing.</p>" * 200), page % (b"<p>We sell nothing..</p>" * 200)
    assert visible_fingerprint(one) != visible_fingerprint(other)


_PIECES = st.sampled_from(
    ["We sell data. ", "We sell nothing. ", "<p>", "</p>", "<del>", "</del>", "<template>", "</template>", "<noscript>",
     "</noscript>", "<p hidden>We keep it.</p>", "<svg><text>Drawn</text></svg>", "<li>", "</li>", "<h2>Sharing</h2>",
     "<s>", "</s>", "<p style='display:none'>We keep it.</p>", "<!-- x -->", "<script>var a=1</script>"]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=12), st.lists(_PIECES, max_size=12))
def test_pages_of_equal_fingerprint_say_the_same(one, other):
    first, second = (f"<html><body>{''.join(pieces)}</body></html>".encode() for pieces in (one, other))
    if visible_fingerprint(first) == visible_fingerprint(second):
        assert said(first) == said(second)


def said(page):
    try:
        return extract_page(page).text
    except UnreadablePage:
        return ""
