"""Where a site's homepage links to its policy, over the years: each place it pointed to is a location."""

from collections.abc import AsyncIterator, Sequence

from scrapy import Request
from scrapy.http import Response

from crawler.archive.replay import Replay, redirect_target
from crawler.links.ranking import TRUSTED_SCORE, PolicyLink
from crawler.links.urls import page_key, same_site, without_session
from crawler.planning.fetch_plan import PROBES_OF_LINKS, plan_probes
from crawler.planning.link_windows import link_windows
from crawler.reading.extraction_pool import PageTooHard
from crawler.reading.homepage import Homepage
from crawler.run import DocumentCrawl
from crawler.stages.base import Stage, leading_candidate
from crawler.stages.replays import judge_response, replay_request
from db.outcomes import Outcome
from db.records import Capture, FoundBy, Location, Role

MAX_HOMEPAGES = 6
_IN_WORDS = {FoundBy.FRAME: "frame of", FoundBy.REDIRECT: "redirect from", FoundBy.LINK: "the way in from"}


class HomepageStage(Stage):
    """Probes homepages by bisection on where their best privacy link points."""

    def wanted(self, crawl: DocumentCrawl) -> list[Request]:
        """Return the requests for the homepages to look at next; with none left, bound the locations in time."""
        captures = self._captures(crawl)
        if not captures:
            return []
        if self._bound_frames(crawl, captures):
            captures = self._captures(crawl)
        chosen = self._chosen(crawl, captures)
        if not chosen:
            self._bound_locations(crawl, captures)
        return [
            replay_request(self.run, capture, self.parse, self.failed, crawl)
            for capture in chosen[: self.run.fetches_left]
        ]

    def _chosen(self, crawl: DocumentCrawl, captures: Sequence[Capture]) -> list[Capture]:
        """The captures to look at next, of each page apart: what one leads to says nothing of another."""
        given = {at.id for at in self.run.store.locations(crawl.document.id) if at.found_by is FoundBy.GIVEN}
        listed, abroad, chosen = self._listed(crawl), self._abroad(crawl), []
        for at, group in _by_location(captures).items():
            probes = PROBES_OF_LINKS if at in given else 0
            candidates = [leading_candidate(crawl, capture) for capture in group]
            chosen += [group[place] for place in plan_probes(candidates, listed, abroad=abroad, between=probes)]
        return chosen

    def _captures(self, crawl: DocumentCrawl) -> tuple[Capture, ...]:
        options = self.run.options
        captures = self.run.store.captures(crawl.document.id, start=options.start, end=options.end, role=Role.HOMEPAGE)
        return self.run.within_reach(capture for capture in captures if capture.status[:1] not in {"4", "5"})

    def _listed(self, crawl: DocumentCrawl) -> dict[str, tuple[str, ...]]:
        """When each address of the policy was archived as a page, by its key."""
        locations = [at for at in self.run.store.locations(crawl.document.id) if at.role == Role.POLICY]
        return {page_key(at.url): self.run.store.page_times(at) for at in locations}

    def _abroad(self, crawl: DocumentCrawl) -> frozenset[str]:
        """The keys of the policy's addresses on other sites."""
        locations = self.run.store.locations(crawl.document.id)
        return frozenset(page_key(at.url) for at in locations if not same_site(at.url, crawl.document.host))

    async def parse(self, response: Response, crawl: DocumentCrawl, capture: Capture) -> AsyncIterator[Request]:
        """Record where the homepage points to."""
        replay = judge_response(self.run, response, capture)
        if replay.outcome is Outcome.REDIRECT and replay.target:
            self._follow(crawl, capture, redirect_target(replay.target, capture.url)[1])
        elif replay.outcome is Outcome.OK:
            await self._read(crawl, capture, replay)
        else:
            self.run.store.record_outcome(capture.id, replay.outcome, note=replay.note)
        for request in self.done(crawl):
            yield request

    async def _read(self, crawl: DocumentCrawl, capture: Capture, replay: Replay) -> None:
        content_type = (replay.headers or {}).get("content-type")
        try:
            homepage = await self.run.pool.read_homepage(
                replay.body, content_type=content_type, url=capture.url, document=crawl.document.kind
            )
        except PageTooHard as error:
            self.run.store.record_outcome(capture.id, Outcome.UNUSABLE, note=str(error))
        else:
            self._record(crawl, capture, homepage)

    def _record(self, crawl: DocumentCrawl, capture: Capture, homepage: Homepage) -> None:
        rejected = self._rejected(crawl)
        links = [link for link in homepage.links if page_key(link.url) not in rejected]
        if links and links[0].score >= TRUSTED_SCORE:
            best = links[0]
            self._add_location(crawl, capture, best)
            self.run.store.record_outcome(capture.id, Outcome.LINKED, target=best.url, note=best.text[:200])
        elif homepage.frames:
            self._look_into(crawl, capture, homepage.frames)
        elif homepage.target:
            self._follow(crawl, capture, homepage.target)
        else:
            self._record_doubtful(crawl, capture, homepage)

    def _rejected(self, crawl: DocumentCrawl) -> frozenset[str]:
        """The keys of the addresses that a person rejected."""
        locations = self.run.store.locations(crawl.document.id)
        return frozenset(page_key(at.url) for at in locations if at.found_by is FoundBy.REJECTED)

    def _record_doubtful(self, crawl: DocumentCrawl, capture: Capture, homepage: Homepage) -> None:
        """A homepage without a link to trust: a doubtful one is looked at, and what may lead further."""
        if homepage.doubtful:
            self._add_location(crawl, capture, homepage.doubtful[0], FoundBy.DOUBTFUL_LINK)
        if homepage.way_in:
            self._add_homepage(crawl, capture, homepage.way_in, FoundBy.LINK)
        note = "no link to a policy on the homepage"
        self.run.store.record_outcome(capture.id, Outcome.NO_LINK, target="", note=note)

    def _add_location(
        self, crawl: DocumentCrawl, capture: Capture, link: PolicyLink, found_by: FoundBy = FoundBy.LINK
    ) -> None:
        known = {page_key(at.url) for at in self.run.store.locations(crawl.document.id)}
        if page_key(link.url) not in known:
            self.run.store.add_location(
                crawl.document.id,
                without_session(link.url),
                found_by=found_by,
                evidence=f"{found_by} “{link.text[:80]}” on {capture.url}",
                found_in=self.run.replay_address(capture),
            )

    def _look_into(self, crawl: DocumentCrawl, capture: Capture, frames: Sequence[str]) -> None:
        """A homepage that only lays out frames: the link stands in one of them."""
        self.run.store.record_outcome(capture.id, Outcome.FRAMESET, note=f"frames: {', '.join(frames)}"[:300])
        for frame in frames:
            self._add_homepage(crawl, capture, frame, FoundBy.FRAME)

    def _follow(self, crawl: DocumentCrawl, capture: Capture, target: str) -> None:
        """A homepage that only sends elsewhere on the site: look there too."""
        self.run.store.record_outcome(capture.id, Outcome.REDIRECT, note=f"leads to {target}"[:300])
        self._add_homepage(crawl, capture, target, FoundBy.REDIRECT)

    def _add_homepage(self, crawl: DocumentCrawl, capture: Capture, url: str, found_by: FoundBy) -> None:
        homepages = [at for at in self.run.store.locations(crawl.document.id) if at.role == Role.HOMEPAGE]
        is_new = all(page_key(at.url) != page_key(url) for at in homepages)
        if is_new and len(homepages) < MAX_HOMEPAGES and same_site(url, capture.url):
            self.run.store.add_location(
                crawl.document.id,
                url,
                role=Role.HOMEPAGE,
                found_by=found_by,
                evidence=f"{_IN_WORDS[found_by]} {capture.url}",
                found_in=self.run.replay_address(capture),
            )

    def _bound_frames(self, crawl: DocumentCrawl, captures: Sequence[Capture]) -> bool:
        """Frames that outlive their frameset show the links of another time; returns whether any was bounded."""
        locations = self.run.store.locations(crawl.document.id)
        frames = {at.id: at for at in locations if at.role == Role.HOMEPAGE and at.found_by is FoundBy.FRAME}
        whole = [capture for capture in captures if capture.location_id not in frames]
        last_frameset = max((capture.timestamp for capture in whole if capture.outcome is Outcome.FRAMESET), default="")
        end = min(
            (seen.timestamp for seen in whole if seen.target is not None and seen.timestamp > last_frameset),
            default=None,
        )
        too_long = [at for at in frames.values() if end is not None and at.valid_to != end]
        for frame in too_long:
            self.run.store.bound_location(frame.id, valid_from=None, valid_to=end)
        return bool(too_long)

    def _bound_locations(self, crawl: DocumentCrawl, captures: Sequence[Capture]) -> None:
        """Say of each linked address in which time it was the policy's."""
        seen = [(capture.timestamp, page_key(capture.target)) for capture in captures if capture.target]
        by_key = {page_key(at.url): at for at in self.run.store.locations(crawl.document.id) if at.role == Role.POLICY}
        for key, (valid_from, valid_to) in link_windows(seen, self._listed(crawl), self._abroad(crawl)).items():
            location = by_key.get(key)
            if location is None or location.found_by.is_a_persons_word:
                continue
            if not _is_bounded(location, valid_from, valid_to):
                self.run.store.bound_location(location.id, valid_from=valid_from, valid_to=valid_to)


def _by_location(captures: Sequence[Capture]) -> dict[int, list[Capture]]:
    """The captures of each page, in order of time."""
    groups: dict[int, list[Capture]] = {}
    for capture in captures:
        groups.setdefault(capture.location_id, []).append(capture)
    return groups


def _is_bounded(location: Location, valid_from: str | None, valid_to: str | None) -> bool:
    return location.valid_from == valid_from and location.valid_to == valid_to
