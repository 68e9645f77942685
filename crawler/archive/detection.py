"""Finding out by looking how an archive's CDX server speaks."""

import httpx

from crawler.archive.archives import WAYBACK_MACHINE, Archive
from crawler.archive.cdx import Dialect
from crawler.settings import USER_AGENT
from db.errors import ArchiveUnreachable

PROBE = "http://example.com/"
TIMEOUT_SECONDS = 30.0


def detect_archive(base: str, authorization: str | None = None) -> Archive:
    """Return the archive at `base` with its dialect; asks it once, unless it is the Wayback Machine itself.

    pywb answers at `{collection}/cdx` with JSON lines and a content type of its own; the Wayback Machine's dialect
    is at `/cdx/search/cdx`. Raises ArchiveUnreachable if there is no answer.
    """
    if base == WAYBACK_MACHINE:
        return Archive(base=base, dialect=Dialect.WAYBACK)
    try:
        answer = httpx.get(
            f"{base}/cdx",
            params={"url": PROBE, "output": "json", "limit": "1", "allowFuzzy": "false"},
            headers={"User-Agent": USER_AGENT} | ({"Authorization": authorization} if authorization else {}),
            timeout=TIMEOUT_SECONDS,
            follow_redirects=False,
        )
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        message = f"{base}: no answer from the archive ({error}); check the address, or try again later"
        raise ArchiveUnreachable(message) from error
    is_pywb = answer.status_code == 200 and "ndjson" in answer.headers.get("content-type", "")
    dialect = Dialect.PYWB if is_pywb else Dialect.WAYBACK
    return Archive(base=base, dialect=dialect, authorization=authorization)
