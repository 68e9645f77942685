"""How many fetches find how many texts: `--sample changes` against `--sample all`, on any archive.

python -m bench.fetches http://127.0.0.1:8090 https://example.com/privacy [URL...]

The floor: two captures bound a change, and both ends are looked at, so no way of looking takes fewer than twice the
changes and the two ends.
"""

import sys
import tempfile
from pathlib import Path
from typing import Any

from bench.crawls import crawl, history


def main() -> None:
    """Print a table, a line for each address, and the sums."""
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    archive, targets = sys.argv[1], sys.argv[2:]
    print(f"{'captures':>9} {'texts':>6} {'found':>6} {'fetches':>8} {'share':>7} {'floor':>6} {'ratio':>6}  address")
    sums = [0, 0, 0, 0, 0]
    for target in targets:
        with tempfile.TemporaryDirectory() as folder:
            all_db, changes_db = Path(folder, "all.db"), Path(folder, "changes.db")
            everything, _ = crawl(all_db, archive, [target], "--sample", "all")
            sampled, _ = crawl(changes_db, archive, [target], "--sample", "changes")
            texts = {row["sha256"] for row in history(all_db, target)}
            found = texts & {row["sha256"] for row in history(changes_db, target)}
            floor = min(everything["captures"], 2 * count_changes(history(all_db, target)) + 2)
        counts = [everything["captures"], len(texts), len(found), sampled["fetches"], floor]
        sums = [total + count for total, count in zip(sums, counts, strict=True)]
        print_line(counts, target)
    print_line(sums, "all together")


def print_line(counts: list[int], label: str) -> None:
    """Print captures, texts, texts found, fetches and their share, the floor and how far above it the fetches are."""
    captures, texts, found, fetches, floor = counts
    share, ratio = fetches / max(1, captures), fetches / max(1, floor)
    print(f"{captures:9} {texts:6} {found:6} {fetches:8} {share:7.2%} {floor:6} {ratio:6.2f}  {label}")


def count_changes(rows: list[dict[str, Any]]) -> int:  # Any: JSON
    """Return how often a history passes from one text to another: each stretch of a text but the first begins so."""
    return max(0, sum(len(row["stretches"]) for row in rows) - 1)


if __name__ == "__main__":
    main()
