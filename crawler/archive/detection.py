"""Finding out by looking how an archive's CDX server speaks."""

import httpx

from crawler.archive.archives import WAYBACK_MACHINE, Archive
from crawler.archive.cdx import Dialect
from crawler.archive.timemap import is_timemap
from crawler.settings import USER_AGENT
from db.errors import ArchiveUnreachable

PROBE = "http://example.com/"
TIMEOUT_SECONDS = 30.0


def detect_archive(base: str, authorization: str | None = None) -> Archive:
    """Return the archive at `base` with its dialect; asks it, unless it is the Wayback Machine itself.

    pywb answers at `{collection}/cdx` with JSON lines and a content type of its own; the Wayback Machine's dialect is
    at `/cdx/search/cdx`; what has neither may have TimeMaps. Raises ArchiveUnreachable if there is no answer.
    """
    if base == WAYBACK_MACHINE:
        return Archive(base=base, dialect=Dialect.WAYBACK)
    try:
        dialect = _dialect(
            base, {"User-Agent": USER_AGENT} | ({"Authorization": authorization} if authorization else {})
        )
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        message = f"{base}: no answer from the archive ({error}); check the address, or try again later"
        raise ArchiveUnreachable(message) from error
    return Archive(base=base, dialect=dialect, authorization=authorization)


def _dialect(base: str, headers: dict[str, str]) -> Dialect:
    query = {"url": PROBE, "output": "json", "limit": "1", "allowFuzzy": "false"}
    with httpx.Client(headers=headers, timeout=TIMEOUT_SECONDS, follow_redirects=False) as client:
        answer = client.get(f"{base}/cdx", params=query)
        if answer.status_code == 200 and "ndjson" in answer.headers.get("content-type", ""):
            return Dialect.PYWB
        timemap = client.get(f"{base}/timemap/link/{PROBE}")
        if not _is_links(timemap):
            return Dialect.WAYBACK
        without_cdx = client.get(f"{base}/cdx/search/cdx", params=query).status_code == 404
    return Dialect.TIMEMAP if without_cdx else Dialect.WAYBACK


def _is_links(answer: httpx.Response) -> bool:
    return "link-format" in answer.headers.get("content-type", "") or is_timemap(answer.text)
