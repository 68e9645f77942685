"""How a document's captures are sampled is remembered."""

import pytest
from made_captures import MadeCapture, policy_page
from policytrail_runs import crawl
from warcs import write_warc

from crawler.crawl import CrawlRequest
from db.store import Store
from policytrail.crawl_process import request_from_json, request_to_json

URL = "https://a.example/privacy"
DAYS = [f"2020{month:02}{day:02}000000" for month in range(1, 7) for day in (3, 12, 21)]


@pytest.fixture
def archive(tmp_path):
    captures = [
        MadeCapture(url=URL, timestamp=day, body=policy_page(version=1, nonce=place)) for place, day in enumerate(DAYS)
    ]
    return write_warc(tmp_path / "a.warc.gz", captures)


def sample_of(path):
    store = Store(path, create=False)
    (document,) = store.documents()
    store.close()
    return document.sample


def test_what_was_asked_for_once_holds_for_the_next_crawl(archive, tmp_path):
    database = tmp_path / "a.db"
    crawl(database, archive, URL, options=("--sample", "month", "--max-fetches", "0"))
    crawl(database, archive, URL)
    assert sample_of(database) == "month"
    store = Store(database, create=False)
    looked_at = {capture.timestamp[:6] for capture in store.captures(1) if capture.outcome is not None}
    store.close()
    assert looked_at == {day[:6] for day in DAYS}


def test_who_never_said_has_the_changes_looked_for(archive, tmp_path):
    ended = crawl(tmp_path / "a.db", archive, URL)
    assert sample_of(tmp_path / "a.db") is None
    assert ended["fetches"] < 6


def test_a_request_without_a_sample_survives_the_way_to_its_process(tmp_path):
    request = CrawlRequest(db_path=tmp_path / "a.db")
    assert request_from_json(request_to_json(request)).sample is None
