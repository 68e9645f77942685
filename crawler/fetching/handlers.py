"""Scrapy's download handlers: one that is polite to an archive over HTTP, one that answers from WARC files.

Both answer the same two kinds of request (CDX, `id_` replay), so that one spider serves every archive.
"""

import asyncio
import math
import time
from email.utils import format_datetime
from http import HTTPStatus
from urllib.parse import parse_qs, urlsplit

from scrapy import Request
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadConnectionRefusedError, DownloadFailedError, DownloadTimeoutError
from scrapy.http import Response
from waybackpy.cdx_snapshot import CDXSnapshot

from crawler.archive.cdx import Listing
from crawler.archive.replay import same_capture
from crawler.archive.warc_archive import REVISIT, WarcCapture, WarcIndex, read_record
from crawler.fetching.answers import ListingResponse
from crawler.fetching.politeness import Politeness
from tracker.text.retry_after import retry_after_seconds
from tracker.text.timestamps import moment_of


class PoliteHandler(HTTP11DownloadHandler):
    """Sends a request when its turn has come; a refusal closes the way for all requests to that archive."""

    def __init__(self, crawler: Crawler) -> None:
        """Take the longest wait for an answer from the settings."""
        super().__init__(crawler)
        self._timeout = crawler.settings.getfloat("DOWNLOAD_TIMEOUT")

    async def download_request(self, request: Request) -> Response:
        """Send when the turn has come, and once more where the archive spells the same capture's address otherwise."""
        response = await self._send(request)
        spelled = same_capture(request.url, (response.headers.get("Location") or b"").decode("latin-1"))
        if not 300 <= response.status < 400 or b"Memento-Datetime" in response.headers or spelled is None:
            return response
        return await self._send(request.replace(url=spelled))

    async def _send(self, request: Request) -> Response:
        """Wait for the turn, send, and note a refusal; sends nothing once the archive was given up."""
        politeness: Politeness = request.meta["source"].politeness
        earliest = float(request.meta.get("not_before", 0.0))
        kind = str(request.meta.get("kind", "replay"))
        while (wait := turn_wait(politeness, kind, earliest, time.time())) > 0:
            if politeness.is_over(time.time()):
                break
            await asyncio.sleep(min(wait, 1.0))
        now = time.time()
        if politeness.is_over(now):
            raise DownloadConnectionRefusedError(politeness.reason)
        left = politeness.deadline - now
        request.meta["download_timeout"] = min(request.meta.get("download_timeout", math.inf), self._timeout, left)
        try:
            response = await super().download_request(request)
        except DownloadConnectionRefusedError:
            politeness.connection_refused(time.time())
            raise
        except (DownloadFailedError, DownloadTimeoutError):
            if not politeness.is_over(time.time()):
                politeness.failed(time.time())
            raise
        note_answer(politeness, response)
        return response


def turn_wait(politeness: Politeness, kind: str, earliest: float, now: float) -> float:
    """Return how long a request waits (seconds): it takes no slot from others before its own time has come."""
    return earliest - now if earliest > now else politeness.reserve(kind, now)


def note_answer(politeness: Politeness, response: Response) -> None:
    """Note what an answer says of the archive: that it refuses us, is in trouble, or is well."""
    archived = b"Memento-Datetime" in response.headers
    asked = retry_after_seconds((response.headers.get("Retry-After") or b"").decode("latin-1"), time.time())
    if not archived and (response.status == 429 or (response.status == 503 and asked is not None)):
        reason = f"{response.status} {HTTPStatus(response.status).phrase}"
        politeness.refused(time.time(), reason, asked)
    elif not archived and response.status >= 500:
        politeness.failed(time.time())
    else:
        politeness.succeeded()


class WarcHandler(BaseDownloadHandler):
    """Answers `warc:///cdx/search/cdx?url=...` and `warc:///web/{timestamp}id_/{url}` from files."""

    lazy = True

    async def download_request(self, request: Request) -> Response:
        """Answer as the Wayback Machine would."""
        if request.meta["kind"] == "cdx":
            return self._listing(request)
        timestamp, _, url = request.url.partition("/web/")[2].partition("id_/")
        wanted = request.meta.get("original", url)
        index: WarcIndex = request.meta["source"].warcs
        for capture in index.at(wanted, timestamp):
            if capture.digest == request.meta.get("digest", capture.digest):
                return _replayed(request, capture)
        return Response(request.url, status=404, body=b"not in the WARC files", request=request)

    def _listing(self, request: Request) -> ListingResponse:
        query = {name: values[0] for name, values in parse_qs(urlsplit(request.url).query).items()}
        index: WarcIndex = request.meta["source"].warcs
        captures = index.of_domain if query.get("matchType") == "domain" else index.of
        rows = tuple(
            _row(capture)
            for capture in captures(query["url"])
            if query.get("from", "") <= capture.timestamp <= query.get("to", "").ljust(14, "9")
        )
        return ListingResponse(request.url, listing=Listing(rows=rows, resume_key=None, broken_lines=()))


def _row(capture: WarcCapture) -> CDXSnapshot:
    fields = {
        "urlkey": "-",
        "timestamp": capture.timestamp,
        "original": capture.url,
        "mimetype": capture.mimetype,
        "statuscode": capture.status,
        "digest": capture.digest,
        "length": str(capture.length),
    }
    return CDXSnapshot(fields)


def _replayed(request: Request, capture: WarcCapture) -> Response:
    if capture.mimetype == REVISIT and capture.origin is None:
        return Response(request.url, status=404, body=b"the WARC files do not hold what it repeats", request=request)
    status, headers, body = read_record(capture)
    kept = [
        (name, value) for name, value in headers if name.lower() in {"content-type", "content-encoding", "location"}
    ]
    replay = dict(kept) | {
        "Memento-Datetime": format_datetime(moment_of(capture.timestamp), usegmt=True),
        "X-Archive-Src": (capture.origin or capture).file.path.name,
    }
    return Response(request.url, status=status, headers=replay, body=body, request=request)
