"""A real pywb over the sample archive: another dialect, the same histories."""

import os
import shutil
import socket
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from policytrail_runs import crawl, dump, statuses, verify, without_archive

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "sample" / "archive.warc.gz"
TARGETS = tuple((ROOT / "sample" / "targets.txt").read_text(encoding="utf-8").split())
PYWB = Path(os.environ.get("POLICYTRAIL_TEST_PYWB", ROOT / ".venv-pywb")) / "bin"
CONFIG = """\
redirect_to_exact: true
framed_replay: false
enable_memento: true
collections:
  web:
    index_paths: ./collections/coll/indexes/
    archive_paths: ./collections/coll/archive/
"""

pytestmark = pytest.mark.skipif(
    not (PYWB / "wayback").exists(), reason=f"no pywb in {PYWB.parent}; 'make pywb' installs it, given a network"
)


@contextmanager
def replaying(folder, *warcs):
    """Run pywb over WARC files on a free port of 127.0.0.1 until the block ends; yields the collection's address."""
    for arguments in (["init", "coll"], ["add", "coll", *map(str, warcs)]):
        subprocess.run([PYWB / "wb-manager", *arguments], cwd=folder, check=True, capture_output=True)
    (folder / "config.yaml").write_text(CONFIG, encoding="utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [PYWB / "wayback", "-b", "127.0.0.1", "-p", str(port)]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            wait_for(f"http://127.0.0.1:{port}/", process)
            yield f"http://127.0.0.1:{port}/web"
        finally:
            process.terminate()


def wait_for(address, process):
    """Wait until a server answers, for as long as it runs."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        try:
            httpx.get(address, timeout=5)
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"pywb did not start (exit status {process.poll()})")


@pytest.fixture(scope="module")
def pywb(tmp_path_factory):
    with replaying(tmp_path_factory.mktemp("pywb"), SAMPLE) as address:
        yield address


@pytest.fixture(scope="module")
def databases(tmp_path_factory, pywb):
    """The sample archive crawled through pywb and from its file."""
    folder = tmp_path_factory.mktemp("crawled")
    for name, archive in (("pywb", pywb), ("warc", SAMPLE)):
        crawl(folder / f"{name}.db", archive, *TARGETS, options=("--sample", "all"))
    return folder / "pywb.db", folder / "warc.db"


@pytest.mark.parametrize("target", TARGETS)
def test_pywb_and_the_file_itself_give_the_same_history(databases, target, pywb):
    through_pywb, from_file = (dump(database, target) for database in databases)
    assert without_archive(through_pywb, pywb) == without_archive(from_file, "warc://files/web")


def test_every_capture_has_the_same_outcome(databases):
    through_pywb, from_file = ([whatever_the_archive(row) for row in statuses(database)] for database in databases)
    assert through_pywb == from_file
    for database in databases:
        verify(database)


def whatever_the_archive(row):
    """Return what is known of a target without the archive's name, and without when it was looked at."""
    kept = {name: value for name, value in row.items() if name != "looked_at"}
    return kept | {"newest_captures": list(row["newest_captures"].values())}


def test_a_second_run_through_pywb_fetches_nothing(databases, tmp_path, pywb):
    shutil.copy(databases[0], tmp_path / "again.db")
    again = crawl(tmp_path / "again.db", pywb, options=("--sample", "all"))
    assert (again["targets"], again["fetches"], again["versions_new"]) == (len(TARGETS), 0, 0)


PYWB_SAMPLES = PYWB.parent / "sample_archive" / "warcs"


def test_rows_that_pywb_redirects_to_their_exact_address_are_captures(tmp_path):
    """Of pywb's own sample the index writes `http://example.com?example=1`, and replay redirects to `/?example=1`."""
    with replaying(tmp_path, PYWB_SAMPLES / "example.warc.gz", PYWB_SAMPLES / "dupes.warc.gz") as address:
        crawl(tmp_path / "a.db", address, "http://example.com/?example=1", options=("--sample", "all"))
    (row,) = statuses(tmp_path / "a.db")
    assert row["captures"] > 0
    assert "substituted" not in row["outcomes"]
