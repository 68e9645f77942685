"""Attacks on loopback: damaged inputs, changed bytes, kills, hostile archives, full disks, slow patterns.

    python -m bench.attacks [--minutes 2] [--flips 200] [--kills 100] [--seed 1]

Prints how many inputs were tried, bytes changed, kills survived, and the seconds and megabytes at most. Status 1 if
anything did not hold: a traceback, an input above 10 s or 1 GB, a changed byte that shows and is not found, a kill
after which the history is another one or a change was told twice or never.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
SUPPORT = ROOT / "tests" / "support"
MOST_MEGABYTES = 1000
HOSTILE = ("tests/faults", "tests/integration/test_bad_input.py", "tests/integration/test_faults.py")


def main() -> int:
    """Attack, and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=2)
    parser.add_argument("--flips", type=int, default=200)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    began = time.monotonic()
    failures = sum((
        attack_readers(60 * arguments.minutes, arguments.seed),
        attack_bytes(arguments.flips),
        run_tests("crawls killed", ["tests/integration/test_crash.py"], POLICYTRAIL_TEST_KILLS=str(arguments.kills)),
        attack_tellers(arguments.kills, arguments.seed),
        run_tests("hostile archives, files, disks and patterns", [*HOSTILE]),
    ))  # fmt: skip
    print(f"{time.monotonic() - began:.0f} s, {failures} did not hold")
    return int(failures > 0)


def attack_readers(seconds: float, seed: int) -> int:
    """Read damaged inputs; returns how many failed."""
    from fuzzed_inputs import fuzz  # noqa: PLC0415 - the tests' inputs

    came = fuzz(seconds, seed)
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    tried = ", ".join(f"{count} {kind}" for kind, count in came.tried.items())
    print(f"inputs tried: {tried}; {len(came.failed)} failed, {came.slowest:.1f} s and {megabytes:.0f} MB at most")
    for kind, body, why in came.failed[:10]:
        print(f"  {kind}: {body[:80]!r}\n  {why}")
    return len(came.failed) + (megabytes > MOST_MEGABYTES)


def attack_bytes(count: int) -> int:
    """Change bytes of a filled database, one at a time; returns how many showed a traceback, or were not found."""
    from flipped_bytes import TARGET, flips  # noqa: PLC0415 - the tests' commands

    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder, "p.db")
        program = Path(sys.executable).with_name("policytrail")
        words = [program, "crawl", TARGET, "--archive", ROOT / "sample/archive.warc.gz", "--db", database]
        subprocess.run(words, check=True, capture_output=True)
        came = flips(database.read_bytes(), range(count))
    broken = [flip for flip in came if flip.broken]
    unseen = [flip for flip in came if flip.changed and not flip.found]
    found, silent = sum(flip.found for flip in came), sum(not flip.found and not flip.changed for flip in came)
    print(f"bytes changed: {count}, {found} found, {silent} without effect, {len(unseen)} shown but not found")
    for flip in (*broken, *unseen):
        print(f"  {flip}")
    return len(broken) + len(unseen)


def attack_tellers(kills: int, seed: int) -> int:
    """Kill who tells; returns 1 if anything was lost, or told to anybody under two keys."""
    words = [sys.executable, "-m", "bench.outbox", "--kills", str(kills), "--seed", str(seed)]
    ended = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    print(f"alerts killed: {ended.stdout.strip() or ended.stderr[-500:]}")
    return int(ended.returncode != 0 or " 0 lost, 0 unexpected, 0 left" not in ended.stdout)


def run_tests(name: str, paths: list[str], **settings: str) -> int:
    """Run tests; returns 1 if any failed."""
    words = [sys.executable, "-m", "pytest", "-q", "-n", "2", "-p", "no:cacheprovider", *paths]
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    ended = subprocess.run(words, cwd=ROOT, env=os.environ | settings, capture_output=True, text=True, check=False)
    peak = max(before, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) / 1024
    print(f"{name}: {settings or ''} {ended.stdout.strip().splitlines()[-1]}, {peak:.0f} MB at most".replace("  ", " "))
    return int(ended.returncode != 0)


if __name__ == "__main__":
    sys.path.insert(0, str(SUPPORT))
    os.environ["PYTHONPATH"] = os.pathsep.join((str(SUPPORT), str(ROOT), os.environ.get("PYTHONPATH", "")))
    sys.exit(main())
