"""What the stages of one crawl share: the request, the tally, the document under way."""

import asyncio
import math
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from scrapy import Request
from twisted.python.failure import Failure

from crawler.planning.fetch_plan import Sample
from crawler.reading.extraction_pool import ExtractionPool
from crawler.sources import Source
from db.errors import StoreError
from db.outcomes import Outcome
from db.records import Capture, Document
from db.store import Store
from tracker.recording.record_page import Keep, VersionEnds


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What the person asked for; `start` and `end` are prefixes of timestamps, `sample` None is each document's own."""

    sample: Sample | None
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

    `unreadable` says what of the archives' files could not be read, `archives` by name which of several archives
    failed; `looked_at` are the ids of the documents that it looked at to the end; `broken` is what made the database
    unusable in mid-run: a full disk, say.
    """

    captures: int = 0
    fetches: int = 0
    cdx_requests: int = 0
    versions_new: int = 0
    changes_new: int = 0
    failed: dict[str, str] = field(default_factory=dict)
    archives: dict[str, str] = field(default_factory=dict)
    unreadable: tuple[str, ...] = ()
    looked_at: set[int] = field(default_factory=set)
    broken: StoreError | None = None
    progress: Progress = field(default_factory=Progress)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Everything a stage works with."""

    store: Store
    sources: tuple[Source, ...]
    options: Options
    tally: Tally
    pool: ExtractionPool
    deadline: float = math.inf

    @property
    def time_is_up(self) -> bool:
        """Whether the deadline has passed."""
        return time.time() >= self.deadline

    @property
    def given_up(self) -> bool:
        """Whether every archive was given up."""
        return all(source.politeness.given_up for source in self.sources)

    @property
    def is_over(self) -> bool:
        """Whether nothing more is to be sent to any archive."""
        return all(source.politeness.is_over(time.time()) for source in self.sources)

    @property
    def fetches_left(self) -> int:
        """How many more captures may be fetched: none after the deadline, or when every archive was given up."""
        if self.is_over:
            return 0
        most = self.options.max_fetches
        return sys.maxsize if most is None else max(0, most - self.tally.fetches)

    def source_of(self, capture: Capture) -> Source:
        """Return the archive that has a capture; it is one of this run."""
        return next(source for source in self.sources if source.id == capture.archive_id)

    def replay_address(self, capture: Capture) -> str:
        """Return where the archive that has a capture replays it."""
        return self.source_of(capture).archive.replay_address(capture.timestamp, capture.url)

    def within_reach(self, captures: Iterable[Capture]) -> tuple[Capture, ...]:
        """Return the captures without those that are not known yet and whose archive cannot be asked now."""
        now = time.time()
        open_ids = {source.id for source in self.sources if not source.politeness.is_over(now)}
        unknown = {None, Outcome.FAILED}
        return tuple(each for each in captures if each.outcome not in unknown or each.archive_id in open_ids)

    def note_problem(self, source: Source, document: Document, problem: str) -> None:
        """Name a target as failed, or of several archives the one that failed: the others have its history."""
        if len(self.sources) == 1:
            self.tally.failed[document.name] = problem
        else:
            self.tally.archives.setdefault(source.name, f"{document.name}: {problem}")


@dataclass(slots=True, kw_only=True)
class DocumentCrawl:
    """A document on its way: how many answers it waits for, and what this run did for it.

    `listed` holds the ids of locations with those of the archives asked for them in this run, `tried` those of
    captures, `proven` those of captures fetched again as evidence; `ends` the first and last page of each version;
    `readings` the fingerprints of pages being read, each with what tells the end of it. `has_section` tells that a page
    has the section asked for, `instead` holds the headings of those that have not, by timestamp; `is_first` tells that
    nothing of it was recorded before.
    """

    document: Document
    open_requests: int = 0
    listed: set[tuple[int, int]] = field(default_factory=set)
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
