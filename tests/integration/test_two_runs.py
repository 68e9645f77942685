"""Two crawls of one database at once: the second leaves, or waits if asked."""

import subprocess

from archive_server import Faults, serving
from made_captures import policy_life
from policytrail_runs import command, crawl, crawl_arguments, environment, history, policytrail, verify

SHOP = "https://shop.example/privacy"
LIFE = policy_life(SHOP, captures=12, versions=3)


def start(database, archive, *options):
    """Start a crawl and go on."""
    arguments = crawl_arguments(database, archive.base, SHOP, options=options)
    return subprocess.Popen(
        command(*arguments, impatient=True),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(),
    )


def test_the_second_run_ends_with_75_and_harms_nothing(tmp_path):
    with (
        serving(LIFE, faults=Faults(refusals=1.0, retry_after="3")) as archive,
        start(tmp_path / "a.db", archive) as first,
    ):
        archive.wait_for_requests(2, 60)  # it was told to wait, and holds the database meanwhile
        second = policytrail(*crawl_arguments(tmp_path / "a.db", archive.base, SHOP))
        archive.faults = Faults()
        assert second.status == 75
        assert len(second.error_lines) == 1
        assert "another run" in second.err
        assert second.out == ""
        assert first.wait(60) == 0
    assert len(history(tmp_path / "a.db", SHOP)) == 3
    verify(tmp_path / "a.db")


def test_the_second_run_waits_if_asked(tmp_path):
    with (
        serving(LIFE, faults=Faults(refusals=1.0, retry_after="3")) as archive,
        start(tmp_path / "a.db", archive) as first,
    ):
        archive.wait_for_requests(2, 60)
        archive.faults = Faults()
        again = crawl(tmp_path / "a.db", archive.base, SHOP, options=("--wait",))
        assert first.poll() == 0
    assert (again["fetches"], again["versions_new"]) == (0, 0)


def test_reading_goes_on_while_a_crawl_writes(tmp_path):
    with (
        serving(LIFE, faults=Faults(refusals=1.0, retry_after="2")) as archive,
        start(tmp_path / "a.db", archive) as first,
    ):
        archive.wait_for_requests(2, 60)
        assert history(tmp_path / "a.db", SHOP) == []
        archive.faults = Faults()
        assert first.wait(60) == 0
