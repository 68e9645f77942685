"""A crawl that is killed anywhere and run again ends where a crawl that was never killed ends."""

import os
import random
import signal
import sqlite3
import subprocess
import time
from contextlib import contextmanager, suppress
from dataclasses import replace

import pytest
from archive_server import Faults, serving
from made_captures import policy_life
from policytrail_runs import command, crawl, crawl_arguments, dump, environment, history, verify

KILLS = int(os.environ.get("POLICYTRAIL_TEST_KILLS", "30"))
TARGETS = ("https://shop.example/privacy", "https://mill.example/privacy.html")
LIVES = [
    *policy_life(TARGETS[0], captures=200, versions=24, seed=3),
    *policy_life(TARGETS[1], captures=200, versions=20, seed=4, start="20050101000000"),
]
FAULTS = Faults(seed=5, flaky=0.15, refusals=0.02, broken_lines=0.03, retry_after="0")


@contextmanager
def crawling(database, archive, *options):
    """Run a crawl in a process group of its own until the block ends; it and its helpers are ended then."""
    arguments = crawl_arguments(database, archive.base, *TARGETS, options=options)
    with subprocess.Popen(
        command(*arguments, impatient=True),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(),
        start_new_session=True,
    ) as process:
        try:
            yield process
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


@pytest.fixture(scope="module")
def crawled(tmp_path_factory):
    """The database of a crawl that was killed again and again, and of one that was not."""
    chance = random.Random(20240229)
    folder = tmp_path_factory.mktemp("crawled")
    killed, whole = folder / "killed.db", folder / "whole.db"
    with serving(LIVES) as archive:
        crawl(whole, archive.base, *TARGETS)
        archive.faults = FAULTS
        for _ in range(KILLS):
            kill_at = archive.asked.total() + chance.randrange(2, 20)
            with crawling(killed, archive) as process:
                while process.poll() is None and not archive.wait_for_requests(kill_at, timeout=0.2):
                    pass
                time.sleep(chance.random() * 0.1)  # anywhere in what follows the request
                process.kill()
        summary = crawl(killed, archive.base, *TARGETS)
        assert summary["failed"] == []
    return killed, whole


@pytest.mark.timeout(300)
def test_killed_at_random_moments_it_ends_with_the_same_history(crawled):
    killed, whole = crawled
    assert dump(killed, *TARGETS) == dump(whole, *TARGETS)
    verify(killed)


def test_killed_at_random_moments_it_keeps_the_same_proof(crawled):
    assert [pages_missing(database) for database in crawled] == [set(), set()]


def pages_missing(database):
    """The captures that bound a change in time, and so prove it, whose page was not kept."""
    with sqlite3.connect(database) as connection:
        rows = connection.execute("SELECT timestamp FROM pages JOIN captures ON captures.id = capture_id")
        kept = {stamp for (stamp,) in rows}
    later = [row for target in TARGETS for row in history(database, target)[1:]]
    return {row[end] for row in later for end in ("not_before", "first_capture")} - kept


@pytest.mark.parametrize("after_requests", [3, 20, 60])
def test_an_interrupt_stops_within_seconds_and_says_how_to_go_on(tmp_path, after_requests):
    with (
        serving(LIVES, faults=replace(FAULTS, refusals=0.0)) as archive,
        crawling(tmp_path / "a.db", archive) as process,
    ):
        archive.wait_for_requests(after_requests, 60)
        began = time.monotonic()
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to the helpers too
        _, said = process.communicate(timeout=30)
        took = time.monotonic() - began
    assert process.returncode == 130, said
    assert "the same command goes on from here" in said
    assert "Traceback" not in said, said
    assert took < 15  # of a machine at work; to wait for the answers under way takes minutes
    verify(tmp_path / "a.db")


def test_an_interrupt_ends_a_long_wait_too(tmp_path):
    with (
        serving(LIVES, faults=Faults(refusals=1.0, retry_after="100")) as archive,
        crawling(tmp_path / "a.db", archive) as process,
    ):
        archive.wait_for_requests(3, 60)  # two find out what the archive speaks, the third is refused and waits
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=5)
    assert process.returncode == 130, said
    assert "Traceback" not in said, said


def test_no_helper_outlives_a_killed_crawl(tmp_path):
    with serving(LIVES) as archive, crawling(tmp_path / "a.db", archive) as process:
        archive.wait_for_requests(10, 60)
        process.kill()
        process.wait()
        deadline = time.monotonic() + 20
        while group_lives(process.pid) and time.monotonic() < deadline:
            time.sleep(0.1)
        assert not group_lives(process.pid)


def group_lives(group):
    """Whether any process of a group is left."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True
