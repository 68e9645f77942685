"""What a night costs: `policytrail run` over many documents, with nothing new, and with a new capture each.

    python -m bench.nightly [--documents 300] [--changed 20]

Each policy is captured every two days. Prints requests, processor time and memory of each run. Limits, for
300 documents: nothing new 5 s and 150 MB, a new capture each and 20 of them changed 30 s.
"""

import argparse
import contextlib
import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

TESTS = Path(__file__).parents[1] / "tests"
PROGRAM = Path(sys.executable).with_name("policytrail")


@dataclass(frozen=True, slots=True, kw_only=True)
class Night:
    """What a run took: processor seconds with those of its children, megabytes at most, and its words."""

    seconds: float
    megabytes: float
    status: int
    requests: int
    out: str
    err: str


def main() -> None:
    """Print what each night took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=300)
    parser.add_argument("--changed", type=int, default=20)
    arguments = parser.parse_args()
    sys.path.insert(0, str(TESTS / "support"))
    from archive_server import serving  # noqa: PLC0415 - the tests' archive

    urls = [f"https://s{number}.example/privacy" for number in range(arguments.documents)]
    with tempfile.TemporaryDirectory() as folder, serving(list(captures(urls, 0, 5))) as archive:
        database = Path(folder, "p.db")
        targets = Path(folder, "targets.txt")
        targets.write_text("\n".join(urls))
        command("add", "--from", targets, "--db", database)
        command("alerts", "add", "--name", "us", "--to", "stdout", "--digest", "immediately", "--db", database)
        show("the first night", run(database, archive))
        show("nothing new", run(database, archive))
        archive.captures += list(captures(urls, arguments.changed, 1))
        show(f"a new capture each, {arguments.changed} changed", run(database, archive))
        show("nothing new again", run(database, archive))


def captures(urls: list[str], changed: int, days_ago: int) -> Iterator[object]:
    """Yield captures of each policy, the last one so many days ago; of the first `changed` it shows another text."""
    from made_captures import MadeCapture, policy_page  # noqa: PLC0415 - see main

    now = datetime.now(UTC)
    for place, url in enumerate(urls):
        company = f"Company {place}"
        days = (days_ago,) if days_ago == 1 else range(days_ago, days_ago + 12, 2)
        for day in days:
            body = policy_page(version=int(place < changed), nonce=place * 100 + day, company=company)
            yield MadeCapture(timestamp=f"{now - timedelta(days=day):%Y%m%d%H%M%S}", url=url, body=body)


def command(*words: object) -> None:
    """Run a command to its end."""
    subprocess.run([PROGRAM, *map(str, words)], check=True, stdout=subprocess.DEVNULL)


def run(database: Path, archive: object) -> Night:
    """Make all due, and run."""
    with closing(sqlite3.connect(database)) as connection, contextlib.suppress(sqlite3.OperationalError), connection:
        connection.execute("UPDATE watches SET due_at = NULL")
    asked = archive.asked.total()  # type: ignore[attr-defined]  # an ArchiveServer
    base = archive.base  # type: ignore[attr-defined]  # an ArchiveServer
    words = [PROGRAM, "run", "--db", str(database), "--archive", base, "--rate", "0"]
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        process = subprocess.Popen(words, stdout=out, stderr=err)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        return Night(
            seconds=usage.ru_utime + usage.ru_stime,
            megabytes=usage.ru_maxrss / 1024,
            status=process.returncode,
            requests=archive.asked.total() - asked,  # type: ignore[attr-defined]  # an ArchiveServer
            out=out.read(),
            err=err.read(),
        )


def show(name: str, night: Night) -> None:
    """Print what a night took."""
    first = night.out.partition("\n")[0]
    print(
        f"{name}: {night.requests} requests, {night.seconds:.1f} s of processor, {night.megabytes:.0f} MB,"
        f" status {night.status}, {len(night.out)} characters told ({first}) {night.err[:200]}"
    )


if __name__ == "__main__":
    main()
