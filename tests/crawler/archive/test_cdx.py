"""CDX answers of every dialect are read as what they are."""

import json

from crawler.archive.cdx import Dialect, cdx_query, distinct_rows, read_listing

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
