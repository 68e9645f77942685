"""Where a homepage leads, as a value."""

from dataclasses import dataclass

from crawler.links.ranking import PolicyLink


@dataclass(frozen=True, slots=True, kw_only=True)
class Homepage:
    """The links to a policy, the best first; without a good one the frames it lays out, or where it sends to."""

    links: tuple[PolicyLink, ...] = ()
    frames: tuple[str, ...] = ()
    target: str | None = None
