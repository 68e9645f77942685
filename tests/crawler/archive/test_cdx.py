"""CDX answers of every dialect are read as what they are."""

import json

import pytest

from crawler.archive.cdx import FIELDS, Dialect, cdx_query, distinct_rows, read_listing

LINE = "com,example)/p 20200101000000 https://example.com/p text/html 200 AAAABBBBCCCCDDDDEEEEFFFFGGGGHHHH 512"
KEY = "eJxLzy_TyUssTtTUVzAyMDAxsDQwNTA3NTe0BABfMwZl"


def test_a_text_answer_is_read():
    listing = read_listing(f"{LINE}\n{LINE.replace('20200101', '20210101')}\n".encode())
    assert [row.timestamp for row in listing.rows] == ["20200101000000", "20210101000000"]
    assert (listing.resume_key, listing.broken_lines) == (None, ())


def test_the_resume_key_stands_after_a_blank_line():
    assert read_listing(f"{LINE}\n\n{KEY}\n".encode()).resume_key == KEY


def test_an_answer_of_a_key_alone_is_no_end():
    listing = read_listing(f"\n{KEY}\n".encode())
    assert (listing.rows, listing.resume_key) == ((), KEY)


def test_a_json_table_is_read():
    header = ["urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length"]
    listing = read_listing(json.dumps([header, LINE.split(" "), [], [KEY]]).encode())
    assert (len(listing.rows), listing.resume_key) == (1, KEY)


def test_pywb_json_lines_are_read_and_a_revisit_has_no_status():
    line = {
        "urlkey": "k",
        "timestamp": "20200101000000",
        "url": "https://e.example/",
        "mime": "warc/revisit",
        "digest": "D",
    }
    (row,) = read_listing(json.dumps(line).encode()).rows
    assert (row.original, row.mimetype, row.statuscode) == ("https://e.example/", "warc/revisit", "-")


def test_broken_lines_are_kept_and_the_others_read():
    broken = [
        LINE.replace(" 200 ", " "),
        LINE.replace("https://", "x y https://"),
        LINE.replace("20200101", "20200001"),
    ]
    listing = read_listing("\n".join([LINE, *broken]).encode())
    assert len(listing.rows) == 1
    assert listing.broken_lines == tuple(broken)


def test_no_captures_are_no_rows():
    assert read_listing(b"").rows == read_listing(b"[]").rows == ()


def test_an_error_page_has_no_rows():
    assert read_listing(b"<html><body><h1>429 Too Many Requests</h1>").rows == ()


def test_rows_that_stand_twice_are_one_and_twins_of_a_second_are_two():
    twin = LINE.replace("AAAA", "ZZZZ")
    listing = read_listing("\n".join([LINE, LINE, twin]).encode())
    assert len(distinct_rows([listing, listing])) == 2


def test_the_query_names_the_address_once_encoded():
    query = cdx_query(
        "http://a/cdx", "https://e.example/p?a=1&b=2", dialect=Dialect.WAYBACK, limit=9, resume_key="a+b%3A"
    )
    assert "url=https%3A%2F%2Fe.example%2Fp%3Fa%3D1%26b%3D2" in query
    assert "resumeKey=a%2Bb%253A" in query


@pytest.mark.parametrize("mimetype", ["text/html; charset=utf-8", "text/html ", "application/xhtml+xml; profile=a b"])
def test_blanks_in_the_media_type_cost_no_row(mimetype):
    (row,) = read_listing(LINE.replace("text/html", mimetype).encode()).rows
    assert (row.original, row.mimetype, row.statuscode) == ("https://example.com/p", mimetype, "200")


@pytest.mark.parametrize("length", ["-", "²", "9" * 30, "12.5", "-1", "٣"])
def test_a_length_that_is_none_costs_the_length_only(length):
    (row,) = read_listing(f"{LINE.rpartition(' ')[0]} {length}".encode()).rows
    assert row.length == "-"


@pytest.mark.parametrize("page", [b"<html><h1>Sorry</h1></html>", b"\n<!DOCTYPE html>"])
def test_a_page_is_no_listing(page):
    listing = read_listing(page)
    assert listing.rows == ()
    assert len(listing.broken_lines) == 1


@pytest.mark.parametrize("bomb", [b"[" * 100_000, b'{"a":' * 100_000])
def test_nesting_without_end_is_a_broken_line(bomb):
    listing = read_listing(bomb)
    assert listing.rows == ()
    assert listing.broken_lines


def test_a_lone_surrogate_costs_its_row_only():
    fields = ["k", "20200101000000", "https://a.example/\ud800", "text/html", "200", "D" * 32, "1"]
    good = [*fields[:2], "https://a.example/", *fields[3:]]
    listing = read_listing(json.dumps([list(FIELDS), fields, good]).encode())
    assert [row.original for row in listing.rows] == ["https://a.example/"]
