"""Trying again what may work later: transient answers and broken connections, with a growing wait."""

import time
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    ResponseDataLossError,
)
from scrapy.http import Response

from crawler.fetching.politeness import Politeness

TRIES = 6
_TRANSIENT_STATUSES = frozenset({413, 421, 429, 500, 502, 503, 504, 520, 523, 599})
_TRANSIENT_ERRORS = (DownloadFailedError, DownloadTimeoutError, ResponseDataLossError)


class PatientRetry:
    """Downloader middleware: 2, 4, 8 ... seconds between tries; an archived error is content, not tried again."""

    def __init__(self, first_wait_seconds: float) -> None:
        """Take the first wait; each that follows is twice as long."""
        self.first_wait_seconds = first_wait_seconds

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Read RETRY_FIRST_WAIT (seconds)."""
        return cls(crawler.settings.getfloat("RETRY_FIRST_WAIT", 2.0))

    def process_response(self, request: Request, response: Response) -> Request | Response:
        """Try transient answers again; a 429 costs no try, the shared wait is its price."""
        if response.status not in _TRANSIENT_STATUSES or b"Memento-Datetime" in response.headers:
            return response
        again = self._again(request, f"status {response.status}", costs=response.status != 429)
        return response if again is None else again

    def process_exception(self, request: Request, exception: Exception) -> Request | None:
        """Try broken connections again; a refused one when the shared wait is over, which is its price."""
        politeness: Politeness = request.meta["source"].politeness
        if politeness.is_over(time.time()) or isinstance(exception, CannotResolveHostError):
            return None
        if isinstance(exception, DownloadConnectionRefusedError):
            return self._again(request, "connection refused", costs=False)
        if not isinstance(exception, _TRANSIENT_ERRORS):
            return None
        return self._again(request, "connection broken", costs=True)

    def _again(self, request: Request, reason: str, *, costs: bool) -> Request | None:
        tries = int(request.meta.get("tries", 0)) + int(costs)
        if tries >= TRIES:
            return None
        wait = self.first_wait_seconds * 2 ** (tries - 1) if costs else 0.0
        not_before = time.time() + wait
        if wait:
            request.meta["source"].politeness.tries_again(not_before, f"{reason}, try {tries + 1} of {TRIES}")
        meta = {**request.meta, "tries": tries, "not_before": not_before}
        return request.replace(meta=meta, dont_filter=True, priority=request.priority + 1)
