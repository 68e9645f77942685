"""The store: what is recorded can be recorded again, and a failure leaves nothing half done."""

import re
import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest

from db.errors import StoreError, UnknownTarget
from db.records import Breaker, ListedCapture
from db.store import Store

URL = "https://a.example/privacy"


@pytest.fixture
def store(tmp_path):
    store = Store(tmp_path / "a.db")
    store.add_document(URL, host="a.example", url=URL)
    yield store
    store.close()


@pytest.fixture
def document(store):
    return store.find_document(URL)


def row(timestamp, digest="D", url=URL):
    return ListedCapture(timestamp=timestamp, url=url, mimetype="text/html", status="200", digest=digest, length=9)


def listing(store, document, *rows, listed_from="", listed_to=None, complete=True, archive="x"):
    (location,) = store.locations(document.id)
    return store.record_listing(
        location, rows, archive=archive, listed_from=listed_from, listed_to=listed_to, complete=complete
    )


def test_a_document_is_added_once(store):
    assert not store.add_document(URL, host="a.example", url=URL)
    assert [document.name for document in store.documents()] == [URL]


@pytest.mark.parametrize("target", [URL, "a.example", f"{URL}/", "a.example/privacy"])
def test_a_document_is_found_by_name_site_and_address(store, document, target):
    assert store.find_document(target) == document


def test_what_is_not_tracked_is_one_line_that_says_what_to_do(store):
    with pytest.raises(UnknownTarget, match="policytrail add") as raised:
        store.find_document("b.example")
    assert "\n" not in str(raised.value)


def test_a_listing_taken_twice_adds_its_captures_once(store, document):
    rows = [row("20200101000000"), row("20210101000000"), row("20210101000000", digest="E")]
    assert listing(store, document, *rows) == 3
    assert listing(store, document, *rows) == 0
    assert len(store.captures(document.id)) == 3


def test_a_partial_listing_claims_nothing_more(store, document):
    listing(store, document, row("20200101000000"), listed_to="20200601000000")
    listing(store, document, row("20200201000000"), listed_to="20220101000000", complete=False)
    (location,) = store.locations(document.id)
    reach = store.listing_reach(location, store.remember_archive("x"))
    assert (location.listing, reach.is_complete, reach.listed_to) == ("partial", False, "20200601000000")


def test_each_archive_has_its_own_listing_and_captures(store, document):
    assert listing(store, document, row("20200101000000"), listed_to="20200101000000") == 1
    assert listing(store, document, row("20200101000000"), archive="y", complete=False) == 1
    (location,) = store.locations(document.id)
    assert location.listing == "partial"
    assert store.listing_reach(location, store.remember_archive("x")).is_complete
    first, second = store.captures(document.id)
    assert (first.digest, first.archive_id) != (second.digest, second.archive_id)


def test_captures_are_chosen_by_time(store, document):
    listing(store, document, *(row(f"20{year}0101000000") for year in (19, 20, 21)))
    assert [c.timestamp[:4] for c in store.captures(document.id, start="2020")] == ["2020", "2021"]
    assert [c.timestamp[:4] for c in store.captures(document.id, end="2020")] == ["2019", "2020"]


def test_captures_outside_the_time_of_a_location_are_not_the_documents(store, document):
    listing(store, document, *(row(f"20{year}0101000000") for year in (19, 20, 21)))
    (location,) = store.locations(document.id)
    store.bound_location(location.id, valid_from="20200101000000", valid_to="20210101000000")
    assert [capture.timestamp[:4] for capture in store.captures(document.id)] == ["2020"]


def test_the_address_of_a_capture_is_kept_as_the_archive_has_it(store, document):
    listing(store, document, row("20200101000000", url="http://www.a.example:80/privacy"), row("20210101000000"))
    assert [capture.url for capture in store.captures(document.id)] == ["http://www.a.example:80/privacy", URL]


def test_an_equal_text_is_the_same_version(store, document, make_version):
    listing(store, document, row("20200101000000"), row("20210101000000"))
    first, second = store.captures(document.id)
    version = make_version([("para", 0, "We keep little.")])
    assert store.record_version(document.id, first.id, version) == (1, True)
    assert store.record_version(document.id, second.id, replace(version, title="Other")) == (1, False)


def test_a_failed_transaction_leaves_nothing(store, document, make_version):
    listing(store, document, row("20200101000000"))
    (capture,) = store.captures(document.id)
    version = make_version([("para", 0, "We keep little.")])

    def record_and_stop():
        with store.transaction():
            store.record_version(document.id, capture.id, version)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt, match=r"^$"):
        record_and_stop()
    assert store.versions(document.id) == ()


def test_a_failure_inside_a_transaction_can_be_survived(store, document):
    def add_and_fail():
        with store.transaction():
            store.add_document("b.example", host="b.example", url=URL)
            store.database.conn.execute("INSERT INTO captures (timestamp) VALUES ('x')")

    with store.transaction():
        with pytest.raises(StoreError, match="constraint"):
            add_and_fail()
        store.add_document("c.example", host="c.example", url=URL)
    assert [document.name for document in store.documents()] == ["c.example", URL]


def test_sqlites_refusals_are_one_line_with_the_file(store):
    with pytest.raises(StoreError, match=rf"\A{re.escape(str(store.path))}: .*\Z"):
        store.rows("SELECT nothing FROM nowhere")


def test_a_file_that_is_not_there_is_not_made_by_reading(tmp_path):
    with pytest.raises(StoreError, match="policytrail add"):
        Store(tmp_path / "none.db", create=False)
    assert list(tmp_path.iterdir()) == []


def test_a_run_leaves_its_summary_and_the_breaker_to_the_next(store):
    run = store.start_run("crawl", "https://archive.example")
    store.remember_breaker("https://archive.example", Breaker(strikes=2, closed_until=9.5, reason="429"))
    store.finish_run(run, {"fetches": 3})
    assert store.breaker("https://archive.example") == Breaker(strikes=2, closed_until=9.5, reason="429")
    assert store.breaker("https://other.example").strikes == 0
    assert store.rows("SELECT summary FROM runs") == [{"summary": '{"fetches": 3}'}]


def test_a_run_gives_back_the_room_that_nothing_takes(store, document, make_version):
    listing(store, document, row("20200101000000"))
    (capture,) = store.captures(document.id)
    store.record_version(document.id, capture.id, make_version([("para", 0, "x" * 500_000)]))
    run = store.start_run("crawl", "x")
    store.remove_document(document.id)
    store.finish_run(run, {})
    assert store.rows("PRAGMA freelist_count") == [{"freelist_count": 0}]


def test_a_transaction_that_reads_first_keeps_other_writers_out_from_its_beginning(store):
    with closing(sqlite3.connect(store.path, timeout=0)) as other, store.transaction():
        assert store.rows("SELECT count(*) AS documents FROM documents") == [{"documents": 1}]
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("UPDATE documents SET name = 'theirs'")
        store.add_document("b.example", host="b.example", url="https://b.example/privacy")
    assert [document.name for document in store.documents()] == ["b.example", URL]
