"""What records of many writers tell about a capture, and which answer a revisit repeats."""

import base64
import gzip
import hashlib
import json
import zipfile

import pytest
import zstandard

from crawler.archive.replay import sha1_base32
from crawler.archive.warc_archive import index_warcs, read_record
from crawler.archive.warc_records import normalized_digest, warc_timestamp
from db.errors import UnreadableArchive

PAGE, LATER = b"<html><p>We collect your name.</p></html>", b"<html><p>We collect more.</p></html>"
URL = "https://a.example/privacy"
IDENTICAL = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"


def response(date, body=PAGE, *, url=URL, http="HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n", **headers):
    return _record("response", date, url, http.encode() + b"\r\n" + body, headers)


def revisit(date, *, url=URL, http="HTTP/1.1 200 OK\r\n", **headers):
    return _record("revisit", date, url, http.encode() + b"\r\n", {"WARC_Profile": IDENTICAL} | headers)


def _record(kind, date, url, block, headers):
    lines = [
        "WARC/1.1",
        f"WARC-Type: {kind}",
        f"WARC-Target-URI: {url}",
        f"WARC-Date: {date}",
        "Content-Type: application/http; msgtype=response",
        *(f"{name.replace('_', '-')}: {value}" for name, value in headers.items()),
        f"Content-Length: {len(block)}",
    ]
    return gzip.compress("\r\n".join(lines).encode() + b"\r\n\r\n" + block + b"\r\n\r\n")


def indexed(tmp_path, *records, name="a.warc.gz"):
    (tmp_path / name).write_bytes(b"".join(records))
    return index_warcs(str(tmp_path / name))


def sha256(body, encode=lambda digest: digest.hex()):
    return f"sha256:{encode(hashlib.sha256(body).digest())}"


@pytest.mark.parametrize(
    ("date", "timestamp"),
    [
        ("2020-01-10T10:20:30Z", "20200110102030"),
        ("2020-01-10T10:20:30.123456Z", "20200110102030"),
        ("2020-01-10T10:20Z", "20200110102000"),
        ("2020-01-10", "20200110000000"),
        ("2020-01", "20200101000000"),
        ("2020", "20200101000000"),
        ("20200110102030", "20200110102030"),
        ("2008-10-294", None),
        ("2008-13-01T00:00:00Z", None),
        ("2008-1-1T00:00:00Z", None),
        ("yesterday", None),
        ("", None),
        ("２０２０-01-01", None),
    ],
)
def test_dates_of_every_precision_are_read_and_others_are_none(date, timestamp):
    assert warc_timestamp(date) == timestamp


def test_a_date_that_is_none_is_named_and_costs_its_record_only(tmp_path):
    index = indexed(tmp_path, response("2008-10-294"), response("2020-01-01T00:00:00Z"))
    assert [capture.timestamp for capture in index.of(URL)] == ["20200101000000"]
    (problem,) = index.problems
    assert "'2008-10-294'" in problem


@pytest.mark.parametrize(
    "encode",
    [bytes.hex, lambda digest: base64.b32encode(digest).decode(), lambda digest: base64.b64encode(digest).decode()],
    ids=["hexadecimal", "base 32", "base 64"],
)
def test_digests_are_one_however_they_are_written(encode):
    digest = hashlib.sha256(PAGE).digest()
    assert normalized_digest(f"SHA-256:{encode(digest)}") == f"sha256:{digest.hex()}"


@pytest.mark.parametrize("digest", ["", ":", "sha1:", "sha1:zz", "sha256:abcd", "crc32:00000000", "no digest"])
def test_what_is_no_digest_matches_nothing(digest):
    assert normalized_digest(digest) == ""


@pytest.mark.parametrize("name", ["sha256", "md5", "sha512"])
def test_a_revisit_is_found_by_digests_of_other_kinds(tmp_path, name):
    digest = f"{name}:{hashlib.new(name, PAGE).hexdigest()}"
    first = response("2020-01-01T00:00:00Z", WARC_Payload_Digest=digest)
    again = revisit("2020-06-01T00:00:00Z", WARC_Payload_Digest=digest)
    captures = indexed(tmp_path, first, again).of(URL)
    assert {capture.digest for capture in captures} == {sha1_base32(PAGE)}
    assert [read_record(capture)[2] for capture in captures] == [PAGE, PAGE]


def test_a_revisit_of_another_address_repeats_what_it_names(tmp_path):
    digest = f"sha1:{sha1_base32(PAGE)}"
    other = response("2020-01-01T00:00:00Z", url="https://a.example/old", WARC_Payload_Digest=digest)
    again = revisit(
        "2020-06-01T00:00:00Z", WARC_Payload_Digest=digest, WARC_Refers_To_Target_URI="https://a.example/old"
    )
    (capture,) = indexed(tmp_path, other, again).of(URL)
    assert read_record(capture)[2] == PAGE


def test_a_page_that_was_not_modified_is_the_last_one_before(tmp_path):
    not_modified = {"WARC_Profile": NOT_MODIFIED, "http": "HTTP/1.1 304 Not Modified\r\n"}
    captures = indexed(
        tmp_path,
        response("2020-01-01T00:00:00Z"),
        revisit("2020-06-01T00:00:00Z", **not_modified),
        response("2021-01-01T00:00:00Z", LATER),
        revisit("2021-06-01T00:00:00Z", WARC_Refers_To_Date="2020-01-01T00:00:00Z", **not_modified),
    ).of(URL)
    assert [read_record(capture)[2] for capture in captures] == [PAGE, PAGE, LATER, PAGE]


def test_a_revisit_whose_origin_is_not_at_hand_is_listed_without_a_body(tmp_path):
    index = indexed(
        tmp_path, response("2020-01-01T00:00:00Z"), revisit("2020-06-01T00:00:00Z", WARC_Payload_Digest=sha256(LATER))
    )
    assert index.of(URL)[1].origin is None


def test_a_media_type_with_blanks_is_the_type_alone(tmp_path):
    http = "HTTP/1.1 200 OK\r\nContent-Type: text/html charset=utf-8\r\n"
    (capture,) = indexed(tmp_path, response("2020-01-01T00:00:00Z", http=http)).of(URL)
    assert capture.mimetype == "text/html"


def test_chunks_that_are_none_are_the_body_itself(tmp_path):
    http = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n"
    (capture,) = indexed(tmp_path, response("2020-01-01T00:00:00Z", http=http)).of(URL)
    assert read_record(capture)[2] == PAGE


def packaged(path, **members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as package:
        for name, content in members.items():
            package.writestr(name.replace("__", "/").replace("_DOT_", "."), content)
    return path


def test_packages_in_packages_and_beside_them_are_read(tmp_path):
    inner = packaged(tmp_path / "inner.wacz", archive__a_DOT_warc_DOT_gz=response("2020-01-01T00:00:00Z"))
    packaged(tmp_path / "outer.wacz", inner_DOT_wacz=inner.read_bytes())
    described = {"profile": "multi-wacz-package", "resources": [{"path": "inner.wacz"}, {"path": "gone.wacz"}]}
    packaged(tmp_path / "multi.wacz", datapackage_DOT_json=json.dumps(described))
    assert len(index_warcs(str(tmp_path / "outer.wacz")).of(URL)) == 1
    index = index_warcs(str(tmp_path / "multi.wacz"))
    assert len(index.of(URL)) == 1
    assert "'gone.wacz'" in index.problems[0]


def test_a_package_that_leads_out_of_its_folder_is_not_followed(tmp_path):
    packaged(tmp_path / "secret.wacz", archive__a_DOT_warc_DOT_gz=response("2020-01-01T00:00:00Z"))
    (tmp_path / "in").mkdir()
    described = {"profile": "multi-wacz-package", "resources": [{"path": "../secret.wacz"}]}
    packaged(tmp_path / "in" / "multi.wacz", datapackage_DOT_json=json.dumps(described))
    with pytest.raises(UnreadableArchive, match="not beside it"):
        index_warcs(str(tmp_path / "in" / "multi.wacz"))


def test_one_odd_file_does_not_cost_the_folder(tmp_path):
    (tmp_path / "a.wacz").write_bytes(b"no package")
    (tmp_path / "b.warc.gz").write_bytes(b"\x1b[2Jno record")
    (tmp_path / "c.warc.zst").write_bytes(zstandard.compress(gzip.decompress(response("2020-01-01T00:00:00Z"))))
    index = index_warcs(str(tmp_path))
    assert len(index.of(URL)) == 1
    assert len(index.problems) == 2
    assert all(problem.isprintable() for problem in index.problems)
