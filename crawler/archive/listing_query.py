"""The query for the captures of one address, in the dialect of the archive."""

from collections.abc import Sequence

from crawler.archive.archives import Archive
from crawler.archive.cdx import Dialect, cdx_query


def listing_query(
    archive: Archive,
    url: str,
    *,
    limit: int,
    start: str | None = None,
    end: str | None = None,
    resume_key: str | None = None,
    match_type: str | None = None,
    filters: Sequence[str] = (),
    collapse: str | None = None,
) -> str:
    """Return the query as crawler.archive.cdx has it; of a TimeMap (all captures at once) the address."""
    if archive.dialect is Dialect.TIMEMAP:
        whole = f"{archive.base}/timemap/link/{url}"
        # The next part is where the archive says it is, but never at another archive.
        return resume_key if resume_key and resume_key.startswith(f"{archive.base}/") else whole
    return cdx_query(
        archive.cdx_endpoint,
        url,
        dialect=archive.dialect,
        limit=limit,
        start=start,
        end=end,
        resume_key=resume_key,
        match_type=match_type,
        filters=filters,
        collapse=collapse,
    )
