"""The life of a clause: when it was born, what it said from when to when, when it went. Pure functions of the spans."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from db.records import LineageOrigin, StoredSpan


@dataclass(frozen=True, slots=True, kw_only=True)
class BlameLine:
    """A clause of a version, with the numbers of the versions in which its lineage began and its wording did."""

    lineage: int
    kind: str
    level: int
    text: str
    born: int
    worded: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What a lineage said from version `first` to version `last`."""

    text: str
    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseLife:
    """A lineage from birth to death; a gap between two wordings is a time in which the clause was gone.

    `parents` and `children` are the lineages it came from and went into by splits and merges.
    """

    lineage: int
    kind: str
    wordings: tuple[Wording, ...]
    parents: tuple[LineageOrigin, ...]
    children: tuple[LineageOrigin, ...]


def wordings_of(spans: Sequence[StoredSpan], lineage: int) -> tuple[Wording, ...]:
    """Return what the lineage said, oldest first; a move does not end a wording."""
    own = sorted((span for span in spans if span.lineage == lineage), key=lambda span: span.first_version)
    found: list[Wording] = []
    for span in own:
        before = found[-1] if found else None
        if before and before.text == span.text and before.last + 1 >= span.first_version:
            found[-1] = Wording(text=span.text, first=before.first, last=max(before.last, span.last_version))
        else:
            found.append(Wording(text=span.text, first=span.first_version, last=span.last_version))
    return tuple(found)


def blame(spans: Sequence[StoredSpan], origins: Sequence[LineageOrigin], version: int) -> tuple[BlameLine, ...]:
    """Return the clauses of a version in order, each with its birth and the beginning of its present wording.

    The part of a clause that was split is as old as the whole was.
    """
    by_lineage: dict[int, list[StoredSpan]] = {}
    for span in spans:
        by_lineage.setdefault(span.lineage, []).append(span)
    births = _births(by_lineage, origins)
    lines = []
    for span in spans:
        if not span.first_version <= version <= span.last_version:
            continue
        own = by_lineage[span.lineage]
        worded = [wording.first for wording in wordings_of(own, span.lineage) if wording.first <= version]
        lines.append(
            BlameLine(
                lineage=span.lineage,
                kind=span.kind,
                level=span.level,
                text=span.text,
                born=births[span.lineage],
                worded=max(worded),
            )
        )
    return tuple(lines)


def _births(by_lineage: Mapping[int, Sequence[StoredSpan]], origins: Sequence[LineageOrigin]) -> dict[int, int]:
    """The version in which each lineage began; a parent always has the smaller number, so one pass is enough."""
    births = {lineage: min(span.first_version for span in own) for lineage, own in by_lineage.items()}
    for origin in sorted(origins, key=lambda origin: origin.lineage):
        if origin.kind == "split" and origin.parent in births:
            births[origin.lineage] = min(births[origin.lineage], births[origin.parent])
    return births


def clause_life(spans: Sequence[StoredSpan], origins: Sequence[LineageOrigin], lineage: int) -> ClauseLife:
    """Return the whole life of a lineage."""
    return ClauseLife(
        lineage=lineage,
        kind=next(span.kind for span in spans if span.lineage == lineage),
        wordings=wordings_of(spans, lineage),
        parents=tuple(origin for origin in origins if origin.lineage == lineage),
        children=tuple(origin for origin in origins if origin.parent == lineage),
    )


def find_lineages(spans: Sequence[StoredSpan], query: str) -> tuple[int, ...]:
    """Return the lineages that ever said `query` (letters of either case, spaces alike), the longest-lived first."""
    wanted = " ".join(query.casefold().split())
    lifetimes: dict[int, int] = {}
    for span in spans:
        if wanted in " ".join(span.text.casefold().split()):
            lifetimes[span.lineage] = lifetimes.get(span.lineage, 0) + span.last_version - span.first_version + 1
    return tuple(sorted(lifetimes, key=lambda lineage: (-lifetimes[lineage], lineage)))
