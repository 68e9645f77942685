"""Where a homepage leads, as a value."""

from dataclasses import dataclass

from crawler.links.ranking import PolicyLink


@dataclass(frozen=True, slots=True, kw_only=True)
class Homepage:
    """The links to a policy, the best first; without a good one the frames it lays out, or where it sends to.

    Without any of these, `doubtful` links, and the `way_in` behind a splash page or to a site map.
    """

    links: tuple[PolicyLink, ...] = ()
    frames: tuple[str, ...] = ()
    target: str | None = None
    doubtful: tuple[PolicyLink, ...] = ()
    way_in: str | None = None
