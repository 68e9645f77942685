"""The lineage of every clause through all versions. Pure: depends on the versions in order alone."""

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.alignment.align import Alignment, align
from tracker.alignment.moves import main_pairs
from tracker.clauses.clause import Clause
from tracker.clauses.comparison_keys import exact_key
from tracker.history.returning_clauses import DepartedClause, ReturningClauses


@dataclass(frozen=True, slots=True, kw_only=True)
class LineageParent:
    """The lineage `child` came out of `parent` by a split, or `parent` went into `child` by a merge."""

    child: int
    parent: int
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lineages:
    """For each version the lineage of each clause, and where lineages came from by `split` or `merged`.

    Lineages are numbered by their first appearance; a lineage stands once in a version. The largest part of a split
    and of a merge goes on as the same lineage. A clause that comes back after a gap is the same lineage.
    """

    ids: tuple[tuple[int, ...], ...]
    parents: tuple[LineageParent, ...]

    def births(self) -> tuple[int, ...]:
        """Return for each lineage the number of the version (from 0) in which what it says began.

        The part of a split is as old as the whole was.
        """
        births: dict[int, int] = {}
        for number, version in enumerate(self.ids):
            for lineage in version:
                births.setdefault(lineage, number)
        for parent in self.parents:
            if parent.kind == "split":
                births[parent.child] = min(births[parent.child], births[parent.parent])
        return tuple(births[lineage] for lineage in range(len(births)))


def trace(versions: Sequence[Sequence[Clause]], *, known: Lineages | None = None) -> Lineages:
    """Return the lineage of every clause of every version, the versions being in order of time.

    `known` are the lineages of the first of them, traced before: only what follows is aligned.
    """
    tracer = _Tracer()
    reached = len(known.ids) if known else 0
    for number, version in enumerate(versions):
        if known and number < reached:
            tracer.recall(version, known.ids[number])
        else:
            tracer.add(version, align(versions[number - 1], version) if number else None)
    return Lineages(ids=tuple(tracer.ids), parents=(*(known.parents if known else ()), *tracer.parents))


class _Tracer:
    """The lineages so far."""

    def __init__(self) -> None:
        self.ids: list[tuple[int, ...]] = []
        self.parents: list[LineageParent] = []
        self._before: Sequence[Clause] = ()
        self._returning = ReturningClauses()
        self._count = 0

    def add(self, version: Sequence[Clause], alignment: Alignment | None) -> None:
        """Add the next version, given its alignment with the one before."""
        known: dict[int, int] = {}
        if alignment is not None:
            links = [(link.old, link.new) for link in alignment.links]
            lengths = [len(clause.text) for clause in self._before], [len(clause.text) for clause in version]
            known = {j: self.ids[-1][i] for i, j in main_pairs(links, *lengths)}
            anew, keys = set(alignment.added), [exact_key(clause.text) for clause in version]
            known |= self._returning.restore(keys, anew, known, self.ids)
        own = tuple(known[j] if j in known else self._new_lineage() for j in range(len(version)))
        if alignment is not None:
            self._note_parents(alignment, own)
            self._remember_departed(set(own))
        self.ids.append(own)
        self._before = version

    def recall(self, version: Sequence[Clause], own: tuple[int, ...]) -> None:
        """Add the next version, whose lineages are known."""
        self._returning.forget(own)
        if self.ids:
            self._remember_departed(set(own))
        self._count = max(self._count, *(lineage + 1 for lineage in own), 0)
        self.ids.append(own)
        self._before = version

    def _new_lineage(self) -> int:
        self._count += 1
        return self._count - 1

    def _note_parents(self, alignment: Alignment, own: Sequence[int]) -> None:
        for link in alignment.links:
            parent, child = self.ids[-1][link.old], own[link.new]
            if parent != child:
                self.parents.append(LineageParent(child=child, parent=parent, kind=link.ops[0]))

    def _remember_departed(self, alive: set[int]) -> None:
        """Put the lineages of the version before that are not in this one where they can be found again."""
        self._returning.remember(
            DepartedClause(
                lineage=lineage,
                version=len(self.ids) - 1,
                index=index,
                key=exact_key(self._before[index].text),
            )
            for index, lineage in enumerate(self.ids[-1])
            if lineage not in alive
        )
