"""What the stages of one crawl share: the request, the tally, the document under way."""

import asyncio
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from scrapy import Request
from twisted.python.failure import Failure

from crawler.archive.archives import Archive
from crawler.fetching.politeness import Politeness
from crawler.planning.fetch_plan import Sample
from crawler.reading.extraction_pool import ExtractionPool
from db.errors import StoreError
from db.records import Document
from db.store import Store
from tracker.recording.record_page import Keep, VersionEnds


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What the person asked for; `start` and `end` are prefixes of timestamps."""

    sample: Sample
    start: str | None
    end: str | None
    max_fetches: int | None
    max_bytes: int
    keep: Keep


@dataclass(slots=True, kw_only=True)
class Progress:
    """How far a run is: how many targets there are, how many are done, which are at work, the longest at it first.

    `expected` estimates, by target, how many fetches it takes in all.
    """

    targets: int = 0
    done: int = 0
    at_work: list[str] = field(default_factory=list)
    expected: dict[str, int] = field(default_factory=dict)

    def begin(self, name: str) -> None:
        """Note that a target is at work."""
        self.at_work.append(name)

    def finish(self, name: str) -> None:
        """Note that a target is done."""
        self.at_work.remove(name)
        self.done += 1


@dataclass(slots=True, kw_only=True)
class Tally:
    """What the run did, for its summary.

    `unreadable` says what of the archive's files could not be read; `looked_at` are the ids of the documents that it
    looked at to the end; `broken` is what made the database unusable in mid-run: a full disk, say.
    """

    captures: int = 0
    fetches: int = 0
    cdx_requests: int = 0
    versions_new: int = 0
    changes_new: int = 0
    failed: dict[str, str] = field(default_factory=dict)
    unreadable: tuple[str, ...] = ()
    looked_at: set[int] = field(default_factory=set)
    broken: StoreError | None = None
    progress: Progress = field(default_factory=Progress)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Everything a stage works with."""

    store: Store
    archive: Archive
    options: Options
    tally: Tally
    politeness: Politeness
    pool: ExtractionPool

    @property
    def time_is_up(self) -> bool:
        """Whether the deadline has passed."""
        return time.time() >= self.politeness.deadline

    @property
    def fetches_left(self) -> int:
        """How many more captures may be fetched: none after the deadline, or when the archive was given up."""
        if self.politeness.is_over(time.time()):
            return 0
        most = self.options.max_fetches
        return sys.maxsize if most is None else max(0, most - self.tally.fetches)


@dataclass(slots=True, kw_only=True)
class DocumentCrawl:
    """A document on its way: how many answers it waits for, and what this run did for it.

    `listed` holds the ids of locations asked for in this run, `tried` those of captures, `proven` those of captures
    fetched again as evidence; `ends` the first and last page of each version; `readings` the fingerprints of pages
    being read, each with what tells the end of it. `has_section` tells that a page has the section asked for, `instead`
    holds the headings of those that have not, by timestamp; `is_first` tells that nothing of it was recorded before.
    """

    document: Document
    open_requests: int = 0
    listed: set[int] = field(default_factory=set)
    tried: set[int] = field(default_factory=set)
    searched_host: bool = False
    readings: dict[str, asyncio.Event] = field(default_factory=dict)
    proven: set[int] = field(default_factory=set)
    ends: VersionEnds = field(default_factory=VersionEnds)
    has_section: bool = False
    instead: dict[str, tuple[str, ...]] = field(default_factory=dict)
    is_first: bool = False


Done = Callable[[DocumentCrawl], Iterable[Request]]
"""What a stage calls when an answer is dealt with; it returns the requests that follow."""


def arguments_of(failure: Failure) -> dict[str, Any]:  # Any: what the request's maker put there
    """Return the callback's arguments of the request that failed; Scrapy puts the request there."""
    arguments: dict[str, Any] = failure.request.cb_kwargs  # type: ignore[attr-defined]  # set by scrapy.core.scraper
    return arguments
