"""Fetching the captures that the plan asks for, and recording what each one shows."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from urllib.parse import urldefrag

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.planning import Candidate, plan_fetches
from crawler.replay import Outcome, Replay
from crawler.run import DocumentCrawl, Done, Run, arguments_of
from crawler.stages.replays import judge_response, replay_request
from crawler.stages.trail import follow
from db.records import Capture, Document
from tracker.recorder import FetchedCapture, Keep, Recorded, fingerprint_page, record_known_page, record_page


class CaptureStage:
    """Asks the plan, fetches, records; and asks again until the plan wants nothing."""

    def __init__(self, run: Run, done: Done) -> None:
        """Take what the stages share, and what to call when a capture is recorded."""
        self.run = run
        self.done = done

    def wanted(self, crawl: DocumentCrawl) -> list[Request]:
        """Return the requests for what the plan wants next."""
        captures = self._captures(crawl)
        if self._conclude_without_fetching(captures):
            captures = self._captures(crawl)
        places = plan_fetches([candidate_of(crawl, capture) for capture in captures], self.run.options.sample)
        return [
            replay_request(self.run, captures[place], self.parse, self.failed, crawl)
            for place in places[: self.run.fetches_left]
        ]

    def _captures(self, crawl: DocumentCrawl) -> tuple[Capture, ...]:
        options = self.run.options
        return self.run.store.captures(crawl.document.id, start=options.start, end=options.end)

    def _conclude_without_fetching(self, captures: tuple[Capture, ...]) -> bool:
        """Equal digests prove equal bytes, an archived error says so in its CDX line; tells if any was concluded."""
        shown = {capture.digest: capture.version_id for capture in captures if capture.version_id is not None}
        concluded = False
        with self.run.store.transaction():
            for capture in captures:
                if capture.outcome is not None:
                    continue
                if capture.digest in shown:
                    self.run.store.record_outcome(capture.id, Outcome.UNCHANGED, version_id=shown[capture.digest])
                elif capture.status[:1] in {"4", "5"}:
                    note = f"archived status {capture.status}"
                    self.run.store.record_outcome(capture.id, Outcome.ARCHIVED_ERROR, note=note)
                else:
                    continue
                concluded = True
        return concluded

    async def parse(self, response: Response, crawl: DocumentCrawl, capture: Capture) -> AsyncIterator[Request]:
        """Judge an answer and record what it shows."""
        replay = judge_response(self.run, response, capture)
        if replay.outcome is Outcome.OK:
            recorded = await self._record(crawl, capture, replay)
            self.run.tally.versions_new += int(recorded.is_new)
        else:
            self.run.store.record_outcome(capture.id, replay.outcome, note=replay.note, target=replay.target)
        for request in self.done(crawl):
            yield request

    async def _record(self, crawl: DocumentCrawl, capture: Capture, replay: Replay) -> Recorded:
        headers = replay.headers or {}
        page = FetchedCapture(
            capture=capture,
            body=replay.body,
            headers=headers,
            fingerprint=fingerprint_page(replay.body, headers.get("content-type")),
            replay_url=self.run.archive.replay_address(capture.timestamp, capture.url),
            note=replay.note,
        )
        recorded = record_known_page(self.run.store, crawl.document, page, self.run.options.keep)
        if recorded is None:
            reading = await self.run.pool.read(page, self._document_at(crawl.document, capture))
            if reading.target is not None:
                note = follow(self.run, crawl, capture, reading.target, "moved, as said")
                reading = replace(reading, problem=f"{reading.problem}; {note}")
            recorded = record_page(self.run.store, crawl.document, page, reading, self.run.options.keep)
        if recorded.version_id is not None and self.run.options.keep is Keep.CHANGED:
            crawl.ends.note(recorded.version_id, page)
        return recorded

    def _document_at(self, document: Document, capture: Capture) -> Document:
        """The document as it stands at the capture's location: a link to `/legal#privacy` names a part of a page."""
        location = next(at for at in self.run.store.locations(document.id) if at.id == capture.location_id)
        _, fragment = urldefrag(location.url)
        return replace(document, section=f"#{fragment}") if fragment and document.section is None else document

    def failed(self, failure: Failure) -> Iterator[Request]:
        """All tries used up: the ledger says so, and the next run tries again."""
        arguments = arguments_of(failure)
        if not self.run.politeness.given_up:
            note = f"{type(failure.value).__name__}: {failure.getErrorMessage()}"[:300]
            self.run.store.record_outcome(arguments["capture"].id, Outcome.FAILED, note=note)
        yield from self.done(arguments["crawl"])


def candidate_of(crawl: DocumentCrawl, capture: Capture) -> Candidate:
    """Return the capture as the planner sees it; one that failed in an earlier run may work now."""
    may_work_now = capture.outcome == Outcome.FAILED and capture.id not in crawl.tried
    is_redirect = capture.status[:1] == "3"
    usable = (capture.outcome is None and not is_redirect) or capture.version_id is not None or may_work_now
    return Candidate(
        timestamp=capture.timestamp,
        digest=capture.digest,
        location=capture.location_id,
        length=capture.length,
        shows=capture.version_id,
        usable=usable,
    )
