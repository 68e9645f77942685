"""Where a site's homepage links to its policy, over the years: each place it pointed to is a location."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.addresses import comparable, same_site
from crawler.links import PolicyLink, rank_policy_links
from crawler.planning import Candidate, plan_probes
from crawler.replay import Outcome, Replay, redirect_target
from crawler.run import DocumentCrawl, Done, Run, arguments_of
from crawler.stages.replays import judge_response, replay_request
from db.records import Capture, Location

LINKED = "linked"
NO_LINK = "no_link"
TRUSTED_SCORE = 0.5
"""Links that score less lead to a policy of someone else, or to none, more often than not."""
MAX_HOMEPAGES = 4


class HomepageStage:
    """Probes homepages by bisection on where their best privacy link points."""

    def __init__(self, run: Run, done: Done) -> None:
        """Take what the stages share, and what to call when an answer is dealt with."""
        self.run = run
        self.done = done

    def wanted(self, crawl: DocumentCrawl) -> list[Request]:
        """Return the requests for the homepages to look at next; with none left, bound the locations in time."""
        captures = self._captures(crawl)
        if not captures:
            return []
        places = plan_probes([_candidate(crawl, capture) for capture in captures], self._listed(crawl))
        if not places:
            self._bound_locations(crawl, captures)
        return [
            replay_request(self.run, captures[place], self.parse, self.failed, crawl)
            for place in places[: self.run.fetches_left]
        ]

    def _captures(self, crawl: DocumentCrawl) -> tuple[Capture, ...]:
        options = self.run.options
        captures = self.run.store.captures(crawl.document.id, start=options.start, end=options.end, role="homepage")
        return tuple(capture for capture in captures if capture.status[:1] not in {"4", "5"})

    def _listed(self, crawl: DocumentCrawl) -> dict[str, tuple[str, ...]]:
        """When each address of the policy was archived as a page, by its key."""
        locations = [at for at in self.run.store.locations(crawl.document.id) if at.role == "policy"]
        return {comparable(at.url): self.run.store.page_times(at) for at in locations}

    def parse(self, response: Response, crawl: DocumentCrawl, capture: Capture) -> Iterator[Request]:
        """Record where the homepage points to."""
        replay = judge_response(self.run, response, capture)
        if replay.outcome is Outcome.REDIRECT and replay.target:
            self._follow(crawl, capture, replay.target)
        elif replay.outcome is Outcome.OK:
            self._read_links(crawl, capture, replay)
        else:
            self.run.store.record_outcome(capture.id, replay.outcome, note=replay.note)
        yield from self.done(crawl)

    def _read_links(self, crawl: DocumentCrawl, capture: Capture, replay: Replay) -> None:
        content_type = (replay.headers or {}).get("content-type")
        links = rank_policy_links(replay.body, url=capture.url, content_type=content_type, document=crawl.document.kind)
        if not links or links[0].score < TRUSTED_SCORE:
            self.run.store.record_outcome(capture.id, NO_LINK, target="", note="no link to a policy on the homepage")
            return
        self._add_location(crawl, capture, links[0])
        self.run.store.record_outcome(capture.id, LINKED, target=links[0].url, note=links[0].text[:200])

    def _add_location(self, crawl: DocumentCrawl, capture: Capture, link: PolicyLink) -> None:
        known = {comparable(at.url) for at in self.run.store.locations(crawl.document.id) if at.role == "policy"}
        if comparable(link.url) not in known:
            self.run.store.add_location(
                crawl.document.id,
                link.url,
                evidence=f"link “{link.text[:80]}” on {capture.url}",
                found_in=self.run.archive.replay_address(capture.timestamp, capture.url),
            )

    def _follow(self, crawl: DocumentCrawl, capture: Capture, location: str) -> None:
        """A homepage that only sends elsewhere on the site: look there too."""
        _, target = redirect_target(location, capture.url)
        self.run.store.record_outcome(capture.id, Outcome.REDIRECT, note=f"archived redirect to {target}"[:300])
        homepages = [at for at in self.run.store.locations(crawl.document.id) if at.role == "homepage"]
        is_new = all(comparable(at.url) != comparable(target) for at in homepages)
        if is_new and len(homepages) < MAX_HOMEPAGES and same_site(target, capture.url):
            self.run.store.add_location(
                crawl.document.id,
                target,
                role="homepage",
                evidence=f"redirect from {capture.url}",
                found_in=self.run.archive.replay_address(capture.timestamp, capture.url),
            )

    def _bound_locations(self, crawl: DocumentCrawl, captures: Sequence[Capture]) -> None:
        """Say of each linked address in which time it was the policy's."""
        seen = [(capture.timestamp, comparable(capture.target)) for capture in captures if capture.target]
        by_key = {comparable(at.url): at for at in self.run.store.locations(crawl.document.id) if at.role == "policy"}
        for key, (valid_from, valid_to) in link_windows(seen, self._listed(crawl)).items():
            location = by_key.get(key)
            if location is not None and not _is_bounded(location, valid_from, valid_to):
                self.run.store.bound_location(location.id, valid_from=valid_from, valid_to=valid_to)

    def failed(self, failure: Failure) -> Iterator[Request]:
        """All tries used up: the ledger says so, and the next run tries again."""
        arguments = arguments_of(failure)
        if not self.run.politeness.given_up:
            self.run.store.record_outcome(arguments["capture"].id, Outcome.FAILED, note=failure.getErrorMessage()[:300])
        yield from self.done(arguments["crawl"])


def link_windows(
    seen: Sequence[tuple[str, str]], listed: Mapping[str, Sequence[str]]
) -> dict[str, tuple[str | None, str | None]]:
    """Return, for each address linked to, (from, to) of its time: timestamps, None where it is open.

    `seen` holds (timestamp, address) in order of time, `listed` the times at which each address was archived as a page.
    An address that is linked again after another is left open, as its text may never have gone.

    >>> link_windows([("2001", "a"), ("2003", "a"), ("2005", "b")], {"a": ("2001", "2006"), "b": ("2004",)})
    {'a': (None, '2004'), 'b': ('2003', None)}
    """
    stretches: list[tuple[str, str, str]] = []
    for timestamp, address in seen:
        if stretches and stretches[-1][0] == address:
            stretches[-1] = (address, stretches[-1][1], timestamp)
        else:
            stretches.append((address, timestamp, timestamp))
    handovers = [
        _handover(before[2], after[1], listed.get(before[0], ()), listed.get(after[0], ()))
        for before, after in pairwise(stretches)
    ]
    ends = [*(end for end, _ in handovers), None]
    starts = [None, *(start for _, start in handovers)]
    times = Counter(address for address, _, _ in stretches)
    return {
        address: (None, None) if times[address] > 1 else (start, end)
        for (address, _, _), start, end in zip(stretches, starts, ends, strict=True)
    }


def _handover(last: str, first: str, old: Sequence[str], new: Sequence[str]) -> tuple[str, str]:
    """When the old address's time ends and the new one's begins, between the last link to the one and the first to the
    other: as the new address appears, or, if it was there before, as the old one is archived for the last time.
    """
    if not any(stamp <= last for stamp in new):
        return min((stamp for stamp in new if stamp < first), default=first), last
    return first, max((stamp for stamp in old if last < stamp < first), default=last)


def _is_bounded(location: Location, valid_from: str | None, valid_to: str | None) -> bool:
    return location.valid_from == valid_from and location.valid_to == valid_to


def _candidate(crawl: DocumentCrawl, capture: Capture) -> Candidate:
    may_work_now = capture.outcome == Outcome.FAILED and capture.id not in crawl.tried
    usable = capture.outcome is None or capture.target is not None or may_work_now
    target = capture.target and comparable(capture.target)
    return Candidate(timestamp=capture.timestamp, digest=capture.digest, shows=target, usable=usable)
