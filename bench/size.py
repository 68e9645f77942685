"""How large the database is beside a git repository that keeps the same captures, in the same run.

    python -m bench.size --archive ADDRESS URL...

Every capture of each URL is crawled twice, with `--keep changed` and with `--keep all`; what the second kept is what
goes into git, one commit for each capture, packed with `git gc --aggressive`. The limits are 0.5 and 1.5.
"""

import argparse
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench.crawls import crawl
from db.evidence import read_kept_page
from db.store import Store

LIMITS = {"changed": 0.5, "all": 1.5}


def main() -> None:
    """Print the sizes and their ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--archive", required=True)
    parser.add_argument("urls", nargs="+", metavar="URL")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sizes = {}
        for keep in LIMITS:
            path = folder / f"{keep}.db"
            summary, seconds = crawl(path, arguments.archive, arguments.urls, "--sample", "all", "--keep", keep)
            sizes[keep] = folded_size(path)
            print(f"--keep {keep}: {sizes[keep]:,} bytes, {summary['fetches']} captures in {seconds:.0f} s", flush=True)
            print_largest(path)
        began = time.perf_counter()
        commits, peer = git_size(folder / "peer.git", folder / "all.db")
        print(f"git: {peer:,} bytes, {commits} commits in {time.perf_counter() - began:.0f} s")
    for keep, limit in LIMITS.items():
        print(f"--keep {keep} / git: {sizes[keep] / peer:.3f} (limit {limit})")


def folded_size(path: Path) -> int:
    """Return the size of the database with its write-ahead log folded in; the file is as the crawl left it."""
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path.stat().st_size


def print_largest(path: Path) -> None:
    """Print which tables and indexes take the room (https://www.sqlite.org/dbstat.html)."""
    query = "SELECT name, sum(pgsize) FROM dbstat GROUP BY name ORDER BY 2 DESC LIMIT 8"
    with sqlite3.connect(path) as connection:
        print("  " + ", ".join(f"{name} {size:,}" for name, size in connection.execute(query)))


def git_size(repository: Path, database: Path) -> tuple[int, int]:
    """Commit every kept page in the order of capture; returns the commits and the bytes of all files, packed."""
    git = ["git", "-C", str(repository)]
    subprocess.run(["git", "init", "--quiet", "--bare", str(repository)], check=True)
    commits = 0
    with subprocess.Popen([*git, "fast-import", "--quiet"], stdin=subprocess.PIPE) as importer:
        assert importer.stdin is not None
        for commits, (file, timestamp, body) in enumerate(kept_pages(database), start=1):
            importer.stdin.write(fast_import_commit(file, timestamp, body, commits))
    if importer.returncode:
        raise subprocess.CalledProcessError(importer.returncode, "git fast-import")
    subprocess.run([*git, "gc", "--quiet", "--aggressive", "--prune=now"], check=True)
    return commits, sum(path.stat().st_size for path in repository.rglob("*") if path.is_file())


def kept_pages(database: Path) -> Iterator[tuple[str, str, bytes]]:
    """Yield (file name, timestamp, bytes) of every kept page, by time."""
    store = Store(database, create=False)
    for row in store.rows(
        "SELECT pages.document_id, capture_id, timestamp FROM pages JOIN captures ON captures.id = capture_id"
        " ORDER BY timestamp"
    ):
        body = read_kept_page(store.database, row["capture_id"])
        assert body is not None
        yield f"{row['document_id']}.html", row["timestamp"], body
    store.close()


def fast_import_commit(file: str, timestamp: str, body: bytes, number: int) -> bytes:
    """Return a commit that writes one file, as `git fast-import` reads it."""
    return b"".join(
        (
            b"commit refs/heads/main\n",
            f"committer bench <bench@example.org> {number} +0000\n".encode(),
            f"data {len(timestamp)}\n{timestamp}\n".encode(),
            f"M 100644 inline {file}\ndata {len(body)}\n".encode(),
            body,
            b"\n",
        )
    )


if __name__ == "__main__":
    main()
