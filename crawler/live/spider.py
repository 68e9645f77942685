"""The spider that captures live pages: each page and what it redirects to, written as WARC records."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

from scrapy import Request, Spider
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.live.warc_writing import append_exchange
from crawler.run import arguments_of

MAX_REDIRECTS = 5


class LiveOutcome(StrEnum):
    """What became of a live page."""

    CAPTURED = "captured"
    REFUSED = "refused by robots.txt"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class LivePage:
    """A page to capture, for a target."""

    target: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveCapture:
    """What became of a page: `url` is where the redirects ended, `timestamp` when that was asked for, `note` why."""

    page: LivePage
    outcome: LiveOutcome
    url: str
    timestamp: str | None = None
    status: int | None = None
    note: str = ""


class LiveSpider(Spider):
    """Fetches the pages once, and writes every answer, also a redirect or an error, to the folder."""

    name = "live"

    def __init__(self, *, pages: tuple[LivePage, ...], folder: Path, found: list[LiveCapture], **kwargs: Any) -> None:  # noqa: ANN401 - Scrapy's own
        """Take the pages, where the WARC files stand, and where to tell what became of each page."""
        super().__init__(**kwargs)
        self.pages, self.folder, self.found = pages, folder, found

    async def start(self) -> AsyncIterator[Request]:
        """Ask for each page."""
        for page in self.pages:
            yield self._request(page, urldefrag(page.url).url, 0)

    def _request(self, page: LivePage, url: str, redirects: int) -> Request:
        return Request(
            url,
            callback=self.parse,
            errback=self.failed,
            dont_filter=True,
            cb_kwargs={"page": page, "redirects": redirects},
        )

    def parse(self, response: Response, page: LivePage, redirects: int) -> Iterator[Request]:
        """Write the answer down, and go on to where it redirects."""
        now = datetime.now(UTC)
        software = str(self.settings["USER_AGENT"])
        assert response.request is not None
        append_exchange(self.folder, response, response.request, now, software)
        location = (response.headers.get("Location") or b"").decode("latin-1")
        if 300 <= response.status < 400 and location:
            target = urldefrag(urljoin(response.url, location)).url
            problem = redirect_problem(target, redirects + 1)
            if problem is None:
                yield self._request(page, target, redirects + 1)
                return
            self._tell(page, LiveOutcome.FAILED, response.url, note=problem)
            return
        is_error = response.status >= 400
        self.found.append(
            LiveCapture(
                page=page,
                outcome=LiveOutcome.FAILED if is_error else LiveOutcome.CAPTURED,
                url=response.url,
                timestamp=f"{now:%Y%m%d%H%M%S}",
                status=response.status,
                note=f"status {response.status}" if is_error else "",
            )
        )

    def failed(self, failure: Failure) -> None:
        """No answer after all tries, or robots.txt says no."""
        page: LivePage = arguments_of(failure)["page"]
        url: str = failure.request.url  # type: ignore[attr-defined]  # set by scrapy.core.scraper
        if isinstance(failure.value, IgnoreRequest):
            self._tell(page, LiveOutcome.REFUSED, url, note="robots.txt asks not to; --ignore-robots is for own sites")
        else:
            note = f"{type(failure.value).__name__}: {failure.getErrorMessage()}"[:300]
            self._tell(page, LiveOutcome.FAILED, url, note=note)

    def _tell(self, page: LivePage, outcome: LiveOutcome, url: str, *, note: str) -> None:
        self.found.append(LiveCapture(page=page, outcome=outcome, url=url, note=note))


def redirect_problem(target: str, redirects: int) -> str | None:
    """Return why a redirect is not followed; None where it is.

    >>> redirect_problem("mailto:a@b.example", 1), redirect_problem("https://a.example/", 9)
    ('redirects to no page of the web', 'redirects more than 5 times')
    """
    if urlsplit(target).scheme not in {"http", "https"} or not urlsplit(target).hostname:
        return "redirects to no page of the web"
    return f"redirects more than {MAX_REDIRECTS} times" if redirects > MAX_REDIRECTS else None
