"""Listing the captures of a document's locations: complete, or marked as not."""

import logging
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from urllib.parse import urldefrag

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure
from waybackpy.cdx_snapshot import CDXSnapshot

from crawler.archive.cdx import Dialect, Listing, distinct_rows
from crawler.archive.listing_query import listing_query
from crawler.fetching.answers import listing_of
from crawler.run import DocumentCrawl, arguments_of
from crawler.sources import Source
from crawler.stages.base import Stage
from crawler.stages.requests import archive_request
from db.records import FoundBy, ListedCapture, Location, Role

logger = logging.getLogger(__name__)
MAX_READINGS = 4
"""A listing that comes with broken lines is asked for again, so often at most."""
CDX_LIMIT = 10_000
"""Rows an answer: well below the server's own cap of 150,000, small enough to arrive before a time-out."""
MAX_PARTS = 200
"""Two million captures of one address; keys that go on longer lead nowhere."""
HOMEPAGE_COLLAPSE = "timestamp:6"
"""One capture of a homepage in each month is plenty to see where its link points."""
HOMEPAGE_FILTERS = ("statuscode:200|302|-",)
"""Else the one capture of a month is often a redirect from http to https, or an error."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """The answers to one listing: the parts of this reading, and of the readings before it that had broken lines.

    `widened`: a homepage that has no page of its own is listed with all that it answers.
    """

    parts: tuple[Listing, ...] = ()
    earlier: tuple[tuple[Listing, ...], ...] = ()
    widened: bool = False

    @property
    def all_parts(self) -> tuple[Listing, ...]:
        """Every part of every reading."""
        return tuple(chain(chain.from_iterable(self.earlier), self.parts))

    @property
    def broken_lines(self) -> frozenset[str]:
        """The lines of this reading that could not be read."""
        return frozenset(line for part in self.parts for line in part.broken_lines)

    @property
    def is_final(self) -> bool:
        """Whether nothing is missing but lines that are broken in the archive itself, reading after reading."""
        if not self.broken_lines:
            return True
        if not self.earlier:
            return False
        if self.broken_lines == frozenset(line for part in self.earlier[-1] for line in part.broken_lines):
            return True
        rows_before = distinct_rows(chain.from_iterable(self.earlier))
        return len(self.earlier) > 1 and len(rows_before) == len(distinct_rows(self.all_parts))

    @property
    def worth_asking_again(self) -> bool:
        """Whether another reading may bring the lines that came broken."""
        return not self.is_final and len(self.earlier) + 1 < MAX_READINGS

    @property
    def next_reading(self) -> "Answers":
        """What to go on with when the listing is asked for again."""
        return replace(self, parts=(), earlier=(*self.earlier, self.parts))


class ListingStage(Stage):
    """Asks each archive for each location once a run, for what is newer than its last complete listing."""

    def wanted(self, crawl: DocumentCrawl) -> list[Request]:
        """Return the requests for locations not listed in this run."""
        known = self.run.store.locations(crawl.document.id)
        wanted = [
            (source, location)
            for location in known
            for source in self.run.sources
            if _is_listed(location) and (location.id, source.id) not in crawl.listed
        ]
        crawl.listed |= {(location.id, source.id) for source, location in wanted}
        return [self._request(crawl, source, location, Answers(), None) for source, location in wanted]

    def _request(
        self, crawl: DocumentCrawl, source: Source, location: Location, answers: Answers, resume_key: str | None
    ) -> Request:
        is_homepage = location.role == Role.HOMEPAGE
        query = listing_query(
            source.archive,
            urldefrag(location.url).url,
            limit=CDX_LIMIT,
            start=self._start(source, location),
            end=self.run.options.end,
            resume_key=resume_key,
            filters=HOMEPAGE_FILTERS if is_homepage and not answers.widened else (),
            collapse=HOMEPAGE_COLLAPSE if is_homepage else None,
        )
        return archive_request(
            source,
            query,
            "cdx",
            callback=self.parse,
            errback=self.failed,
            arguments={"crawl": crawl, "source": source, "location": location, "answers": answers},
        )

    def _start(self, source: Source, location: Location) -> str | None:
        """Go on from the last complete listing, unless it began later than what is wanted; files may grow behind."""
        wanted = self.run.options.start or ""
        reach = self.run.store.listing_reach(location, source.id)
        if source.warcs is None and reach and reach.listed_from is not None and reach.listed_from <= wanted:
            return reach.listed_to
        return wanted or None

    def parse(
        self, response: Response, crawl: DocumentCrawl, source: Source, location: Location, answers: Answers
    ) -> Iterator[Request]:
        """Read one answer; ask for the next part, ask again for what came broken, or record the listing."""
        self.run.tally.cdx_requests += 1
        holds_nothing = response.status == 404 and source.archive.dialect is Dialect.TIMEMAP
        if response.status != 200 and not holds_nothing:
            yield from self._end(crawl, source, location, answers, listing_problem(response))
            return
        part = Listing(rows=(), resume_key=None, broken_lines=()) if holds_nothing else listing_of(response)
        problem = paging_problem(answers.parts, part)
        answers = replace(answers, parts=(*answers.parts, part))
        if is_no_listing(part):
            yield from self._end(crawl, source, location, answers, "the listing could not be read; try again later")
        elif problem:
            yield from self._end(crawl, source, location, answers, f"{problem}; the listing is partial")
        elif part.resume_key:
            yield self._request(crawl, source, location, answers, part.resume_key)
        elif answers.worth_asking_again:
            yield self._request(crawl, source, location, answers.next_reading, None)
        elif location.role == Role.HOMEPAGE and not answers.widened and not part.rows:
            yield self._request(crawl, source, location, Answers(widened=True), None)
        else:
            yield from self._end(crawl, source, location, answers, None)

    def failed(self, failure: Failure) -> Iterator[Request]:
        """No answer at all: go on with what is known, and name the target as failed."""
        self.run.tally.cdx_requests += 1
        arguments = arguments_of(failure)
        politeness = arguments["source"].politeness
        reason = politeness.reason if politeness.given_up else failure.getErrorMessage()
        problem = f"no listing from the archive ({reason})"
        yield from self._end(
            arguments["crawl"], arguments["source"], arguments["location"], arguments["answers"], problem
        )

    def _end(
        self, crawl: DocumentCrawl, source: Source, location: Location, answers: Answers, problem: str | None
    ) -> Iterator[Request]:
        rows = distinct_rows(answers.all_parts)
        complete = problem is None and answers.is_final
        self.run.tally.captures += self.run.store.record_listing(
            location,
            listed_captures(rows),
            archive=source.archive.base,
            listed_from=self.run.options.start or "",
            listed_to=rows[-1].timestamp if rows else self._listed_to(source, location),
            complete=complete,
        )
        if answers.broken_lines:
            rest = "" if complete else "; the next run asks again"
            logger.warning("%s: %d lines of the listing are broken%s", location.url, len(answers.broken_lines), rest)
        if problem and (source.politeness.given_up or not source.politeness.is_over(time.time())):
            self.run.note_problem(source, crawl.document, problem)
        yield from self.done(crawl)

    def _listed_to(self, source: Source, location: Location) -> str | None:
        reach = self.run.store.listing_reach(location, source.id)
        return reach.listed_to if reach else None


def listed_captures(rows: Sequence[CDXSnapshot]) -> list[ListedCapture]:
    """Return the rows of a listing as the store takes them."""
    return [
        ListedCapture(
            timestamp=row.timestamp,
            url=row.original,
            mimetype=row.mimetype,
            status=row.statuscode,
            digest=row.digest,
            length=None if row.length == "-" else int(row.length),
        )
        for row in rows
    ]


def is_no_listing(part: Listing) -> bool:
    """Return whether an answer is no listing at all: a page of the archive's, say, with status 200."""
    return not part.rows and any(line.startswith("<") for line in part.broken_lines)


def paging_problem(earlier: Sequence[Listing], part: Listing) -> str | None:
    """Return why a listing is not gone on with; None where it may be, or where it is at its end."""
    if part.resume_key is None:
        return None
    if part.resume_key in {other.resume_key for other in earlier}:
        return "the archive repeated a resume key"
    if len(earlier) + 1 >= MAX_PARTS:
        return f"the archive's listing has no end after {MAX_PARTS} parts"
    fresh = {(row.timestamp, row.original, row.digest) for row in part.rows}
    known = {(row.timestamp, row.original, row.digest) for other in earlier for row in other.rows}
    return "the archive's listing goes in circles" if earlier and fresh <= known else None


def listing_problem(response: Response) -> str:
    """Say why an answer is no listing."""
    header = response.headers.get("X-Archive-Wayback-Runtime-Error") or b""
    if b"AccessControlException" in response.body + header:
        return "excluded: the archive withholds this address"
    return f"the archive answered {response.status} to the listing"


def _is_listed(location: Location) -> bool:
    """Whether to list a location: an address of the web (those of imported corpora may be none), and not rejected."""
    is_wanted = location.role != Role.SEARCH and location.found_by is not FoundBy.REJECTED
    return is_wanted and location.url.startswith(("http://", "https://"))
