"""Versions as spans: each clause once, with its first and last version and one place in a line that fits them all."""

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.alignment.moves import heaviest_increasing
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
    kept = _in_order(places, [1 + len(clause.text) for clause in clauses])
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


def _in_order(places: Sequence[int | None], weights: Sequence[int]) -> set[int]:
    """Return which spans go on: those that keep their order, so that the least text counts as moved."""
    alive = [index for index, place in enumerate(places) if place is not None]
    rising = heaviest_increasing([places[index] or 0 for index in alive], [weights[index] for index in alive])
    return {alive[at] for at in rising}
