"""Pages kept as evidence: byte for byte, small beside a key page, two hops at most from one that stands alone."""

import hashlib
import random
import statistics

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.errors import StoreError
from db.evidence import read_kept_page
from db.records import FetchedPage, ListedCapture


def fetched(body):
    return FetchedPage(body=body, headers={"content-type": "text/html"}, replay_place="https://archive.example/web/")


@pytest.fixture
def keep(history):
    """Keeps pages as captures of one document; returns the captures' ids."""
    store = history.store
    store.add_document("a.example", host="a.example", url="https://a.example/privacy")
    document = store.find_document("a.example")
    (location,) = store.locations(document.id)
    count = 0

    def keep(*bodies):
        nonlocal count
        stamps = [f"{20000101000000 + count + index}" for index in range(len(bodies))]
        count += len(bodies)
        listed = [
            ListedCapture(timestamp=stamp, url=location.url, mimetype="text/html", status="200", digest="D", length=1)
            for stamp in stamps
        ]
        store.record_listing(location, listed, archive="x", listed_from="", listed_to=None, complete=True)
        captures = [capture.id for capture in store.captures(document.id) if capture.timestamp in stamps]
        for capture, body in zip(captures, bodies, strict=True):
            store.keep_page(document.id, capture, fetched(body))
        return captures

    return keep


def noise(seed, size):
    return random.Random(seed).randbytes(size).hex().encode()


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(bodies=st.lists(st.binary(max_size=2000), min_size=1, max_size=5))
def test_every_page_comes_back_byte_for_byte(history, keep, bodies):
    captures = keep(*bodies)
    assert [read_kept_page(history.store.database, capture) for capture in captures] == bodies


def test_a_page_that_was_not_kept_is_none(history, keep):
    (capture,) = keep(b"x")
    assert read_kept_page(history.store.database, capture + 1) is None


def test_keeping_a_page_again_changes_nothing(history, keep):
    (capture,) = keep(b"first")
    history.store.keep_page(1, capture, fetched(b"second"))
    assert read_kept_page(history.store.database, capture) == b"first"


def test_pages_that_differ_by_a_nonce_cost_a_few_bytes(history, keep):
    common = noise(1, 20_000)
    keep(*(common + noise(seed, 8) for seed in range(2, 30)))
    rows = history.store.rows("SELECT length(zstd) AS size, key_page_id FROM pages ORDER BY id")
    assert rows[0]["key_page_id"] is None
    assert all(row["size"] < 100 and row["key_page_id"] for row in rows[1:])


def test_a_redesigned_page_becomes_a_key_page(history, keep):
    keep(*(noise(1, 5_000) + noise(seed, 8) for seed in range(10, 14)))
    keep(*(noise(2, 5_000) + noise(seed, 8) for seed in range(20, 30)))
    sizes = [row["size"] for row in history.store.rows("SELECT length(zstd) AS size FROM pages ORDER BY id")]
    assert sum(sizes) < 3.5 * max(sizes)
    assert max(sizes[-5:]) < 100


def test_a_first_page_unlike_all_others_does_not_stay_their_key(history, keep):
    keep(noise(1, 5_000), *(noise(2, 5_000) + noise(seed, 8) for seed in range(10, 30)))
    sizes = [row["size"] for row in history.store.rows("SELECT length(zstd) AS size FROM pages ORDER BY id")]
    assert sum(sizes) < 4.5 * max(sizes)
    assert max(sizes[-5:]) < 100


def test_pages_that_come_nearer_to_a_far_key_page_get_one_of_their_own(history, keep):
    parts = [noise(seed, 200) for seed in range(100)]
    keep(b"".join(parts), *(noise(1000 + at, 200) + b"".join(parts[100 - at :]) + noise(7, 5_000) for at in range(60)))
    sizes = [row["size"] for row in history.store.rows("SELECT length(zstd) AS size FROM pages ORDER BY id")]
    assert statistics.median(sizes) < 2_000


def test_a_site_that_flips_between_two_designs_keeps_both_as_keys(history, keep):
    designs = [noise(1, 5_000), noise(2, 5_000)]
    keep(*(designs[seed % 2] + noise(seed, 8) for seed in range(10, 40)))
    sizes = [row["size"] for row in history.store.rows("SELECT length(zstd) AS size FROM pages ORDER BY id")]
    assert max(sizes[-10:]) < 100


def test_no_page_is_more_than_two_hops_from_one_that_stands_alone(history, keep):
    keep(*(noise(seed // 5, 3_000) + noise(seed, 500) for seed in range(40)))
    hops = history.store.rows(
        "SELECT count(*) AS chained FROM pages JOIN pages AS key ON key.id = pages.key_page_id"
        " JOIN pages AS anchor ON anchor.id = key.key_page_id WHERE anchor.key_page_id IS NOT NULL OR pages.is_key"
    )
    assert hops == [{"chained": 0}]


def test_an_altered_page_is_refused(history, keep):
    (capture,) = keep(b"We never sell your data.")
    other = hashlib.sha256(b"We sell your data.").digest()
    with history.store.transaction():
        history.store.database.conn.execute("UPDATE pages SET sha256_bytes = ?", (other,))
    with pytest.raises(StoreError, match="altered"):
        read_kept_page(history.store.database, capture)
