"""Throws broken pages at the extraction for a while: damaged copies of given pages, soups of tags, bytes.

    python bench/fuzz_extraction.py MINUTES [PAGES] [SEED]

PAGES is a folder with `*.html`, none is needed. A page that raises anything but UnreadablePage, or takes longer than
ten seconds of processor time, is written to the working directory and named; the status is 1 then.
"""

import random
import sys
import time
import traceback
from collections.abc import Iterator
from pathlib import Path

from db.errors import UnreadablePage
from tracker.extraction.extract import extract_page

SECONDS_A_PAGE = 10
SOUP = (
    *b"<div> </div> <p> </p> <table> <tr> <td> </table> <ul> <li> </ul> <h1> </h2> <b> </b> </a> <nav> <form>".split(),
    *b"<pre> <svg> <!-- --> <script> </script> <![CDATA[ &#x0; &amp %PDF-1.4 <br> <frameset> <x-y>".split(),
    *b"<details><summary> <sup>1</sup> <select><option> \0 \xff \xc3\xa9 \xe2\x80\x99".split(),
    b"<ol start=9>",
    b"<a href='#x'>",
    b"<a name=x>",
    b"<frame src=a>",
    b"<div hidden>",
    b"<?xml version='1.0'?>",
    b"We keep data. ",
    b"Updated 1 May 2020",
    b"\n",
)


def main() -> int:
    """Print how many pages were read, refused and failed; 1 if any failed."""
    if len(sys.argv) < 2:
        print("SKIPPED: give the minutes")
        return 0
    seeds = [path.read_bytes() for path in sorted(Path(sys.argv[2]).glob("*.html"))] if len(sys.argv) > 2 else []
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    until = time.monotonic() + 60 * float(sys.argv[1])
    read = refused = failed = 0
    slowest = 0.0
    for body in damaged_pages(seeds, random.Random(seed)):
        began = time.process_time()
        try:
            extract_page(body, section="#x")
            read += 1
        except UnreadablePage:
            refused += 1
        except Exception:  # noqa: BLE001 - whatever it is, it is what we look for
            failed += keep(body, traceback.format_exc())
        seconds = time.process_time() - began
        slowest = max(slowest, seconds)
        if seconds > SECONDS_A_PAGE:
            failed += keep(body, f"{seconds:.1f} s")
        if time.monotonic() > until:
            break
    print(f"seed {seed}: {read} pages read, {refused} refused, {failed} failed, the slowest {slowest:.2f} s")
    return int(failed > 0)


def damaged_pages(seeds: list[bytes], chance: random.Random) -> Iterator[bytes]:
    """Yield pages without end."""
    while True:
        if seeds and chance.random() < 0.4:
            yield damage(chance.choice(seeds), chance)
        elif chance.random() < 0.9:
            yield b"".join(chance.choices(SOUP, k=chance.randrange(1, 400)))
        else:
            yield chance.randbytes(chance.randrange(5000))


def damage(body: bytes, chance: random.Random) -> bytes:
    """Return a page cut short, with pieces of it taken out, put elsewhere, or overwritten."""
    page = bytearray(body[: chance.randrange(len(body) + 1)])
    for _ in range(chance.randrange(20)):
        start, length = chance.randrange(len(page) + 1), chance.randrange(400)
        piece = chance.choice((b"", chance.choice(SOUP), chance.randbytes(8), bytes(page[start : start + length]) * 2))
        page[start : start + length] = piece
    return bytes(page)


def keep(body: bytes, what: str) -> int:
    """Write a page that failed to the working directory, print why, and return 1."""
    path = Path(f"fuzz-{abs(hash(body)):x}.bin")
    path.write_bytes(body)
    print(f"{path}: {what}")
    return 1


if __name__ == "__main__":
    sys.exit(main())
