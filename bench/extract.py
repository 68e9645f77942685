"""How long a page takes, against trafilatura's own time for it in the same run, and how much memory a large one takes.

    python bench/extract.py PAGES [EVERY]

PAGES is a folder or a tar file with `*.html`; EVERY takes each so-many-th page only. The bar is 1.5 times
`trafilatura.extract` with its defaults, which finds no dates, no language, no sections and no reasons. Pages are
read in turns, processor time is counted, so that other programs on the machine matter little.
"""

import resource
import sys
import tarfile
import tempfile
import time
from pathlib import Path

import trafilatura

from db.errors import UnreadablePage
from tracker.extraction.extract import extract_page

WANTED_RATIO = 1.5
LARGE_BYTES = 20 * 2**20
WANTED_MEGABYTES = 1500


def main() -> int:
    """Print the times, the ratio and the memory; 1 if a bar is missed, 0 otherwise or without data."""
    if len(sys.argv) < 2 or not Path(sys.argv[1]).exists():
        print("SKIPPED: give the folder or tar file of the pages")
        return 0
    every = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(sys.argv[1])
        if folder.is_file():
            with tarfile.open(folder) as tar:
                tar.extractall(scratch, filter="data")
            folder = Path(scratch)
        bodies = [path.read_bytes() for path in sorted(folder.glob("*.html"))[::every]]
    ratio = compare_times(bodies)
    megabytes = weigh_large_page()
    return int(ratio > WANTED_RATIO or megabytes > WANTED_MEGABYTES)


def compare_times(bodies: list[bytes]) -> float:
    """Return our time a page as a multiple of trafilatura's, and print both."""
    ours = theirs = 0.0
    extract_page(bodies[0])
    trafilatura.extract(bodies[0])
    for body in bodies:
        began = time.process_time()
        extract_page(body)
        between = time.process_time()
        trafilatura.extract(body)
        ours += between - began
        theirs += time.process_time() - between
    ratio = ours / theirs
    milliseconds = (1000 * seconds / len(bodies) for seconds in (ours, theirs))
    print("{} pages: {:.1f} ms a page, trafilatura {:.1f} ms".format(len(bodies), *milliseconds))
    print(f"ratio {ratio:.2f} (wanted: at most {WANTED_RATIO})")
    return ratio


def weigh_large_page() -> float:
    """Return the peak of this process in MB after a page of 20 MiB, and print it with the time."""
    clause = "<h2>Chapter {0}</h2><p>We keep record number {0} of you for as long as the law requires it of us.</p>"
    count = LARGE_BYTES // len(clause)
    body = "".join(clause.format(number) for number in range(count)).encode()
    began = time.process_time()
    try:
        clauses = len(extract_page(body).clauses)
    except UnreadablePage as error:
        print(f"a page of 20 MiB is refused: {error}")
        return 0.0
    seconds = time.process_time() - began
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"a page of {len(body) / 2**20:.0f} MiB, {clauses} clauses: {seconds:.1f} s, {megabytes:.0f} MB at the peak")
    return megabytes


if __name__ == "__main__":
    sys.exit(main())
