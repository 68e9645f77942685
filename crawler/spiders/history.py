"""The spider that brings a document's history: it goes from stage to stage until no stage wants anything."""

from collections import deque
from collections.abc import AsyncIterator, Iterator
from typing import Any

from scrapy import Request, Spider, signals
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.run import DocumentCrawl, Run
from crawler.stages.captures import CaptureStage, DoubtStage
from crawler.stages.homepages import HomepageStage
from crawler.stages.listings import ListingStage
from crawler.stages.proofs import ProofStage
from crawler.stages.redirects import RedirectStage
from crawler.stages.search import SearchStage
from db.errors import StoreError
from db.outcomes import Outcome
from db.records import Document, Role
from tracker.recording.read_policy_page import no_section

DOCUMENTS_AT_ONCE = 16
"""Enough to keep four connections busy while some documents wait for a listing; few enough to hold their pages."""


class HistorySpider(Spider):
    """One spider for every archive.

    What to ask for next follows from the database alone, so a crawl that was killed goes on where it was.
    """

    name = "history"

    def __init__(self, *, run: Run, documents: tuple[Document, ...], **kwargs: Any) -> None:  # noqa: ANN401 - Scrapy's own
        """Take what the run works with, and the documents to look at."""
        super().__init__(**kwargs)
        self.run = run
        self.waiting = deque(documents)
        stages = (ListingStage, HomepageStage, RedirectStage, SearchStage, CaptureStage, ProofStage, DoubtStage)
        self.stages = tuple(stage(run, self.answered) for stage in stages)

    async def start(self) -> AsyncIterator[Request]:
        """Begin with a few documents; as one is finished, the next begins."""
        self.crawler.signals.connect(self.broke_down, signal=signals.spider_error)
        for _ in range(DOCUMENTS_AT_ONCE):
            for request in self.advance(self._next()):
                yield request

    def broke_down(self, failure: Failure, response: Response) -> None:
        """A fault in reading one answer is named and costs that answer, not its document, nor those that wait."""
        if isinstance(failure.value, StoreError):
            self._stop(failure.value)
            return
        arguments = response.request.cb_kwargs if response.request else {}
        crawl: DocumentCrawl = arguments["crawl"]
        problem = f"{type(failure.value).__name__}: {failure.getErrorMessage()}"[:300]
        self.run.tally.failed[crawl.document.name] = f"an answer could not be dealt with ({problem})"
        if "capture" in arguments:
            self.run.store.record_outcome(arguments["capture"].id, Outcome.FAILED, note=problem)
        for request in self.answered(crawl):
            assert self.crawler.engine is not None
            self.crawler.engine.crawl(request)

    def _stop(self, error: StoreError) -> None:
        """What cannot be recorded is not to be asked for: a disk that is full is full for all that would follow."""
        self.run.tally.broken = self.run.tally.broken or error
        for source in self.run.sources:
            source.politeness.give_up("the database cannot be written")
        self.waiting.clear()

    def answered(self, crawl: DocumentCrawl) -> Iterator[Request]:
        """One answer is dealt with; after the last one, go on to what is wanted next."""
        crawl.open_requests -= 1
        if not crawl.open_requests:
            yield from self.advance(crawl)

    def advance(self, crawl: DocumentCrawl | None) -> list[Request]:
        """Return the requests of the first stage that wants any; with none left, take the next document."""
        while crawl is not None and self.run.tally.broken is None:
            for stage in self.stages:
                requests = stage.wanted(crawl)
                if requests:
                    crawl.open_requests = len(requests)
                    return requests
            self._finish(crawl)
            crawl = self._next()
        return []

    def _next(self) -> DocumentCrawl | None:
        """Return the next document; none when the time is up: the next run looks at the rest."""
        if not self.waiting or self.run.time_is_up:
            return None
        document = self.waiting.popleft()
        self.run.tally.progress.begin(document.name)
        return DocumentCrawl(document=document, is_first=not self.run.store.versions(document.id))

    def _finish(self, crawl: DocumentCrawl) -> None:
        tally, name = self.run.tally, crawl.document.name
        tally.progress.finish(name)
        if self.run.fetches_left:
            tally.looked_at.add(crawl.document.id)
        if name in tally.failed:
            return
        if self.run.given_up:
            tally.failed[name] = self.run.sources[0].politeness.reason
        elif not self.run.is_over and not self.run.store.has_captures(crawl.document.id):
            tally.failed[name] = self._what_is_missing(crawl.document)
        elif crawl.document.section and (lacking := self._lacks_section(crawl, crawl.document.section)):
            tally.failed[name] = lacking

    def _lacks_section(self, crawl: DocumentCrawl, section: str) -> str | None:
        """Return what to say of a document whose section no capture has, None if one has it."""
        if crawl.is_first and crawl.instead and not crawl.has_section:
            return no_section(section, crawl.instead[max(crawl.instead)])
        if self.run.store.versions(crawl.document.id):
            return None
        captures = self.run.store.captures(crawl.document.id)
        return next((each.note for each in reversed(captures) if each.outcome is Outcome.NO_SECTION), None)

    def _what_is_missing(self, document: Document) -> str:
        if not self.run.store.has_captures(document.id, role=Role.HOMEPAGE):
            return "never archived there; check the address"
        return "archived, but no homepage links to a policy and no address of it looks like one"
