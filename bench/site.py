"""How fast the site answers on a large database: each page asked by several readers at once.

    python -m bench.scale --database scale.db
    python -m bench.site scale.db [--readers N] [--questions N]

Says for each page the median and the 95th percentile in milliseconds beside the limits, and the memory of the server.
"""

import argparse
import random
import re
import statistics
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx

LIMITS = (150, 400)
"""Milliseconds: the median, and the 95th percentile."""
MEMORY_LIMIT_MB = 400
PAGES = {
    "start": "/",
    "documents": "/-/history?sort=changed",
    "document": "/-/history/{document}",
    "version": "/-/version/{document}/{version}",
    "change": "/-/change/{step}",
    "clause": "/-/clause/{document}/{lineage}",
    "search": "/-/search?q={word}",
    "trends": "/-/trends",
    "feed": "/-/feed.atom",
    "view changes": "/policytrail/changes",
    "view history": "/policytrail/history",
}
WORDS = ("licence", "warranty", "%22patent+claim%22", "contribution", "distribut*")


def main() -> None:
    """Serve the database, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("database", type=Path)
    parser.add_argument("--readers", type=int, default=8)
    parser.add_argument("--questions", type=int, default=40)
    options = parser.parse_args()
    program = Path(sys.executable).with_name("policytrail")
    command = [str(program), "serve", "--db", str(options.database), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        found = re.search(r"http://[^\s/]+", server.stdout.readline())
        assert found is not None
        try:
            for name, pattern in PAGES.items():
                measure(name, pattern, found[0], options.readers, options.questions)
            print(f"memory: {memory_mb(server.pid):.0f} MB (limit {MEMORY_LIMIT_MB})")
        finally:
            server.terminate()


def measure(name: str, pattern: str, address: str, readers: int, questions: int) -> None:
    """Ask for a page as often as there are questions, by several readers at once, and print how long it took."""
    chance = random.Random(name)
    documents = chance.choices(range(1, 900), k=questions)
    places = [
        pattern.format(
            document=document,
            version=chance.randint(1, 10),
            step=chance.randint(1, 9000),
            lineage=chance.randint(1, 40),
            word=chance.choice(WORDS),
        )
        for document in documents
    ]
    with httpx.Client(base_url=address, timeout=60) as client, ThreadPoolExecutor(readers) as pool:
        client.get(places[0])
        answers = list(pool.map(lambda place: ask(client, place), places))
    times = sorted(milliseconds for _, milliseconds in answers)
    failed = sum(status != 200 for status, _ in answers)
    high = times[int(len(times) * 0.95)]
    beside = f", {failed} of {len(answers)} failed" if failed else ""
    print(f"{name}: median {statistics.median(times):.0f} ms, 95th percentile {high:.0f} ms (limits {LIMITS}){beside}")


def ask(client: httpx.Client, place: str) -> tuple[int, float]:
    """Return the status of an answer and the milliseconds it took."""
    begin = time.perf_counter()
    status = client.get(place).status_code
    return status, 1000 * (time.perf_counter() - begin)


def memory_mb(process: int) -> float:
    """Return the most memory that a process held, in MB (Linux)."""
    text = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    peak = re.search(r"VmHWM:\s+(\d+)", text)
    assert peak is not None
    return int(peak[1]) / 1024


if __name__ == "__main__":
    main()
