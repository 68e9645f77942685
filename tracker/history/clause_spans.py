"""Versions as spans: each clause once, with its first and last version and one place in a line that fits them all."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.clauses.clause import Clause


@dataclass(slots=True, kw_only=True)
class Span:
    """A clause's text in one lineage, from version number `first` to `last` (1 is the oldest)."""

    lineage: int
    clause: Clause
    first: int
    last: int

    @property
    def key(self) -> tuple[int, str, int, str]:
        """What must be the same for a span to go on."""
        return (self.lineage, self.clause.kind.value, self.clause.level, self.clause.text)


def build_spans(versions: Sequence[Sequence[Clause]], lineages: Sequence[Sequence[int]]) -> tuple[Span, ...]:
    """Return spans in an order such that those alive in a version, read in order, are that version.

    A clause that moves ends its span and starts another; so does one that changes.
    """
    line: list[Span] = []
    for number, (clauses, ids) in enumerate(zip(versions, lineages, strict=True), start=1):
        line = _extend(line, clauses, ids, number)
    return tuple(line)


def _extend(line: list[Span], clauses: Sequence[Clause], ids: Sequence[int], number: int) -> list[Span]:
    alive = {span.key: place for place, span in enumerate(line) if span.last == number - 1}
    wanted = [Span(lineage=i, clause=clause, first=number, last=number) for clause, i in zip(clauses, ids, strict=True)]
    places = [alive.get(span.key) for span in wanted]
    kept = set(_longest_rising([(place, index) for index, place in enumerate(places) if place is not None]))
    after: dict[int, list[Span]] = {}
    anchor = -1
    for index, (span, place) in enumerate(zip(wanted, places, strict=True)):
        if index in kept and place is not None:
            line[place].last = number
            anchor = place
        else:
            after.setdefault(anchor, []).append(span)
    merged = list(after.get(-1, ()))
    for place, span in enumerate(line):
        merged += (span, *after.get(place, ()))
    return merged


def _longest_rising(pairs: Sequence[tuple[int, int]]) -> list[int]:
    """Return the indices of a longest run of strictly rising places (patience sorting)."""
    tails: list[int] = []
    tail_at: list[int] = []
    previous: list[int | None] = []
    for at, (place, _) in enumerate(pairs):
        slot = bisect_left(tails, place)
        previous.append(tail_at[slot - 1] if slot else None)
        if slot == len(tails):
            tails.append(place)
            tail_at.append(at)
        else:
            tails[slot] = place
            tail_at[slot] = at
    chosen: list[int] = []
    cursor = tail_at[-1] if tail_at else None
    while cursor is not None:
        chosen.append(pairs[cursor][1])
        cursor = previous[cursor]
    return chosen
