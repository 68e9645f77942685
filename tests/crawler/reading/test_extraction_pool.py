"""Pages are read outside the reactor: one that hangs or kills its process is unusable, and the next is read."""

import asyncio
import os
import subprocess
import sys
from pathlib import Path

from made_captures import policy_page
from misbehaving_extraction import misbehave

from crawler.reading import extraction_pool
from crawler.reading.extraction_pool import ExtractionPool
from db.outcomes import Outcome
from db.records import Capture, Document
from tracker.recording.record_page import FetchedCapture

SLOW_START = Path(__file__).parents[2] / "support" / "slow_start"
URL = "https://shop.example/privacy"
DOCUMENT = Document(id=1, name=URL, host="shop.example", kind="privacy", section=None, alternating=False)


def page(body):
    capture = Capture(
        id=1,
        location_id=1,
        timestamp="20150101000000",
        url=URL,
        mimetype="text/html",
        status="200",
        digest="D",
        length=None,
        outcome=None,
        version_id=None,
        target=None,
        note=None,
    )
    headers = {"content-type": "text/html; charset=utf-8"}
    return FetchedCapture(capture=capture, body=body, headers=headers, fingerprint="F", replay_url="", note=None)


def read(pool, *bodies):
    async def all_of_them():
        return [await pool.read(page(body), DOCUMENT) for body in bodies]

    return asyncio.run(all_of_them())


def test_a_policy_is_read():
    with ExtractionPool() as pool:
        (reading,) = read(pool, policy_page(version=0))
    assert reading.outcome == Outcome.OK
    assert reading.version.words > 50


def test_a_page_that_hangs_or_kills_its_process_is_unusable_and_the_next_is_read(monkeypatch):
    monkeypatch.setattr(extraction_pool, "_read_capture", misbehave)
    with ExtractionPool(seconds=0.5) as pool:
        hung, died, fine = read(pool, b"hang", b"die", b"fine")
    assert (hung.outcome, died.outcome, fine.outcome) == (Outcome.UNUSABLE, Outcome.UNUSABLE, Outcome.OK)
    assert "within" in hung.problem
    assert "exit 3" in died.problem


def test_processes_that_are_stopped_while_they_start_say_nothing_of_it(tmp_path):
    (tmp_path / "first").touch()
    os.mkfifo(tmp_path / "started")
    asked_to_be_slow = {
        "PYTHONPATH": str(SLOW_START),
        "SLOW_START_TOLD_BY": str(tmp_path / "first"),
        "SLOW_START_TELLS": str(tmp_path / "started"),
    }
    program = [sys.executable, SLOW_START / "stop_starting_pool.py"]
    ended = subprocess.run(
        program, env=os.environ | asked_to_be_slow, capture_output=True, text=True, timeout=100, check=False
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "started\n", "")


def test_a_pool_that_read_no_page_ends():
    with ExtractionPool():
        pass
