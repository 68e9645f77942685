"""`policytrail crawl` through its entry point, over an archive whose every capture is known."""

import gzip
from itertools import pairwise

import pytest
from archive_server import Faults, serving
from made_captures import MadeCapture, instead, policy_life, policy_page
from policytrail_runs import crawl, dump, history, statuses, verify

SHOP = "https://shop.example/privacy"
LIFE = policy_life(SHOP, captures=40, versions=6)
TEXTS_OF_LIFE = 6


@pytest.fixture(scope="module")
def quiet(tmp_path_factory):
    """A database with all that there is to know of LIFE."""
    database = tmp_path_factory.mktemp("quiet") / "quiet.db"
    with serving(LIFE) as archive:
        summary = crawl(database, archive.base, SHOP)
    return database, summary


def texts(database, target=SHOP):
    return [row["sha256"] for row in history(database, target)]


def test_every_text_is_found_with_few_fetches(quiet):
    database, summary = quiet
    assert summary["versions_new"] == len(set(texts(database))) == TEXTS_OF_LIFE
    assert (summary["captures"], summary["changes_new"], summary["failed"]) == (len(LIFE), TEXTS_OF_LIFE - 1, [])
    assert TEXTS_OF_LIFE <= summary["fetches"] < len(LIFE) / 2
    verify(database)


def test_each_change_lies_between_two_captures_in_a_row(quiet):
    database, _ = quiet
    stamps = [capture.timestamp for capture in LIFE]
    rows = history(database, SHOP)
    assert rows[0]["not_before"] is None
    for before, after in pairwise(rows):
        assert (before["last_capture"], after["first_capture"]) in set(pairwise(stamps))
        assert after["not_before"] == before["last_capture"]


def test_a_second_run_fetches_nothing_and_changes_nothing(tmp_path):
    with serving(LIFE) as archive:
        crawl(tmp_path / "a.db", archive.base, SHOP)
        before = dump(tmp_path / "a.db", SHOP)
        again = crawl(tmp_path / "a.db", archive.base)
        assert archive.queries[-1]["from"] == LIFE[-1].timestamp
    assert (again["targets"], again["fetches"], again["versions_new"], again["captures"]) == (1, 0, 0, 0)
    assert dump(tmp_path / "a.db", SHOP) == before


def test_an_archive_with_bad_days_gives_the_same_history_without_a_hasty_request(tmp_path):
    life = [*LIFE, LIFE[3], LIFE[20]]  # rows given twice
    faults = Faults(seed=7, flaky=0.2, refusals=0.04, broken_lines=0.05)
    with serving(life, page_rows=15) as archive:
        crawl(tmp_path / "quiet.db", archive.base, SHOP)
        expected = dump(tmp_path / "quiet.db", SHOP)
        archive.faults = faults
        summary = crawl(tmp_path / "bad.db", archive.base, SHOP)
        assert archive.hasty == 0
    assert summary["failed"] == []
    assert dump(tmp_path / "bad.db", SHOP) == expected
    verify(tmp_path / "bad.db")


def test_new_captures_are_all_a_later_run_looks_at(tmp_path, quiet):
    with serving(LIFE[:30]) as archive:
        crawl(tmp_path / "a.db", archive.base, SHOP)
        archive.captures = LIFE
        archive.replayed.clear()
        later = crawl(tmp_path / "a.db", archive.base, SHOP)
        assert later["captures"] == 10
        assert {key[5:19] for key in archive.replayed} <= {capture.timestamp for capture in LIFE[30:]}
    assert texts(tmp_path / "a.db") == texts(quiet[0])


def test_a_crawl_in_small_bites_ends_where_one_crawl_ends(tmp_path):
    with serving(LIFE) as archive:
        crawl(tmp_path / "once.db", archive.base, SHOP)
        summaries = [
            crawl(tmp_path / "bites.db", archive.base, SHOP, options=("--max-fetches", fetches))
            for fetches in (5, 5, 99)
        ]
        assert [summary["fetches"] for summary in summaries[:2]] == [5, 5]
        assert dump(tmp_path / "bites.db", SHOP) == dump(tmp_path / "once.db", SHOP)


@pytest.mark.parametrize(
    ("sample", "period"),
    [("month", lambda stamp: stamp[:6]), ("half-year", lambda stamp: (stamp[:4], stamp[4:6] > "06")), ("all", str)],
)
def test_a_sample_fetches_one_capture_a_period(tmp_path, sample, period):
    with serving(LIFE) as archive:
        summary = crawl(tmp_path / "a.db", archive.base, SHOP, options=("--sample", sample))
    assert summary["fetches"] == len({period(capture.timestamp) for capture in LIFE})
    assert sample != "all" or summary["versions_new"] == TEXTS_OF_LIFE


def test_a_span_of_time_is_all_that_is_asked_for(tmp_path):
    with serving(LIFE) as archive:
        crawl(tmp_path / "a.db", archive.base, SHOP, options=("--from", "2010-06", "--to", "2011"))
        query = archive.queries[0]
    assert (query["from"], query["to"]) == ("201006", "2011")
    rows = history(tmp_path / "a.db", SHOP)
    assert all("201006" <= row["first_capture"] <= row["last_capture"] < "2012" for row in rows)


ELSEWHERE = b"<html><title>Page not found</title><body><h1>404 Not Found</h1><p>Sorry, no such page.</p></body></html>"


def test_what_is_no_copy_of_the_policy_is_no_version(tmp_path):
    packed = gzip.compress(policy_page(version=99), mtime=0)
    life = instead(LIFE, 10, body=ELSEWHERE)
    life = instead(life, 5, substituted=True)
    life = instead(life, 15, body=packed[: len(packed) // 2])
    life = instead(life, 20, body=packed[:40] + b"\0\0\0\0" + packed[44:])
    life = instead(life, 25, body=ELSEWHERE, status=404)
    life = instead(life, 30, body=b"")
    with serving(life) as archive:
        crawl(tmp_path / "a.db", archive.base, SHOP, options=("--sample", "all"))
    rows = history(tmp_path / "a.db", SHOP)
    assert len({row["sha256"] for row in rows}) == len(rows) == TEXTS_OF_LIFE
    outcomes = statuses(tmp_path / "a.db")[0]["outcomes"]
    assert (outcomes["soft_404"], outcomes["substituted"], outcomes["truncated"]) == (1, 1, 1)
    assert (outcomes["archived_error"], outcomes["unusable"]) == (1, 2)


def test_equal_digests_and_revisits_prove_a_text_without_a_fetch(tmp_path):
    pages = [policy_page(version=0)] * 8 + [policy_page(version=1)] * 8
    captures = [
        MadeCapture(timestamp=f"2015{month:02}{day}000000", url=SHOP, body=pages[place], revisit=day == "15")
        for place, (month, day) in enumerate((month, day) for month in range(1, 9) for day in ("01", "15"))
    ]
    with serving(captures) as archive:
        summary = crawl(tmp_path / "a.db", archive.base, SHOP)
    assert summary["fetches"] == 2
    assert [row["captures"] for row in history(tmp_path / "a.db", SHOP)] == [8, 8]


def test_what_was_refused_is_not_fetched_again_under_an_equal_digest(tmp_path):
    captures = [MadeCapture(timestamp=f"2015{month:02}01000000", url=SHOP, body=ELSEWHERE) for month in range(1, 9)]
    with serving(captures) as archive:
        summary = crawl(tmp_path / "a.db", archive.base, SHOP, options=("--sample", "all"))
        again = crawl(tmp_path / "a.db", archive.base, SHOP, options=("--sample", "all"))
    assert (summary["fetches"], again["fetches"]) == (1, 0)
    assert statuses(tmp_path / "a.db")[0]["outcomes"] == {"soft_404": 8}


def test_a_policy_that_moved_is_followed_to_its_new_address(tmp_path):
    new = "https://shop.example/legal/privacy"
    life = policy_life(SHOP, captures=8, versions=2)
    redirect = MadeCapture(
        timestamp="20120101000000",
        url=SHOP,
        body=b"moved",
        status=301,
        headers=(("Content-Type", "text/html"), ("Location", new)),
    )
    later = policy_life(new, captures=8, versions=3, start="20120201000000")
    with serving([*life, redirect, *later]) as archive:
        crawl(tmp_path / "a.db", archive.base, SHOP)
    rows = history(tmp_path / "a.db", SHOP)
    assert {row["url"] for row in rows} >= {SHOP, new}
    assert max(row["last_capture"] for row in rows) == later[-1].timestamp


def test_a_sites_name_is_enough(tmp_path, quiet):
    home = b'<html><title>Shop</title><body><p>Wool and yarn.</p><a href="/privacy">Privacy policy</a></body></html>'
    homepages = [
        MadeCapture(timestamp=f"20{year}0301000000", url="https://shop.example/", body=home + b"<!-- %d -->" % year)
        for year in range(10, 13)
    ]
    with serving([*homepages, *LIFE]) as archive:
        summary = crawl(tmp_path / "a.db", archive.base, "shop.example")
    assert summary["failed"] == []
    assert texts(tmp_path / "a.db", "shop.example") == texts(quiet[0])


def test_a_listing_whose_resume_key_repeats_is_partial_and_completed_by_the_next_run(tmp_path, quiet):
    with serving(LIFE, page_rows=15, faults=Faults(repeated_keys=1)) as archive:
        summary = crawl(tmp_path / "a.db", archive.base, SHOP, status=1)
        assert "repeated a resume key" in summary["failed"][0]["reason"]
        assert statuses(tmp_path / "a.db")[0]["listing"] == "partial"
        assert len(archive.queries) <= 4
        archive.faults = Faults()
        crawl(tmp_path / "a.db", archive.base, SHOP)
        assert statuses(tmp_path / "a.db")[0]["listing"] == "complete"
        assert texts(tmp_path / "a.db") == texts(quiet[0])
