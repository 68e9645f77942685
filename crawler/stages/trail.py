"""The trail of a document's addresses: where a capture leads becomes the next location, unless it is none."""

from crawler.links.urls import page_key, same_site
from crawler.planning.fetch_plan import days_between
from crawler.run import DocumentCrawl, Run
from db.records import Capture, FoundBy, Role

_IN_WORDS = {
    FoundBy.REDIRECT: "redirect",
    FoundBy.FRAME: "frame",
    FoundBy.MOVED: "moved, as said",
    FoundBy.CANONICAL: "canonical link",
}
SILENT_DAYS = 366
"""The site was archived for so long without its policy: another address is looked for."""
MAX_LOCATIONS = 24
"""A document with more addresses than this is a maze, not a policy that moved."""


def follow(run: Run, crawl: DocumentCrawl, capture: Capture, target: str, found_by: FoundBy) -> str:
    """Make `target` a location, found in a capture; returns what was done, for the ledger."""
    if not target.startswith(("http://", "https://")):
        return "leads to no address of the web"
    if is_front_page(target):
        return "leads to a front page, not to a policy"
    known = run.store.locations(crawl.document.id)
    if any(page_key(location.url) == page_key(target) for location in known):
        return "leads to a known location"
    if len(known) >= MAX_LOCATIONS:
        return f"not followed: the document has {MAX_LOCATIONS} locations already"
    elsewhere = "" if same_site(target, capture.url) else ", on another site"
    run.store.add_location(
        crawl.document.id,
        target,
        found_by=found_by,
        evidence=f"{_IN_WORDS[found_by]} from {capture.url}{elsewhere}",
        found_in=run.replay_address(capture),
        valid_from=_own_until(run, crawl, capture) if elsewhere else None,
    )
    return f"followed{elsewhere}"


def follow_canonical(run: Run, crawl: DocumentCrawl, capture: Capture, address: str) -> None:
    """Make the address a policy calls its own a location, where its captures end long before the site's do."""
    site = run.store.captures(crawl.document.id, role=Role.HOMEPAGE)
    if not site or not same_site(address, capture.url):
        return
    last = max(other.timestamp for other in run.store.captures(crawl.document.id))
    if days_between(last, site[-1].timestamp) > SILENT_DAYS:
        follow(run, crawl, capture, address, FoundBy.CANONICAL)


def is_front_page(url: str) -> bool:
    """Whether an address is that of a whole site.

    >>> is_front_page("http://x.com/index.html"), is_front_page("http://x.com/?page=privacy")
    (True, False)
    """
    return "/" not in page_key(url) and "?" not in page_key(url)


def _own_until(run: Run, crawl: DocumentCrawl, capture: Capture) -> str:
    """When the address still had a page of its own, before it led elsewhere: what stood there earlier is not ours."""
    earlier = (
        other.timestamp
        for other in run.store.captures(crawl.document.id)
        if other.location_id == capture.location_id and other.timestamp < capture.timestamp and other.status == "200"
    )
    return max(earlier, default=capture.timestamp)
