"""Asking for a capture's original bytes, and judging the answer."""

from scrapy import Request
from scrapy.http import Response

from crawler.archive.replay import Replay, judge_replay
from crawler.reading.capture_fingerprint import fingerprint_capture
from crawler.run import DocumentCrawl, Run
from crawler.stages.requests import Callback, archive_request
from db.records import Capture
from tracker.recording.record_page import FetchedCapture


def replay_request(run: Run, capture: Capture, callback: Callback, errback: Callback, crawl: DocumentCrawl) -> Request:
    """Return the request for the original bytes of a capture; the captured URL stands in it verbatim."""
    run.tally.fetches += 1
    crawl.tried.add(capture.id)
    return archive_request(
        run.source_of(capture),
        run.replay_address(capture),
        "replay",
        callback=callback,
        errback=errback,
        arguments={"crawl": crawl, "capture": capture},
        original=capture.url,
        digest=capture.digest,
        verbatim_url=True,
    )


def judge_response(run: Run, response: Response, capture: Capture) -> Replay:
    """Return what became of the capture, by crawler.archive.replay's table."""
    return judge_replay(
        status=response.status,
        headers={
            name.decode("latin-1").lower(): b", ".join(values).decode("latin-1")
            for name, values in response.headers.items()
        },
        body=response.body,
        timestamp=capture.timestamp,
        digest=capture.digest,
        max_bytes=run.options.max_bytes,
    )


def fetched_capture(run: Run, capture: Capture, replay: Replay) -> FetchedCapture:
    """Return a capture that was replayed, with its page and the page's fingerprint."""
    headers = replay.headers or {}
    return FetchedCapture(
        capture=capture,
        body=replay.body,
        headers=headers,
        fingerprint=fingerprint_capture(replay.body, headers.get("content-type")),
        replay_url=run.replay_address(capture),
        note=replay.note,
        digest_matches=replay.digest_matches,
    )
