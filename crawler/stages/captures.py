"""Fetching the captures that the plan asks for, and recording what each one shows."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from urllib.parse import urldefrag

from scrapy import Request
from scrapy.http import Response

from crawler.archive.replay import Replay
from crawler.planning.fetch_plan import Candidate, Sample, expected_fetches, plan_around, plan_fetches
from crawler.run import DocumentCrawl
from crawler.stages.base import Stage, may_work_now
from crawler.stages.foreign_policies import refuse_foreign_policy
from crawler.stages.replays import fetched_capture, judge_response, replay_request
from crawler.stages.trail import follow, follow_canonical
from db.outcomes import FOLLOWS_FROM_BYTES, Outcome
from db.records import Capture, Document, FoundBy, Location
from tracker.history.doubt import Doubt
from tracker.recording.reading import Reading
from tracker.recording.record_page import FetchedCapture, Keep, Recorded, record_known_page, record_page


class CaptureStage(Stage):
    """Asks the plan, fetches, records; and asks again until the plan wants nothing."""

    def wanted(self, crawl: DocumentCrawl) -> list[Request]:
        """Return the requests for what the plan wants next."""
        captures = self._captures(crawl)
        if self._conclude_without_fetching(captures):
            captures = self._captures(crawl)
        captures = self.run.within_reach(captures)
        sample = self.run.options.sample or Sample(crawl.document.sample or Sample.CHANGES)
        places = plan_fetches([candidate_of(crawl, capture) for capture in captures], sample)
        sought = expected_fetches(len(captures), len(places), sample)
        self.run.tally.progress.expected.setdefault(crawl.document.name, sought)
        return self._requests(crawl, [captures[place] for place in places])

    def _requests(self, crawl: DocumentCrawl, captures: Sequence[Capture]) -> list[Request]:
        """Equal bytes are fetched once: what the first shows, the others show too."""
        chosen = {capture.digest if capture.has_digest else str(capture.id): capture for capture in reversed(captures)}
        wanted = sorted(chosen.values(), key=lambda capture: (capture.timestamp, capture.id))
        return [
            replay_request(self.run, capture, self.parse, self.failed, crawl)
            for capture in wanted[: self.run.fetches_left]
        ]

    def _captures(self, crawl: DocumentCrawl) -> tuple[Capture, ...]:
        options = self.run.options
        return self.run.store.captures(crawl.document.id, start=options.start, end=options.end)

    def _conclude_without_fetching(self, captures: tuple[Capture, ...]) -> bool:
        """Equal digests prove equal bytes, an archived error says so in its CDX line; tells if any was concluded."""
        proofs = [capture for capture in captures if capture.has_digest and is_proof(capture)]
        shown = {capture.digest: capture for capture in proofs if capture.version_id is not None}
        refused = {(capture.location_id, capture.digest): capture for capture in proofs}
        concluded = False
        with self.run.store.transaction():
            for capture in captures:
                if capture.outcome is not None:
                    continue
                if same_digest := shown.get(capture.digest):
                    self.run.store.record_outcome(capture.id, Outcome.UNCHANGED, version_id=same_digest.version_id)
                elif (
                    same_digest := refused.get((capture.location_id, capture.digest))
                ) and same_digest.outcome is not None:
                    self.run.store.record_outcome(
                        capture.id, same_digest.outcome, target=same_digest.target, note=same_digest.note
                    )
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
        page = fetched_capture(self.run, capture, replay)
        recorded = await self._record_page(crawl, page)
        if recorded.version_id is not None and self.run.options.keep is Keep.CHANGED:
            crawl.ends.note(recorded.version_id, page)
        return recorded

    async def _record_page(self, crawl: DocumentCrawl, page: FetchedCapture) -> Recorded:
        """Read a page unless its like was read before, or is being read just now."""
        keep = self.run.options.keep
        while page.fingerprint in crawl.readings:
            await crawl.readings[page.fingerprint].wait()
        known = record_known_page(self.run.store, crawl.document, page, keep)
        if known is not None:
            return known
        crawl.readings[page.fingerprint] = asyncio.Event()
        try:
            reading = await self._read(crawl, page)
            return record_page(self.run.store, crawl.document, page, reading, keep)
        finally:
            crawl.readings.pop(page.fingerprint).set()

    async def _read(self, crawl: DocumentCrawl, page: FetchedCapture) -> Reading:
        """Read a page not seen before; where it leads becomes a location, another company's policy an outcome."""
        location = self._location_of(crawl.document, page.capture)
        reading = await self.run.pool.read(page, document_at(crawl.document, location))
        crawl.has_section = crawl.has_section or (reading.version is not None and reading.instead is None)
        if reading.instead is not None:
            crawl.instead[page.capture.timestamp] = reading.instead
        if reading.target is not None:
            how = FoundBy.FRAME if reading.outcome is Outcome.FRAMED else FoundBy.MOVED
            note = follow(self.run, crawl, page.capture, reading.target, how)
            return replace(reading, problem=f"{reading.problem}; {note}")
        if reading.canonical is not None:
            follow_canonical(self.run, crawl, page.capture, reading.canonical)
        return refuse_foreign_policy(self.run.store, crawl.document, location, page.capture, reading)

    def _location_of(self, document: Document, capture: Capture) -> Location:
        return next(at for at in self.run.store.locations(document.id) if at.id == capture.location_id)


class DoubtStage(CaptureStage):
    """Looks at more captures around the newest version, while nothing confirms it."""

    def wanted(self, crawl: DocumentCrawl) -> list[Request]:
        """Return the requests for what was not looked at beside it."""
        versions = self.run.store.versions(crawl.document.id)
        waiting = {version.id for version in versions if version.doubt == Doubt.WAITING}
        if not waiting:
            return []
        captures = self.run.within_reach(self._captures(crawl))
        places = plan_around([candidate_of(crawl, capture) for capture in captures], waiting)
        return self._requests(crawl, [captures[place] for place in places])


def is_proof(capture: Capture) -> bool:
    """Whether a capture's outcome follows from its bytes, and its bytes are those it is listed with."""
    follows_from_bytes = capture.version_id is not None or capture.outcome in FOLLOWS_FROM_BYTES
    return follows_from_bytes and capture.digest_matches is not False


def document_at(document: Document, location: Location) -> Document:
    """Return the document as it stands at a location: a link to `/legal#privacy` names a part of a page."""
    _, fragment = urldefrag(location.url)
    return replace(document, section=f"#{fragment}") if fragment and document.section is None else document


def candidate_of(crawl: DocumentCrawl, capture: Capture) -> Candidate:
    """Return the capture as the planner sees it; one that failed in an earlier run may work now."""
    is_redirect = capture.status[:1] == "3"
    usable = (
        (capture.outcome is None and not is_redirect) or capture.version_id is not None or may_work_now(crawl, capture)
    )
    return Candidate(
        timestamp=capture.timestamp,
        digest=capture.digest if capture.has_digest else f"{capture.timestamp} {capture.id}",
        location=capture.location_id,
        length=capture.length,
        shows=capture.version_id,
        usable=usable,
        refused=not usable and not is_redirect and capture.outcome is not Outcome.FAILED,
    )
