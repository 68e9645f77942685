"""Which clause of the new version is which clause of the old one: the result depends on the two versions alone."""

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from tracker.clauses import Clause
from tracker.moves import moved_links
from tracker.similarity import classify_texts, exact_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An old clause and the new clause it became, by index; `ops` names what happened on the way."""

    old: int
    new: int
    ops: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """The links in order of the new clauses, and the clauses without one.

    A split is several links with one `old`, a merge several with one `new`; `moved` are the links out of order.
    """

    links: tuple[Link, ...]
    added: tuple[int, ...]
    removed: tuple[int, ...]
    moved: tuple[tuple[int, int], ...]


def align(old: Sequence[Clause], new: Sequence[Clause]) -> Alignment:
    """Return which old clause became which new one."""
    pairs = _exact_pairs(old, new)
    pairs |= _similar_pairs(old, new, pairs)
    ordered = sorted(pairs, key=lambda pair: (pair[1], pair[0]))
    moved = moved_links(ordered, [len(clause.text) for clause in old], [len(clause.text) for clause in new])
    linked_old, linked_new = {i for i, _ in pairs}, {j for _, j in pairs}
    links = [Link(old=i, new=j, ops=_ops(old[i].text, new[j].text, (i, j) in moved)) for i, j in ordered]
    return Alignment(
        links=tuple(links),
        added=tuple(j for j in range(len(new)) if j not in linked_new),
        removed=tuple(i for i in range(len(old)) if i not in linked_old),
        moved=tuple(sorted(moved)),
    )


def _ops(old: str, new: str, moved: bool) -> tuple[str, ...]:
    return (classify_texts(old, new), *(("moved",) if moved else ()))


def _exact_pairs(old: Sequence[Clause], new: Sequence[Clause]) -> set[tuple[int, int]]:
    places: dict[str, list[int]] = {}
    for i, clause in enumerate(old):
        places.setdefault(exact_key(clause.text), []).append(i)
    pairs = set()
    for j, clause in enumerate(new):
        free = places.get(exact_key(clause.text))
        if free:
            pairs.add((free.pop(0), j))
    return pairs


def _similar_pairs(old: Sequence[Clause], new: Sequence[Clause], taken: set[tuple[int, int]]) -> set[tuple[int, int]]:
    free_old = sorted(set(range(len(old))) - {i for i, _ in taken})
    pairs = set()
    for j in sorted(set(range(len(new))) - {j for _, j in taken}):
        scored = [(fuzz.ratio(old[i].text, new[j].text), -i) for i in free_old[:500]]
        if scored and max(scored)[0] > 55:
            place = -max(scored)[1]
            free_old.remove(place)
            pairs.add((place, j))
    return pairs
