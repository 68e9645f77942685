"""How many fetches find how many texts: `--sample changes` against `--sample all`, on any archive.

python -m bench.fetches http://127.0.0.1:8090 https://example.com/privacy [URL...]
"""

import sys
import tempfile
from pathlib import Path

from bench.crawls import crawl, history


def main() -> None:
    """Print a table, a line for each address, and the sums."""
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    archive, targets = sys.argv[1], sys.argv[2:]
    print(f"{'captures':>9} {'texts':>6} {'found':>6} {'fetches':>8} {'share':>7}  address")
    sums = [0, 0, 0, 0]
    for target in targets:
        with tempfile.TemporaryDirectory() as folder:
            all_db, changes_db = Path(folder, "all.db"), Path(folder, "changes.db")
            everything, _ = crawl(all_db, archive, [target], "--sample", "all")
            sampled, _ = crawl(changes_db, archive, [target], "--sample", "changes")
            texts = {row["sha256"] for row in history(all_db, target)}
            found = texts & {row["sha256"] for row in history(changes_db, target)}
        counts = [everything["captures"], len(texts), len(found), sampled["fetches"]]
        sums = [total + count for total, count in zip(sums, counts, strict=True)]
        print_line(counts, target)
    print_line(sums, "all together")


def print_line(counts: list[int], label: str) -> None:
    """Print captures, texts, texts found, fetches and their share."""
    captures, texts, found, fetches = counts
    print(f"{captures:9} {texts:6} {found:6} {fetches:8} {fetches / max(1, captures):7.2%}  {label}")


if __name__ == "__main__":
    main()
