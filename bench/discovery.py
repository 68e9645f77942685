"""How many requests find every address and every text of a policy that moved four times in fifteen years.

    python -m bench.discovery --overlay FILE    write the made-up site as an overlay for a replica of an archive
    python -m bench.discovery ARCHIVE           crawl it there; ARCHIVE: the replica's address

The limit is 40 requests in all, listings and captures.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from bench.crawls import crawl, history
from bench.discovery_site import HOST, STAYS, change_months, made_captures

MOST_REQUESTS = 40


def main() -> int:
    """Write the overlay, or print what a crawl of it found and needed; 1 if anything is missing or too much."""
    if len(sys.argv) == 3 and sys.argv[1] == "--overlay":
        Path(sys.argv[2]).write_text("".join(f"{capture.overlay_line}\n" for capture in made_captures()))
        return 0
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder, "discovery.db")
        summary, _ = crawl(database, sys.argv[1], [HOST])
        rows = history(database, HOST)
        trail = subprocess.run(
            [Path(sys.executable).with_name("policytrail"), "locations", HOST, "--db", str(database)],
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        ).stdout
    print(trail)
    found = [stay.url in trail.splitlines() for stay in STAYS]
    windows = [f"{row['not_before'] or 'the beginning':14} to {row['first_capture']}" for row in rows]
    print("\n".join(windows))
    months = [f"{year}{month:02}" for year, month in change_months()]
    right = [row["first_capture"][:6] for row in rows] == months
    requests = summary["cdx_requests"] + summary["fetches"]
    print(f"addresses found: {sum(found)} of {len(STAYS)}; texts: {len(rows)} of {len(months)}, dated rightly: {right}")
    parts = f"{summary['cdx_requests']} listings, {summary['fetches']} captures"
    print(f"requests: {requests} (limit {MOST_REQUESTS}): {parts}")
    return int(not (all(found) and right and requests < MOST_REQUESTS))


if __name__ == "__main__":
    sys.exit(main())
