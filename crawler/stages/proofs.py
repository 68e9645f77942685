"""The pages that prove a change: the last before it and the first after it, fetched again where a kill lost them."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.run import DocumentCrawl, arguments_of
from crawler.stages.base import Stage
from crawler.stages.replays import fetched_capture, judge_response, replay_request
from db.outcomes import Outcome
from db.records import Capture
from tracker.recording.record_history import record_history
from tracker.recording.record_page import Keep, keep_ends
from tracker.text.timestamps import last_moment


class ProofStage(Stage):
    """Settles what was recorded, and keeps the pages of the captures that bound each change."""

    def wanted(self, crawl: DocumentCrawl) -> list[Request]:
        """Return the requests for pages that should have been kept; each is asked for once a run."""
        store = self.run.store
        keep_ends(store, crawl.document, crawl.ends)
        store.note_look(crawl.document.id, looked_until(self.run.options.end, datetime.now(UTC)))
        self.run.tally.changes_new += record_history(store, crawl.document)
        if self.run.options.keep is not Keep.CHANGED:
            return []
        askable = {source.id for source in self.run.sources if not source.politeness.is_over(time.time())}
        missing = [
            capture
            for capture in store.unproven_captures(crawl.document.id)
            if capture.id not in crawl.proven and capture.archive_id in askable
        ]
        missing = missing[: self.run.fetches_left]
        crawl.proven |= {capture.id for capture in missing}
        return [replay_request(self.run, capture, self.parse, self.failed, crawl) for capture in missing]

    def parse(self, response: Response, crawl: DocumentCrawl, capture: Capture) -> Iterator[Request]:
        """Keep the page if it still shows what it showed."""
        replay = judge_response(self.run, response, capture)
        if replay.outcome is Outcome.OK:
            page = fetched_capture(self.run, capture, replay)
            known = self.run.store.known_fingerprint(crawl.document.id, page.fingerprint)
            if known is not None and known[1] == capture.version_id:
                self.run.store.keep_page(crawl.document.id, capture.id, page.evidence)
        yield from self.done(crawl)

    def failed(self, failure: Failure) -> Iterator[Request]:
        """No answer: the next run asks again."""
        yield from self.done(arguments_of(failure)["crawl"])


def looked_until(end: str | None, now: datetime) -> str:
    """Return the timestamp up to which captures are looked for: now, or the end of what the person asked for."""
    present = now.strftime("%Y%m%d%H%M%S")
    return present if end is None else min(present, last_moment(end))
