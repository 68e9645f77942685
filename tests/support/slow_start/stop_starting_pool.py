"""A program that stops its processes when the first of them has just come to life."""

import os
from pathlib import Path

from crawler.reading.extraction_pool import ExtractionPool

if __name__ == "__main__":
    with ExtractionPool() as pool:
        pool.wake()
        print(Path(os.environ["SLOW_START_TELLS"]).read_text(encoding="ascii"))
