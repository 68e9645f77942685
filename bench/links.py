"""How often the policy's true address is the first link, or among the first three, on pages that link to it.

    python bench/links.py PAGES

PAGES is a folder or a tar file with `index.jsonl` (id, service, url) and `<id>.html`. Policy pages usually link to
themselves, in their footer; those that do, by any of their addresses (the index, canonical), are counted.
"""

import json
import sys
import tarfile
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from crawler.links.page_links import read_links, read_tree
from crawler.links.ranking import canonical, rank_policy_links
from crawler.links.urls import page_key

FIRST_WANTED, THREE_WANTED = 0.97, 0.99


def main() -> int:
    """Print the figures and the pages that miss; 1 if a bar is missed, 0 otherwise or without data."""
    if len(sys.argv) < 2 or not Path(sys.argv[1]).exists():
        print("SKIPPED: give the folder or tar file of the pages")
        return 0
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(sys.argv[1])
        if folder.is_file():
            with tarfile.open(folder) as tar:
                tar.extractall(scratch, filter="data")
            folder = Path(scratch)
        return report(list(read_pages(folder)))


def read_pages(folder: Path) -> Iterator[tuple[str, str, bytes, set[str]]]:
    """Yield (id, address, body, keys of its true addresses) for each page whose address is known."""
    rows: list[dict[str, Any]] = [json.loads(line) for line in (folder / "index.jsonl").open(encoding="utf-8")]
    known = {row["service"]: row["url"] for row in rows if row["url"]}
    for row in rows:
        body = (folder / f"{row['id']}.html").read_bytes()
        named = canonical(body, url=row["url"] or known.get(row["service"]) or "http://unknown.invalid/")
        address = row["url"] or known.get(row["service"]) or named
        if address:
            yield row["id"], address, body, {page_key(one) for one in (address, named) if one}


def report(pages: list[tuple[str, str, bytes, set[str]]]) -> int:
    """Rank the links of each page that links to itself and print what was found."""
    counted = first = three = 0
    seconds = 0.0
    for name, address, body, truth in pages:
        tree = read_tree(body, None)
        if tree is None or not any(page_key(link.url) in truth for link in read_links(tree, url=address)):
            continue
        began = time.perf_counter()
        keys = [page_key(link.url) for link in rank_policy_links(body, url=address)]
        seconds += time.perf_counter() - began
        counted += 1
        place = next((place for place, key in enumerate(keys, 1) if key in truth), None)
        first += place == 1
        three += place is not None and place <= 3
        if place != 1:
            print(f"  {name}: {address} at {place}, first {keys[:3]}")
    if not counted:
        print("SKIPPED: no page that links to itself")
        return 0
    print(f"pages {counted}  {1000 * seconds / counted:.1f} ms a page")
    print(f"first {first / counted:.3f} (>= {FIRST_WANTED})  among three {three / counted:.3f} (>= {THREE_WANTED})")
    return int(first / counted < FIRST_WANTED or three / counted < THREE_WANTED)


if __name__ == "__main__":
    sys.exit(main())
