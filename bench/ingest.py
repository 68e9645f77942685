"""How long a crawl of every capture takes against extracting every capture with trafilatura, in the same run.

    python -m bench.ingest ARCHIVE URL

ARCHIVE: a base address or a path to WARC files. The limit is one fifth.
"""

import sys
import tempfile
import time
from pathlib import Path

import httpx
import trafilatura

from bench.crawls import crawl
from crawler.archive.archives import is_address
from crawler.archive.cdx import Dialect, cdx_query, read_listing
from crawler.archive.warc_archive import index_warcs, read_record

SAMPLED = 200
"""Captures extracted with trafilatura, evenly spread; the time for all is scaled from them."""


def main() -> None:
    """Print both times and their ratio."""
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    archive, target = sys.argv[1:]
    bodies = list(fetch_sample(archive, target))
    # Half of them before the crawl, half after it: a shared machine may be slower at one time than at another.
    seconds = extract_all(bodies[::2])
    with tempfile.TemporaryDirectory() as folder:
        summary, ours = crawl(Path(folder, "all.db"), archive, [target], "--sample", "all")
    seconds += extract_all(bodies[1::2])
    theirs = seconds / len(bodies) * summary["fetches"]
    print(f"captures fetched and recorded: {summary['fetches']} in {ours:.1f} s, {summary['versions_new']} versions")
    print(f"trafilatura on every capture: {theirs:.1f} s (measured on {len(bodies)}, without fetching)")
    print(f"ratio: {ours / theirs:.3f} (limit 0.200)")


def extract_all(bodies: list[bytes]) -> float:
    """Return how long trafilatura takes for all of them (seconds)."""
    began = time.perf_counter()
    for body in bodies:
        trafilatura.extract(body, favor_recall=True, include_comments=False, output_format="markdown")
    return time.perf_counter() - began


def fetch_sample(archive: str, target: str) -> list[bytes]:
    """Return the bodies of captures evenly spread over the history."""
    if not is_address(archive):
        captures = index_warcs(archive).of(target)
        return [read_record(capture)[2] for capture in spread(captures)]
    query = cdx_query(f"{archive}/cdx/search/cdx", target, dialect=Dialect.WAYBACK, limit=100_000)
    rows = read_listing(httpx.get(query, timeout=60).content).rows
    with httpx.Client(timeout=60) as client:
        return [client.get(f"{archive}/web/{row.timestamp}id_/{row.original}").content for row in spread(rows)]


def spread(items: tuple) -> list:  # type: ignore[type-arg]  # of whatever it is given
    """Return at most SAMPLED items, evenly spaced."""
    step = max(1, len(items) // SAMPLED)
    return list(items[::step])


if __name__ == "__main__":
    main()
