"""Records are read out of whatever they are packed in, and past what is broken between them."""

import gzip
import io
import re

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from crawler.archive.record_reader import read_record_at, read_records
from crawler.archive.records import Break

MAX_BYTES = 10_000
BODIES = [f"<html><p>This is the policy, number {number}.</p></html>".encode() * (number + 1) for number in range(5)]


def record(number, *, length=0):
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
    body = BODIES[number]
    header = (
        f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/{number}\r\n"
        f"WARC-Date: 202{number}-01-01T00:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(http) + len(body) + length}\r\n\r\n"
    )
    return header.encode() + http + body + b"\r\n\r\n"


def arc(number):
    http = b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n"
    block = http + BODIES[number]
    return (
        f"https://a.example/{number} 10.0.0.1 200{number}0101000000 text/html {len(block)}\n".encode() + block + b"\n"
    )


ARC_HEAD = b"filedesc://x.arc 0.0.0.0 20000101000000 text/plain 42\n1 0 Test\nURL IP-address Archive-date Content\n\n\n"
RECORDS = [record(number) for number in range(5)]


def gzipped(records):
    return [gzip.compress(one, mtime=0) for one in records]


def with_dictionary(records):
    samples = [one[at : at + 120] for one in RECORDS for at in range(0, len(one) - 120, 7)]
    dictionary = zstandard.train_dictionary(2048, samples)
    raw = dictionary.as_bytes()
    frame = (0x184D2A5D).to_bytes(4, "little") + len(raw).to_bytes(4, "little") + raw
    compressor = zstandard.ZstdCompressor(dict_data=dictionary)
    return [frame, *(compressor.compress(one) for one in records)]


def read(data):
    """The numbers of the records that come out whole, each found again at its place, and the breaks between."""
    numbers, breaks = [], []
    for each in read_records(io.BytesIO(data), max_bytes=MAX_BYTES):
        if isinstance(each, Break):
            breaks.append(each)
        elif each.kind == "response" and not each.is_cut:
            again = read_record_at(io.BytesIO(data), each.place, max_bytes=MAX_BYTES)
            assert again.payload == each.payload
            number = int(re.search(r"\d$", each.header("WARC-Target-URI"))[0])
            if each.payload == BODIES[number]:
                numbers.append(number)
    return numbers, breaks


@pytest.mark.parametrize(
    "data",
    [
        b"".join(RECORDS),
        b"".join(gzipped(RECORDS)),
        gzip.compress(b"".join(RECORDS), mtime=0),
        gzip.compress(b"".join(RECORDS[:2]), mtime=0) + gzip.compress(b"".join(RECORDS[2:]), mtime=0),
        b"".join(zstandard.ZstdCompressor().compress(one) for one in RECORDS),
        b"".join(with_dictionary(RECORDS)),
        b"".join([ARC_HEAD, *map(arc, range(5))]),
        b"".join(gzipped([ARC_HEAD, *map(arc, range(5))])),
    ],
    ids=["plain", "gzip", "one member", "members of several", "zstd", "zstd with a dictionary", "ARC", "ARC in gzip"],
)
def test_all_records_come_out_of_every_packing(data):
    assert read(data) == ([0, 1, 2, 3, 4], [])


@pytest.mark.parametrize("pack", [list, gzipped, with_dictionary], ids=["plain", "gzip", "zstd"])
@pytest.mark.parametrize(
    "between", [b"\0" * 512, b"garbage\r\n" * 20, b"\x1f\x8b\x08junk\r\n"], ids=["zeros", "text", "magic"]
)
def test_reading_goes_on_after_what_is_no_record(pack, between):
    packed = pack(RECORDS)
    numbers, _ = read(b"".join([*packed[:-2], between, *packed[-2:]]))
    assert numbers == [0, 1, 2, 3, 4]


@pytest.mark.parametrize("pack", [list, gzipped], ids=["plain", "gzip"])
@pytest.mark.parametrize("length", [-40, 40, 150])
def test_a_wrong_length_costs_no_other_record(pack, length):
    numbers, _ = read(b"".join(pack([RECORDS[0], record(1, length=length), *RECORDS[2:]])))
    assert [number for number in numbers if number != 1] == [0, 2, 3, 4]


def test_a_damaged_member_costs_itself_only_and_is_told():
    packed = [bytearray(one) for one in gzipped(RECORDS)]
    packed[2][len(packed[2]) // 2] ^= 0x55
    numbers, breaks = read(b"".join(packed))
    assert numbers == [0, 1, 3, 4]
    assert breaks
    assert breaks[0].goes_on


@pytest.mark.parametrize("pack", [list, gzipped], ids=["plain", "gzip"])
@pytest.mark.parametrize("missing", [1, 60, 150])
def test_a_cut_end_is_told(pack, missing):
    data = b"".join(pack(RECORDS))
    numbers, breaks = read(data[: -4 - missing])
    assert numbers[:4] == [0, 1, 2, 3]
    if numbers == [0, 1, 2, 3]:
        assert [each.goes_on for each in breaks] == [False]


def test_a_record_that_is_too_large_is_read_no_further_than_asked():
    large = gzip.compress(
        record(0)[:-4].replace(BODIES[0], b"x" * 50_000).replace(b"Content-Length: ", b"Content-Length: 9")
    )
    first = next(read_records(io.BytesIO(large), max_bytes=100))
    assert len(first.payload) == 100
    assert not first.is_whole


@given(cut=st.integers(0, 4000), flipped=st.integers(0, 4000), pack=st.sampled_from([list, gzipped, with_dictionary]))
def test_no_damage_ends_in_an_error(cut, flipped, pack):
    data = bytearray(b"".join(pack(RECORDS)))
    data[flipped % len(data)] ^= 0x55
    for each in read_records(io.BytesIO(data[: max(1, cut % len(data))]), max_bytes=MAX_BYTES):
        assert isinstance(each, Break) or len(each.payload) <= MAX_BYTES
