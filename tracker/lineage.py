"""The lineage of every clause through all versions. Pure: depends on the versions in order alone."""

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.alignment import align
from tracker.clauses import Clause


@dataclass(frozen=True, slots=True, kw_only=True)
class LineageParent:
    """The lineage `child` came out of `parent` by a split, or `parent` went into `child` by a merge."""

    child: int
    parent: int
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lineages:
    """For each version the lineage of each clause, and where lineages came from."""

    ids: tuple[tuple[int, ...], ...]
    parents: tuple[LineageParent, ...]


def trace(versions: Sequence[Sequence[Clause]]) -> Lineages:
    """Return the lineage of every clause of every version."""
    ids: list[tuple[int, ...]] = []
    count = 0
    for number, version in enumerate(versions):
        known: dict[int, int] = {}
        if number:
            known = {link.new: ids[-1][link.old] for link in align(versions[number - 1], version).links}
        own = []
        for place in range(len(version)):
            if place not in known:
                known[place] = count
                count += 1
            own.append(known[place])
        ids.append(tuple(own))
    return Lineages(ids=tuple(ids), parents=())
