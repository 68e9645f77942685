"""A crawl in a process of its own, for the Python API: a request on standard input, its result on standard output.

Scrapy's reactor runs once in a process, and a notebook crawls again and again.
"""

import json
import sys
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from crawler.crawl import CrawlRequest, crawl
from crawler.planning.fetch_plan import Sample
from db.errors import PolicytrailError
from tracker.recording.record_page import Keep


def request_to_json(request: CrawlRequest) -> str:
    """Return a request as JSON."""
    return json.dumps(asdict(request), default=str)


def request_from_json(text: str) -> CrawlRequest:
    """Return the request that `request_to_json` wrote."""
    value: Mapping[str, Any] = json.loads(text)  # Any: the fields of CrawlRequest
    typed = {
        "db_path": Path(value["db_path"]),
        "targets": tuple(value["targets"]),
        "archive": value["archive"] if isinstance(value["archive"], str) else tuple(value["archive"]),
        "sample": value["sample"] and Sample(value["sample"]),
        "keep": Keep(value["keep"]),
    }
    return CrawlRequest(**{**value, **typed})


def main() -> None:
    """Crawl what standard input asks for; prints one JSON object: `summary`, or `error` with its class's name."""
    try:
        answer: dict[str, object] = {"summary": crawl(request_from_json(sys.stdin.read())).summary()}
    except PolicytrailError as error:
        answer = {"error": type(error).__name__, "message": str(error)}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
