"""Every kind of replay answer is judged by the decision table."""

import gzip
import zlib
from functools import partial

import brotli
import pytest
import zstandard

from crawler.archive.replay import decode_body, judge_replay, same_capture, sha1_base32
from db.outcomes import Outcome

MEMENTO = {"memento-datetime": "Wed, 01 Jan 2020 00:00:00 GMT"}
STAMP = "20200101000000"
gzipped = partial(gzip.compress, mtime=0)  # the same bytes each time: they name their test
BODY = b"<html><p>We collect your name.</p></html>"


def judge(status=200, headers=MEMENTO, body=BODY, digest="-", max_bytes=10_000):
    return judge_replay(status=status, headers=headers, body=body, timestamp=STAMP, digest=digest, max_bytes=max_bytes)


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ({}, Outcome.OK),
        ({"status": 404}, Outcome.ARCHIVED_ERROR),
        ({"status": 429}, Outcome.ARCHIVED_ERROR),
        ({"status": 301, "headers": MEMENTO | {"location": "/x"}}, Outcome.REDIRECT),
        (
            {"status": 302, "headers": {"x-archive-redirect-reason": "found capture at 20190101000000"}},
            Outcome.SUBSTITUTED,
        ),
        ({"headers": {"memento-datetime": "Thu, 02 Jan 2020 00:00:00 GMT"}}, Outcome.SUBSTITUTED),
        ({"headers": {}, "body": b"This URL has been excluded from the Wayback Machine."}, Outcome.EXCLUDED),
        ({"status": 404, "headers": {}}, Outcome.NOT_ARCHIVED),
        ({"status": 503, "headers": {}}, Outcome.FAILED),
        ({"body": b""}, Outcome.UNUSABLE),
        ({"body": b"Invalid URI"}, Outcome.UNUSABLE),
        ({"body": gzipped(BODY * 9)[:-9]}, Outcome.TRUNCATED),
        ({"body": gzipped(b"a" * 20_000)}, Outcome.TOO_LARGE),
    ],
)
def test_outcome_of(answer, outcome):
    assert judge(**answer).outcome is outcome


@pytest.mark.parametrize("body", [gzipped(BODY), gzipped(gzipped(BODY)), BODY])
def test_the_body_is_decoded_by_its_bytes_whatever_the_header_says(body):
    assert judge(body=body, headers=MEMENTO | {"content-encoding": "gzip"}).body == BODY


def test_a_digest_that_differs_is_noted():
    assert judge(digest=sha1_base32(BODY)).note is None
    assert "digest differs" in judge(digest="A" * 32).note


def test_a_gzip_bomb_is_not_inflated():
    with pytest.raises(OverflowError, match=r"^$"):
        decode_body(gzipped(b"\0" * 50_000_000), "", 1_000_000)


def test_a_brotli_bomb_is_not_inflated():
    with pytest.raises(OverflowError, match=r"^$"):
        decode_body(brotli.compress(b"\0" * 50_000_000), "gzip, br", 1_000_000)


@pytest.mark.parametrize(
    ("body", "coding"),
    [
        (gzipped(b"<html>first ") + gzipped(b"second") + b"\0" * 8, ""),
        (zlib.compress(b"<html>first second"), "deflate"),
        (zlib.compress(b"<html>first second", wbits=-zlib.MAX_WBITS), "deflate"),
        (brotli.compress(b"<html>first second"), "gzip, br"),
        (b"<html>first second", "deflate"),
    ],
)
def test_nothing_of_a_compressed_body_is_lost(body, coding):
    assert decode_body(body, coding, 1000) == b"<html>first second"


def test_a_cut_brotli_body_is_cut():
    with pytest.raises(EOFError, match=r"^$"):
        decode_body(brotli.compress(bytes(range(256)) * 9)[:-9], "br", 10_000)


def test_the_digest_may_be_that_of_the_bytes_before_or_after_decompression():
    page = b"<html>a policy</html>"
    for digest in (sha1_base32(page), sha1_base32(gzipped(page))):
        replay = judge_replay(
            status=200,
            headers={"memento-datetime": "Wed, 01 Jan 2020 00:00:00 GMT"},
            body=gzipped(page),
            timestamp="20200101000000",
            digest=digest,
            max_bytes=1000,
        )
        assert (replay.outcome, replay.body, replay.note) == (Outcome.OK, page, None)


def test_zstd_is_undone_within_bounds_and_never_half():
    packed = zstandard.compress(BODY * 50)
    assert decode_body(packed, "zstd", 10_000) == BODY * 50
    assert decode_body(zstandard.compress(BODY) + zstandard.compress(BODY), "", 10_000) == BODY * 2
    with pytest.raises(EOFError, match=r"^$"):
        decode_body(packed[:-3], "zstd", 10_000)
    with pytest.raises(OverflowError, match=r"^$"):
        decode_body(zstandard.compress(bytes(50_000_000)), "zstd", 10_000)


@pytest.mark.parametrize(
    ("location", "again"),
    [
        ("/web/20200101000000id_/http://a.example/?x=1", "http://h/web/20200101000000id_/http://a.example/?x=1"),
        ("http://h/web/20200101000000/http://a.example/?x=1", "http://h/web/20200101000000id_/http://a.example/?x=1"),
        ("//other/web/20200101000000id_/https://a.example?x=1", "http://h/web/20200101000000id_/https://a.example?x=1"),
        ("/web/20200101000001id_/http://a.example/?x=1", None),  # another second
        ("/web/20200101000000id_/http://b.example/?x=1", None),  # another address
        ("/web/20200101000000id_/http://a.example?x=1", None),  # the very same: it would go on for ever
        ("http://a.example/?x=1", None),  # out of the archive
        ("", None),
    ],
)
def test_only_another_spelling_of_the_same_capture_is_asked_for_again(location, again):
    assert same_capture("http://h/web/20200101000000id_/http://a.example?x=1", location) == again
