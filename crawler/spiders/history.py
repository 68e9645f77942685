"""The spider that brings a document's history: it goes from stage to stage until no stage wants anything."""

from collections import deque
from collections.abc import AsyncIterator, Iterator
from typing import Any

from scrapy import Request, Spider

from crawler.run import DocumentCrawl, Run
from crawler.stages.captures import CaptureStage
from crawler.stages.homepages import HomepageStage
from crawler.stages.listings import ListingStage
from crawler.stages.redirects import RedirectStage
from crawler.stages.search import SearchStage
from db.records import Document
from tracker.recorder import keep_ends
from tracker.settlement import settle_document

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
        stages = (ListingStage, HomepageStage, RedirectStage, SearchStage, CaptureStage)
        self.stages = tuple(stage(run, self.answered) for stage in stages)

    async def start(self) -> AsyncIterator[Request]:
        """Begin with a few documents; as one is finished, the next begins."""
        for _ in range(DOCUMENTS_AT_ONCE):
            for request in self.advance(self._next()):
                yield request

    def answered(self, crawl: DocumentCrawl) -> Iterator[Request]:
        """One answer is dealt with; after the last one, go on to what is wanted next."""
        crawl.open_requests -= 1
        if not crawl.open_requests:
            yield from self.advance(crawl)

    def advance(self, crawl: DocumentCrawl | None) -> list[Request]:
        """Return the requests of the first stage that wants any; with none left, settle the document, take the next."""
        while crawl is not None:
            for stage in self.stages:
                requests = stage.wanted(crawl)
                if requests:
                    crawl.open_requests = len(requests)
                    return requests
            self._finish(crawl)
            crawl = self._next()
        return []

    def _next(self) -> DocumentCrawl | None:
        return DocumentCrawl(document=self.waiting.popleft()) if self.waiting else None

    def _finish(self, crawl: DocumentCrawl) -> None:
        tally, name = self.run.tally, crawl.document.name
        keep_ends(self.run.store, crawl.document, crawl.ends)
        tally.changes_new += settle_document(self.run.store, crawl.document)
        if name in tally.failed:
            return
        if self.run.politeness.given_up:
            tally.failed[name] = self.run.politeness.reason
        elif not self.run.store.has_captures(crawl.document.id):
            tally.failed[name] = self._what_is_missing(crawl.document)

    def _what_is_missing(self, document: Document) -> str:
        if not self.run.store.has_captures(document.id, role="homepage"):
            return "never archived there; check the address"
        return "archived, but no homepage links to a policy and no address of it looks like one"
