"""A disk that fills in mid-crawl: one line, nothing more is asked for, and the next run goes on."""

import subprocess
import sys
from pathlib import Path

import pytest
from policytrail_runs import crawl, dump, verify

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "sample" / "archive.warc.gz"
TARGETS = tuple((ROOT / "sample" / "targets.txt").read_text(encoding="utf-8").split())


@pytest.mark.parametrize("room", [350_000, 700_000])
def test_a_disk_that_fills_is_one_line_and_the_next_run_goes_on(tmp_path, room):
    command = [sys.executable, ROOT / "tests/support/short_of_room.py", str(room), "crawl", *TARGETS]
    options = ["--archive", SAMPLE, "--db", tmp_path / "a.db", "--sample", "all"]
    ended = subprocess.run([*command, *options], capture_output=True, text=True, check=False, timeout=100)
    assert ended.returncode == 1
    assert len(ended.stderr.splitlines()) == 1, ended.stderr
    assert "full" in ended.stderr
    crawl(tmp_path / "a.db", SAMPLE, *TARGETS, options=("--sample", "all"))
    crawl(tmp_path / "b.db", SAMPLE, *TARGETS, options=("--sample", "all"))
    verify(tmp_path / "a.db")
    for target in TARGETS:
        assert dump(tmp_path / "a.db", target) == dump(tmp_path / "b.db", target)
