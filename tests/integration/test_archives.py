"""One history from several archives: servers and files at once, one of them failing, one added later."""

import socket

import pytest
from archive_server import Faults, serving
from made_captures import policy_life
from policytrail_runs import asked, crawl, dump, history, policytrail, statuses, verify
from warcs import write_warc

SHOP = "https://shop.example/privacy"
LIFE = policy_life(SHOP, captures=18, versions=5)


def nobody():
    """An address at which nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{free.getsockname()[1]}"


def windows(database):
    """What is said of each version wherever it was captured."""
    names = ("version", "sha256", "not_before", "first_capture", "last_capture", "stretches")
    return [{name: row[name] for name in names} for row in history(database, SHOP)]


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """The history out of one archive that has every capture."""
    database = tmp_path_factory.mktemp("whole") / "whole.db"
    with serving(LIFE) as archive:
        crawl(database, archive.base, SHOP, options=("--sample", "all"))
    return windows(database)


def test_archives_together_give_the_narrowest_windows(tmp_path, whole):
    warc = write_warc(tmp_path / "third.warc.gz", LIFE[2::3])
    with serving(LIFE[::3]) as first, serving(LIFE[1::3]) as second:
        together = ("--archive", second.base, "--archive", warc, "--sample", "all")
        summary = crawl(tmp_path / "a.db", first.base, SHOP, options=together)
        held = asked("archives", "--db", tmp_path / "a.db", "--json").json
    assert (summary["captures"], summary["failed"]) == (len(LIFE), [])
    assert windows(tmp_path / "a.db") == whole
    assert [(each["name"], each["captures"]) for each in held] == [
        (first.base, 6),
        (second.base, 6),
        ("third.warc.gz", 6),
    ]
    rows = history(tmp_path / "a.db", SHOP)
    assert {row["archive"] for row in rows} <= {first.base, second.base, "third.warc.gz"}
    assert all(row["replay_url"].startswith((first.base, second.base, "warc://files")) for row in rows)
    verify(tmp_path / "a.db")


def test_equal_bytes_are_fetched_once(tmp_path):
    with serving(LIFE) as first, serving(LIFE) as second:
        both = ("--archive", second.base, "--sample", "all")
        summary = crawl(tmp_path / "a.db", first.base, SHOP, options=both)
        assert first.replayed.total() + second.replayed.total() == len(LIFE)
    assert (summary["captures"], summary["fetches"]) == (2 * len(LIFE), len(LIFE))


def test_an_archive_that_fails_is_named_and_the_others_give_the_history(tmp_path, whole):
    closed = nobody()
    with serving(LIFE) as archive:
        options = ("--archive", closed, "--sample", "all")
        summary = crawl(tmp_path / "a.db", archive.base, SHOP, options=options, status=1)
    assert [each["archive"] for each in summary["archives_failed"]] == [closed]
    assert summary["failed"] == []
    assert windows(tmp_path / "a.db") == whole


def test_an_archive_that_withholds_an_address_keeps_nothing_back_in_others(tmp_path, whole):
    with serving(LIFE) as archive, serving(LIFE, excluded=frozenset({SHOP})) as other:
        options = ("--archive", other.base, "--sample", "all")
        summary = crawl(tmp_path / "a.db", archive.base, SHOP, options=options, status=1)
        assert summary["archives_failed"][0]["archive"] == other.base
    assert windows(tmp_path / "a.db") == whole
    assert statuses(tmp_path / "a.db")[0]["listing"] == "partial"


def test_a_troubled_archive_costs_no_text_of_either(tmp_path, whole):
    faults = Faults(flaky=0.3, refusals=0.05, broken_lines=0.2)
    with serving(LIFE[::2], faults=faults) as first, serving(LIFE[1::2]) as second:
        crawl(tmp_path / "a.db", first.base, SHOP, options=("--archive", second.base, "--sample", "all"))
        assert second.hasty == 0
    assert windows(tmp_path / "a.db") == whole


def test_an_archive_added_later_only_adds(tmp_path, whole):
    database = tmp_path / "a.db"
    told = ("alerts", "check", "--since-last", "--channel", "stdout", "--db", database)
    with serving(LIFE[::2]) as first, serving(LIFE[1::2]) as second:
        crawl(database, first.base, SHOP, options=("--sample", "all"))
        before = {row["sha256"]: row for row in history(database, SHOP)}
        policytrail(*told)
        crawl(database, second.base, SHOP, options=("--archive", first.base, "--sample", "all"))
        again = policytrail(*told)
    after = {row["sha256"]: row for row in history(database, SHOP)}
    assert set(before) <= set(after)
    assert all(after[text]["first_capture"] <= row["first_capture"] for text, row in before.items())
    assert all((after[text]["not_before"] or "") >= (row["not_before"] or "") for text, row in before.items())
    assert windows(database) == whole
    if set(before) == set(after):
        assert again.out == ""


def test_a_crawl_remembers_the_archives_of_its_database(tmp_path):
    database = tmp_path / "a.db"
    warc = write_warc(tmp_path / "second half.warc.gz", LIFE[10:])
    with serving(LIFE[:9]) as archive:
        crawl(database, archive.base, SHOP, options=("--archive", warc))
        archive.captures += LIFE[9:10]
        ended = policytrail("crawl", "--db", database, "--rate", "0", "--json", impatient=True)
        assert archive.queries[-1]["url"].endswith("shop.example/privacy")
    assert (ended.status, ended.json["captures"]) == (0, 1)


def test_the_proof_names_the_archives(tmp_path):
    database = tmp_path / "a.db"
    with serving(LIFE[::2]) as first, serving(LIFE[1::2]) as second:
        crawl(database, first.base, SHOP, options=("--archive", second.base, "--sample", "all"))
        ended = policytrail("prove", f"{SHOP}@2", "--out", tmp_path / "proof", "--db", database)
    assert ended.status == 0, ended.err
    readme = (tmp_path / "proof" / "README.md").read_text(encoding="utf-8")
    assert first.base in readme
    assert second.base in readme


def test_two_runs_over_the_same_archives_agree(tmp_path):
    with serving(LIFE[::2]) as first, serving(LIFE[1::2]) as second:
        crawl(tmp_path / "a.db", first.base, SHOP, options=("--archive", second.base))
        crawl(tmp_path / "b.db", first.base, SHOP, options=("--archive", second.base))
    assert dump(tmp_path / "a.db", SHOP) == dump(tmp_path / "b.db", SHOP)


def test_status_tells_the_newest_capture_of_each_archive_and_an_unusual_silence(tmp_path):
    database = tmp_path / "a.db"
    with serving(LIFE[::2]) as first, serving(LIFE[1::2]) as second:
        crawl(database, first.base, SHOP, options=("--archive", second.base))
        newest = {first.base: LIFE[-2].timestamp, second.base: LIFE[-1].timestamp}
    (found,) = statuses(database)
    assert found["newest_captures"] == newest
    assert found["silence"].startswith("no capture since ")
    assert found["silence"] in asked("status", "--db", database).out.replace("\n  ", " ")
