"""Which clause of the new version is which clause of the old one: the result depends on the two versions alone.

Links are found in the order of their certainty: the same text, a text split or merged, a text reworded. Each step
sees the links of the steps before as places to hold on to.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.candidates import word_candidates
from tracker.clause_words import Vocabulary
from tracker.clauses import Clause
from tracker.exact_matches import exact_pairs
from tracker.matching import Matcher
from tracker.moves import moved_links
from tracker.similarity import classify_texts, exact_key
from tracker.splits import Group, find_groups


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An old clause and the new clause it became, by index; `ops` names what happened on the way."""

    old: int
    new: int
    ops: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """The links in order of the new clauses, and the clauses without one.

    A split is several links with one `old`, a merge several links with one `new`; `moved` are the links out of order.
    """

    links: tuple[Link, ...]
    added: tuple[int, ...]
    removed: tuple[int, ...]
    moved: tuple[tuple[int, int], ...]


def align(old: Sequence[Clause], new: Sequence[Clause]) -> Alignment:
    """Return which old clause became which new one."""
    pairs = _find_pairs(old, new)
    ordered = sorted(pairs, key=lambda pair: (pair[1], pair[0]))
    moved = moved_links(ordered, [len(clause.text) for clause in old], [len(clause.text) for clause in new])
    linked_old, linked_new = {i for i, _ in pairs}, {j for _, j in pairs}
    return Alignment(
        links=tuple(Link(old=i, new=j, ops=_ops(old[i], new[j], pairs[i, j], (i, j) in moved)) for i, j in ordered),
        added=tuple(j for j in range(len(new)) if j not in linked_new),
        removed=tuple(i for i in range(len(old)) if i not in linked_old),
        moved=tuple(sorted(moved)),
    )


def _ops(old: Clause, new: Clause, group: str, moved: bool) -> tuple[str, ...]:
    return (group or classify_texts(old.text, new.text), *(("moved",) if moved else ()))


def _find_pairs(old: Sequence[Clause], new: Sequence[Clause]) -> dict[tuple[int, int], str]:
    """Return the pairs (old, new), each with `split` or `merged` if it is part of one."""
    old_keys, new_keys = [exact_key(clause.text) for clause in old], [exact_key(clause.text) for clause in new]
    same = exact_pairs(old, new, old_keys, new_keys)
    pairs = dict.fromkeys(same.items(), "")
    taken = set(same.values())
    if len(same) == len(old) or len(taken) == len(new):
        return pairs
    vocabulary = Vocabulary(old_keys + new_keys)
    free_old = {i: vocabulary.clause(key) for i, key in enumerate(old_keys) if i not in same}
    free_new = {j: vocabulary.clause(key) for j, key in enumerate(new_keys) if j not in taken}
    by_words = word_candidates(free_old, free_new)
    splits = find_groups(free_old, free_new, by_words)
    merges = find_groups(free_new, free_old, {(j, i) for i, j in by_words})
    for group, kind in _compatible(splits, merges):
        for part in group.parts:
            pairs[(group.whole, part) if kind == "split" else (part, group.whole)] = kind
    for i, j in pairs:
        free_old.pop(i, None)
        free_new.pop(j, None)
    pairs |= dict.fromkeys(Matcher(old, new, pairs).match(free_old, free_new, by_words), "")
    return pairs


def _compatible(splits: Sequence[Group], merges: Sequence[Group]) -> list[tuple[Group, str]]:
    """Return the groups that have no clause in common, the best covered first."""
    found = [(group, "split") for group in splits] + [(group, "merged") for group in merges]
    taken_old: set[int] = set()
    taken_new: set[int] = set()
    kept = []
    for group, kind in sorted(found, key=lambda entry: (-entry[0].covered, entry[1], entry[0].whole)):
        olds, news = ({group.whole}, set(group.parts)) if kind == "split" else (set(group.parts), {group.whole})
        if not olds & taken_old and not news & taken_new:
            taken_old |= olds
            taken_new |= news
            kept.append((group, kind))
    return kept
