"""Who has which clause first: clauses that several sites say word for word, and the sites most often before. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tracker.trends.facts import ClauseLife


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedClause:
    """A clause that several sites have: who was first seen with it and when, how many sites follow, until when.

    First seen is not first said: a site whose captures begin late may have had it long before.
    """

    text: int
    sites: int
    first_site: str
    first_capture: str
    last_first_capture: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A site seen first with clauses that others have later: how many clauses, in how many other sites."""

    site: str
    clauses: int
    followers: int


def shared_clauses(lives: Iterable[ClauseLife], *, least_sites: int = 2) -> tuple[SharedClause, ...]:
    """Return the clauses that so many sites have, those of most sites first."""
    found = [
        SharedClause(
            text=text,
            sites=len(first_seen),
            first_site=min(first_seen, key=lambda site: (first_seen[site], site)),
            first_capture=min(first_seen.values()),
            last_first_capture=max(first_seen.values()),
        )
        for text, first_seen in _first_seen(lives).items()
        if len(first_seen) >= least_sites
    ]
    return tuple(sorted(found, key=lambda clause: (-clause.sites, clause.first_capture, clause.text)))


def sources(lives: Iterable[ClauseLife]) -> tuple[Source, ...]:
    """Return the sites that were seen before others with the same clauses, those of most clauses first."""
    clauses: Counter[str] = Counter()
    followers: dict[str, set[str]] = {}
    for first_seen in _first_seen(lives).values():
        earliest = min(first_seen.values())
        first = [site for site, timestamp in first_seen.items() if timestamp == earliest]
        if len(first_seen) > 1 and len(first) == 1:
            clauses[first[0]] += 1
            followers.setdefault(first[0], set()).update(first_seen.keys() - {first[0]})
    return tuple(
        Source(site=site, clauses=count, followers=len(followers[site]))
        for site, count in sorted(clauses.items(), key=lambda item: (-item[1], item[0]))
    )


def _first_seen(lives: Iterable[ClauseLife]) -> Mapping[int, Mapping[str, str]]:
    """When each site was first seen with each text."""
    found: dict[int, dict[str, str]] = {}
    for life in lives:
        sites = found.setdefault(life.text, {})
        sites[life.site] = min(life.first, sites.get(life.site, life.first))
    return found
