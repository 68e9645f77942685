"""Where archived redirects lead: the next location of a policy that moved."""

from collections.abc import Iterator

from scrapy import Request
from scrapy.http import Response

from crawler.archive.replay import redirect_target
from crawler.planning.fetch_plan import plan_bisection
from crawler.run import DocumentCrawl
from crawler.stages.base import Stage, leading_candidate
from crawler.stages.replays import judge_response, replay_request
from crawler.stages.trail import follow
from db.outcomes import Outcome
from db.records import Capture, FoundBy


class RedirectStage(Stage):
    """Looks at the first and last redirect of each location, and at those between where they lead apart."""

    def wanted(self, crawl: DocumentCrawl) -> list[Request]:
        """Return the requests for the redirects to look at next."""
        options = self.run.options
        captures = self.run.within_reach(
            self.run.store.captures(crawl.document.id, start=options.start, end=options.end)
        )
        by_location: dict[int, list[Capture]] = {}
        for capture in captures:
            if capture.status[:1] == "3":
                by_location.setdefault(capture.location_id, []).append(capture)
        chosen = [
            redirects[place]
            for redirects in by_location.values()
            for place in plan_bisection([leading_candidate(crawl, capture) for capture in redirects])
        ]
        return [
            replay_request(self.run, capture, self.parse, self.failed, crawl)
            for capture in chosen[: self.run.fetches_left]
        ]

    def parse(self, response: Response, crawl: DocumentCrawl, capture: Capture) -> Iterator[Request]:
        """Record where a redirect leads; a new address becomes a location."""
        replay = judge_response(self.run, response, capture)
        if replay.outcome is not Outcome.REDIRECT or not replay.target:
            self.run.store.record_outcome(capture.id, replay.outcome, note=replay.note)
        else:
            _, target = redirect_target(replay.target, capture.url)
            note = follow(self.run, crawl, capture, target, FoundBy.REDIRECT)
            self.run.store.record_outcome(capture.id, Outcome.REDIRECT, target=target, note=note)
        yield from self.done(crawl)
