"""The site's own archived addresses that look like its policy's: for the times no homepage tells.

One CDX query for the whole domain, collapsed to one row for each address, filtered and bounded by the archive and
again by us.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure
from waybackpy.cdx_snapshot import CDXSnapshot

from crawler.archive.cdx import Dialect
from crawler.archive.listing_query import listing_query
from crawler.fetching.answers import listing_of
from crawler.links.ranking import score_address
from crawler.links.urls import host_of, page_key
from crawler.planning.fetch_plan import days_between
from crawler.run import DocumentCrawl, arguments_of
from crawler.sources import Source
from crawler.stages.base import Stage
from crawler.stages.requests import archive_request
from crawler.stages.trail import SILENT_DAYS
from db.records import FoundBy, Location, Role
from tracker.policy.names import policy_words

SEARCH_LIMIT = 3_000
"""Addresses an answer: a domain has few that speak of privacy, but for those with a page for each of its users."""
MAX_FOUND = 3
MAX_GAPS = 3
FOUND_SCORE = 0.3
"""An address whose last part is a policy's name and little else (see crawler.links.ranking.score_address)."""
_READABLE = frozenset({"text/html", "application/xhtml+xml", "application/pdf", "text/plain", "warc/revisit", "unk"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A time in which no address of the policy is known, by timestamps; None: open."""

    start: str | None
    end: str | None


class SearchStage(Stage):
    """Looks through the site's addresses once, if its homepages left a gap."""

    def wanted(self, crawl: DocumentCrawl) -> list[Request]:
        """Return the request, if the document is a site's, was not searched for yet, and has a gap."""
        locations = self.run.store.locations(crawl.document.id)
        homepage = next((at for at in locations if at.role == Role.HOMEPAGE), None)
        searched = crawl.searched_host or any(at.role == Role.SEARCH for at in locations)
        if homepage is None or searched or not self.run.fetches_left:
            return []
        crawl.searched_host = True
        if not self._gaps(crawl):
            return []
        asked = [source for source in self.run.sources if source.archive.dialect is not Dialect.TIMEMAP]
        return [self._request(crawl, source, homepage) for source in asked]

    def _request(self, crawl: DocumentCrawl, source: Source, homepage: Location) -> Request:
        query = listing_query(
            source.archive,
            host_of(homepage.url).removeprefix("www."),
            limit=SEARCH_LIMIT,
            end=self.run.options.end,
            match_type="domain",
            filters=("statuscode:200", f"original:(?i).*(?:{policy_words(crawl.document.kind).addresses.pattern}).*"),
            collapse="urlkey",
        )
        return archive_request(
            source,
            query,
            "cdx",
            callback=self.parse,
            errback=self.failed,
            arguments={"crawl": crawl, "homepage": homepage},
        )

    def _gaps(self, crawl: DocumentCrawl) -> tuple[Gap, ...]:
        site = [at.timestamp for at in self.run.store.captures(crawl.document.id, role=Role.HOMEPAGE)]
        policy = [at.timestamp for at in self.run.store.captures(crawl.document.id) if at.status[:1] in {"2", "-"}]
        return find_gaps(site, policy)

    def parse(self, response: Response, crawl: DocumentCrawl, homepage: Location) -> Iterator[Request]:
        """Take the best addresses as locations, each for its gap."""
        self.run.tally.cdx_requests += 1
        if response.status == 200:
            self._add_locations(crawl, homepage, listing_of(response).rows)
            self.run.store.add_location(
                crawl.document.id,
                homepage.url,
                role=Role.SEARCH,
                found_by=FoundBy.SEARCH,
                evidence="its archived addresses were looked through",
            )
        yield from self.done(crawl)

    def _add_locations(self, crawl: DocumentCrawl, homepage: Location, rows: Sequence[CDXSnapshot]) -> None:
        known = {page_key(at.url) for at in self.run.store.locations(crawl.document.id)}
        candidates = [row for row in rows if page_key(row.original) not in known]
        for gap in self._gaps(crawl):
            for url in best_addresses(candidates, gap, kind=crawl.document.kind):
                self.run.store.add_location(
                    crawl.document.id,
                    url,
                    found_by=FoundBy.SEARCH,
                    evidence=f"among the archived addresses of {homepage.url}",
                    valid_from=gap.start,
                    valid_to=gap.end,
                )

    def failed(self, failure: Failure) -> Iterator[Request]:
        """No answer: the next run asks again."""
        self.run.tally.cdx_requests += 1
        yield from self.done(arguments_of(failure)["crawl"])


def find_gaps(site: Sequence[str], policy: Sequence[str]) -> tuple[Gap, ...]:
    """Return the longest times in which the site was archived and its policy was not, in order; both are timestamps.

    >>> find_gaps(["20010101000000", "20150101000000"], ["20100101000000", "20191201000000"])
    (Gap(start=None, end='20100101000000'), Gap(start='20100101000000', end='20191201000000'))
    """
    if not policy:
        return (Gap(start=None, end=None),)
    if not site:
        return ()
    edges = sorted({min(site[0], policy[0]), *policy, max(site[-1], policy[-1])})
    site_only = set(site).difference(policy)
    silent = [
        Gap(start=start if start >= policy[0] else None, end=end if end <= policy[-1] else None)
        for start, end in sorted(pairwise(edges), key=lambda pair: -days_between(*pair))
        if days_between(start, end) > SILENT_DAYS and any(start <= stamp <= end for stamp in site_only)
    ]
    return tuple(sorted(silent[:MAX_GAPS], key=lambda gap: gap.start or ""))


def best_addresses(rows: Sequence[CDXSnapshot], gap: Gap, *, kind: str) -> tuple[str, ...]:
    """Return the addresses most like a policy's that were first captured within a gap, at most MAX_FOUND."""
    scores: dict[str, tuple[float, int, str]] = {}
    for row in rows:
        readable = row.statuscode in {"200", "-"} and row.mimetype in _READABLE
        within = (gap.start or "") <= row.timestamp < (gap.end or "z")
        score = score_address(row.original, kind=kind)
        if readable and within and score >= FOUND_SCORE:
            depth = row.original.rstrip("/").count("/")
            scores.setdefault(page_key(row.original), (-score, depth, row.original))
    return tuple(url for _, _, url in sorted(scores.values())[:MAX_FOUND])
