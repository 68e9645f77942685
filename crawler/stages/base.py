"""What every stage of a crawl has: the run, what to call when an answer is dealt with, and what a failure comes to."""

import time
from collections.abc import Iterator

from scrapy import Request
from twisted.python.failure import Failure

from crawler.links.urls import page_key
from crawler.planning.fetch_plan import Candidate
from crawler.run import DocumentCrawl, Done, Run, arguments_of
from db.outcomes import Outcome
from db.records import Capture

_LEAD_IN = frozenset({Outcome.FRAMESET, Outcome.REDIRECT})
"""Outcomes of a homepage that is only the door to another; its own captures need not be asked one by one."""


class Stage:
    """A part of the crawl that says what it wants and reads the answers."""

    def __init__(self, run: Run, done: Done) -> None:
        """Take what the stages share, and what to call when an answer is dealt with."""
        self.run = run
        self.done = done

    def wanted(self, crawl: DocumentCrawl) -> list[Request]:
        """Return the requests to send next; none when the stage has nothing more to ask."""
        raise NotImplementedError

    def failed(self, failure: Failure) -> Iterator[Request]:
        """All tries for a capture used up: the ledger says so, and the next run tries again."""
        arguments = arguments_of(failure)
        if not self.run.source_of(arguments["capture"]).politeness.is_over(time.time()):
            note = f"{type(failure.value).__name__}: {failure.getErrorMessage()}"[:300]
            self.run.store.record_outcome(arguments["capture"].id, Outcome.FAILED, note=note)
        yield from self.done(arguments["crawl"])


def may_work_now(crawl: DocumentCrawl, capture: Capture) -> bool:
    """Whether a capture failed in an earlier run: it may work now."""
    return capture.outcome is Outcome.FAILED and capture.id not in crawl.tried


def leading_candidate(crawl: DocumentCrawl, capture: Capture) -> Candidate:
    """Return a capture that leads somewhere (a redirect, a homepage) as the planner sees it: by where it leads."""
    leads_in = capture.outcome in _LEAD_IN and capture.status[:1] != "3"
    usable = capture.outcome is None or capture.target is not None or leads_in or may_work_now(crawl, capture)
    shows = capture.target and page_key(capture.target)
    if leads_in and shows is None:
        shows = str(capture.outcome)
    return Candidate(timestamp=capture.timestamp, digest=capture.digest, shows=shows, usable=usable)
