"""WARC and WACZ files are indexed as a CDX server would, and what is broken in them is told."""

import gzip
import io
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_captures import MadeCapture
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter
from warcs import write_wacz, write_warc

from crawler.archive.replay import sha1_base32
from crawler.archive.urlkeys import urlkey
from crawler.archive.warc_archive import find_warc_files, index_warcs, read_record
from db.errors import UnreadableArchive

URL = "https://shop.example/privacy"
PAGE = b"<html><p>We collect your name.</p></html>"


def made(day=1, **fields):
    return MadeCapture(**{"timestamp": f"201501{day:02}000000", "url": URL, "body": PAGE, **fields})


def test_a_record_has_the_fields_of_a_cdx_line(tmp_path):
    index = index_warcs(str(write_warc(tmp_path / "a.warc.gz", [made()])))
    (capture,) = index.of(URL)
    assert (capture.timestamp, capture.url, capture.status) == ("20150101000000", URL, "200")
    assert (capture.mimetype, capture.digest, capture.length) == ("text/html", sha1_base32(PAGE), len(PAGE))
    assert index.problems == ()


def test_the_digest_is_of_the_payload_as_archived(tmp_path):
    packed = gzip.compress(PAGE, mtime=0)
    headers = (("Content-Type", "text/html"), ("Content-Encoding", "gzip"))
    index = index_warcs(str(write_warc(tmp_path / "a.warc", [made(body=packed, headers=headers)])))
    (capture,) = index.of(URL)
    assert capture.digest == sha1_base32(packed)
    status, got, body = read_record(capture)
    assert (status, body) == (200, packed)
    assert ("Content-Encoding", "gzip") in got


def test_the_digest_tells_of_a_page_that_was_altered_later(tmp_path):
    path = write_warc(tmp_path / "a.warc", [made()])
    path.write_bytes(path.read_bytes().replace(b"your name", b"your NAME"))
    (capture,) = index_warcs(str(path)).of(URL)
    assert capture.digest == sha1_base32(PAGE)
    assert capture.digest != sha1_base32(read_record(capture)[2])


def test_a_record_written_without_its_digest_gets_one(tmp_path):
    path = write_warc(tmp_path / "a.warc", [made()])
    path.write_bytes(path.read_bytes().replace(b"WARC-Payload-Digest: sha1:", b"WARC-Payload-Digest: sha9:"))
    (capture,) = index_warcs(str(path)).of(URL)
    assert capture.digest == sha1_base32(PAGE)


def test_chunks_are_put_together(tmp_path):
    chunked = b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in (PAGE[:10], PAGE[10:])) + b"0\r\n\r\n"
    headers = (("Content-Type", "text/html"), ("Transfer-Encoding", "Chunked"))
    index = index_warcs(str(write_warc(tmp_path / "a.warc.gz", [made(body=chunked, headers=headers)])))
    (capture,) = index.of(URL)
    assert capture.digest == sha1_base32(PAGE)
    assert read_record(capture)[2] == PAGE


def test_a_revisit_has_no_status_and_the_digest_of_what_it_repeats(tmp_path):
    index = index_warcs(str(write_warc(tmp_path / "a.warc.gz", [made(1), made(2, revisit=True)])))
    first, revisit = index.of(URL)
    assert (revisit.mimetype, revisit.status, revisit.digest) == ("warc/revisit", "-", first.digest)


def test_captures_of_many_files_stand_in_order_of_time(tmp_path):
    (tmp_path / "deep").mkdir()
    write_warc(tmp_path / "late.warc.gz", [made(3), made(1)])
    write_warc(tmp_path / "deep" / "early.warc", [made(2)])
    assert [capture.timestamp[6:8] for capture in index_warcs(str(tmp_path)).of(URL)] == ["01", "02", "03"]


def test_each_record_is_read_from_where_it_stands(tmp_path):
    captures = [made(day, body=PAGE + b"%d" % day) for day in range(1, 9)]
    packed = write_wacz(tmp_path / "a.wacz", write_warc(tmp_path / "a.warc.gz", captures))
    for file in (tmp_path / "a.warc.gz", packed):
        bodies = [read_record(capture)[2] for capture in index_warcs(str(file)).of(URL)]
        assert bodies == [capture.body for capture in captures]


def test_a_cut_file_gives_what_stands_before_the_cut_and_says_so(tmp_path):
    captures = [made(day, body=PAGE * day) for day in range(1, 6)]
    for name in ("a.warc", "a.warc.gz"):
        whole = write_warc(tmp_path / name, captures).read_bytes()
        (tmp_path / name).write_bytes(whole[: len(whole) * 3 // 4])
        index = index_warcs(str(tmp_path / name))
        found = index.of(URL)
        assert 0 < len(found) < 5, name
        assert [capture.digest for capture in found] == [capture.digest for capture in captures[: len(found)]], name
        assert len(index.problems) == 1
        assert name in index.problems[0]


@given(cut=st.integers(0, 3000), flipped=st.integers(0, 3000), packed=st.booleans())
def test_no_damage_breaks_more_than_the_file(tmp_path_factory, cut, flipped, packed):
    path = tmp_path_factory.mktemp("damaged") / ("a.warc.gz" if packed else "a.warc")
    data = bytearray(write_warc(path, [made(day, body=PAGE * day) for day in range(1, 6)]).read_bytes())
    data[flipped % len(data)] ^= 0x55
    path.write_bytes(data[: max(1, cut % len(data))])
    with suppress(UnreadableArchive):
        assert all(capture.timestamp.isdigit() for capture in index_warcs(str(path)).of(URL))


def test_other_records_and_other_addresses_are_passed_over(tmp_path):
    buffer = io.BytesIO()
    writer = WARCWriter(buffer, gzip=False)
    writer.write_record(writer.create_warcinfo_record("a.warc", {"software": "test"}))
    request = StatusAndHeaders("GET / HTTP/1.1", [("Host", "shop.example")], is_http_request=True)
    writer.write_record(writer.create_warc_record(URL, "request", http_headers=request))
    writer.write_record(writer.create_warc_record("dns:shop.example", "response", payload=io.BytesIO(b"1.2.3.4")))
    (tmp_path / "a.warc").write_bytes(buffer.getvalue())
    write_warc(tmp_path / "b.warc", [made()])
    assert [capture.url for found in index_warcs(str(tmp_path)).captures.values() for capture in found] == [URL]
    with pytest.raises(UnreadableArchive, match="no capture of a web page"):
        index_warcs(str(tmp_path / "a.warc"))


def test_a_domain_holds_its_subdomains_and_no_namesakes(tmp_path):
    urls = (
        "https://shop.example/a",
        "https://www.shop.example/b",
        "https://legal.shop.example/c",
        "https://workshop.example/d",
    )
    index = index_warcs(str(write_warc(tmp_path / "a.warc", [made(url=url) for url in urls])))
    assert {capture.url for capture in index.of_domain("shop.example")} == set(urls[:3])


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("http://WWW.a.example:80/Privacy/", "https://a.example/privacy", True),
        ("https://a.example/?b=1&a=2", "https://a.example/?a=2&b=1", True),
        ("https://a.example/privacy", "https://a.example/terms", False),
        ("https://a.example/?a=1", "https://a.example/?a=2", False),
    ],
)
def test_addresses_are_looked_up_as_cdx_servers_do(one, other, same):
    assert (urlkey(one) == urlkey(other)) is same


@given(st.text(max_size=60))
def test_no_address_breaks_the_index(url):
    assert isinstance(urlkey(url), str)


def test_where_there_is_no_file_a_person_is_told_what_to_give(tmp_path):
    with pytest.raises(UnreadableArchive, match="no WARC or WACZ file"):
        find_warc_files(str(tmp_path))
