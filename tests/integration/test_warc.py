"""WARC and WACZ files as an archive: a file, a folder, a glob, and what real files hold."""

import gzip

import pytest
from archive_server import serving
from made_captures import MadeCapture, policy_life, policy_page
from policytrail_runs import crawl, dump, history, policytrail, statuses, without_archive
from warcs import write_wacz, write_warc

SHOP = "https://shop.example/privacy"
LIFE = policy_life(SHOP, captures=16, versions=4)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    """The same captures as one file, uncompressed and compressed, as a folder of two, and packed."""
    folder = tmp_path_factory.mktemp("shelf")
    (folder / "two" / "deep").mkdir(parents=True)
    first = write_warc(folder / "two" / "first.warc.gz", LIFE[::2])
    second = write_warc(folder / "two" / "deep" / "second.warc.gz", LIFE[1::2])
    write_warc(folder / "one.warc", LIFE)
    write_warc(folder / "one.warc.gz", LIFE)
    write_wacz(folder / "packed.wacz", first, second)
    return folder


def told(database, base):
    """The history without the archive's address."""
    return without_archive(dump(database, SHOP), base)


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """The history as a server gives it."""
    database = tmp_path_factory.mktemp("served") / "served.db"
    with serving(LIFE) as archive:
        crawl(database, archive.base, SHOP)
    return told(database, archive.base)


@pytest.mark.parametrize("place", ["one.warc", "one.warc.gz", "two", "two/**/*.warc.gz", "packed.wacz"])
def test_files_give_what_a_server_gives(tmp_path, shelf, served, place):
    summary = crawl(tmp_path / "a.db", shelf / place, SHOP)
    assert (summary["captures"], summary["failed"]) == (len(LIFE), [])
    assert told(tmp_path / "a.db", "warc://files") == served


def test_a_second_run_over_files_fetches_nothing(tmp_path, shelf):
    crawl(tmp_path / "a.db", shelf / "one.warc.gz", SHOP)
    before = dump(tmp_path / "a.db", SHOP)
    again = crawl(tmp_path / "a.db", shelf / "one.warc.gz", SHOP)
    assert (again["fetches"], again["captures"], again["versions_new"]) == (0, 0, 0)
    assert dump(tmp_path / "a.db", SHOP) == before


def test_revisits_and_compressed_payloads_are_read(tmp_path):
    packed = (("Content-Type", "text/html"), ("Content-Encoding", "gzip"))
    captures = [
        MadeCapture(timestamp="20150101000000", url=SHOP, body=policy_page(version=0)),
        MadeCapture(timestamp="20150201000000", url=SHOP, body=policy_page(version=0), revisit=True),
        MadeCapture(timestamp="20150301000000", url=SHOP, body=gzip.compress(policy_page(version=1)), headers=packed),
        MadeCapture(timestamp="20150401000000", url=SHOP, body=policy_page(version=0), revisit=True),
        MadeCapture(timestamp="20150501000000", url=SHOP, body=policy_page(version=2)),
    ]
    crawl(tmp_path / "a.db", write_warc(tmp_path / "a.warc.gz", captures), SHOP, options=("--sample", "all"))
    assert statuses(tmp_path / "a.db")[0]["outcomes"].get("unusable", 0) == 0
    rows = history(tmp_path / "a.db", SHOP)
    assert [row["stretches"] for row in rows] == [[["20150101000000", "20150401000000"]], [["20150501000000"] * 2]]
    assert rows[0]["captures_seen"] == 3
    assert policytrail("show", f"{SHOP}@1.1", "--db", tmp_path / "a.db").status == 0  # the one that was taken back


def test_addresses_that_differ_in_scheme_www_and_slash_are_one(tmp_path):
    spellings = ("http://www.shop.example/privacy", "https://shop.example/privacy/", "http://shop.example:80/privacy")
    captures = [
        MadeCapture(timestamp=f"2015010{place}000000", url=url, body=policy_page(version=place))
        for place, url in enumerate(spellings, start=1)
    ]
    summary = crawl(tmp_path / "a.db", write_warc(tmp_path / "a.warc", captures), SHOP)
    assert (summary["captures"], summary["versions_new"]) == (3, 3)
