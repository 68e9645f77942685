"""Turns an alignment into changes: one typed change for each clause, or group of clauses, that was touched. Pure.

Before: "We keep it for 12 months. You may object." After: "We keep it for 24 months." and "You may object." That is one
change, a split into two, with the value `12 months -> 24 months`; never a removal and two additions.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any

from tracker.alignment.align import Alignment, Link, align
from tracker.clauses.clause import Clause
from tracker.diff.renamed_terms import RenamedTerm, find_renamed_terms, only_renames
from tracker.diff.value_changes import ValueChange, value_changes
from tracker.diff.word_diff import Segment, diff_words

ChangePlaces = tuple[tuple[int, ...], tuple[int, ...]]
"""What tells the changes of a comparison apart: the indexes of the clauses before and after."""
JOINT = "\n"
"""What the texts of a group are joined with: no clause has a line break of its own."""


class ChangeKind(StrEnum):
    """What happened to a clause."""

    ADDED = "added"
    REMOVED = "removed"
    MODIFIED = "modified"
    MOVED = "moved"
    SPLIT = "split"
    MERGED = "merged"
    RENUMBERED = "renumbered"
    COSMETIC = "cosmetic"
    LINK = "link"


_SAME_WORDS = frozenset({ChangeKind.COSMETIC, ChangeKind.RENUMBERED, ChangeKind.MOVED, ChangeKind.LINK})
"""Kinds of change in which no value can have changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A change with the indexes of the clauses before and after; `moved` when they also changed their order.

    The segments lead from the old texts to the new ones, each joined by JOINT. `renamed_only` tells that nothing but
    terms renamed through the whole document differ.
    """

    kind: ChangeKind
    old: tuple[int, ...]
    new: tuple[int, ...]
    segments: tuple[Segment, ...]
    values: tuple[ValueChange, ...]
    moved: bool
    renamed_only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """How two versions correspond and what changed, in reading order: what was removed stands where it stood."""

    alignment: Alignment
    changes: tuple[Change, ...]
    renamed_terms: tuple[RenamedTerm, ...]


def compare(old: Sequence[Clause], new: Sequence[Clause]) -> Comparison:
    """Return what changed from the old version to the new one; no changes if they are the same."""
    alignment = align(old, new)
    changes = [_change(kind, group, old, new) for kind, group in _groups(alignment, old, new)]
    changes += [_changed(ChangeKind.ADDED, (), (j,), old, new) for j in alignment.added]
    changes += [_changed(ChangeKind.REMOVED, (i,), (), old, new) for i in alignment.removed]
    terms = find_renamed_terms(
        {change.new[0]: change.segments for change in changes if change.kind is ChangeKind.MODIFIED},
        [clause.text for clause in old],
        [clause.text for clause in new],
    )
    marked = [
        replace(change, renamed_only=only_renames(change.segments, terms)) if terms else change for change in changes
    ]
    before = _index_before(alignment, len(old))
    marked.sort(key=lambda change: (change.new[0], 0) if change.new else (before[change.old[0]], 1 + change.old[0]))
    return Comparison(alignment=alignment, changes=tuple(marked), renamed_terms=terms)


def _groups(
    alignment: Alignment, old: Sequence[Clause], new: Sequence[Clause]
) -> Iterator[tuple[ChangeKind, list[Link]]]:
    """Yield the links that changed anything, those of one split or one merge together."""
    groups: dict[tuple[str, int], list[Link]] = {}
    for link in alignment.links:
        what = link.ops[0]
        if what == ChangeKind.SPLIT:
            groups.setdefault((what, link.old), []).append(link)
        elif what == ChangeKind.MERGED:
            groups.setdefault((what, link.new), []).append(link)
        elif what != "unchanged":
            yield ChangeKind(what), [link]
        elif old[link.old].text != new[link.new].text:
            yield ChangeKind.COSMETIC, [link]
        elif "moved" in link.ops:
            yield ChangeKind.MOVED, [link]
    for (what, _), links in groups.items():
        yield ChangeKind(what), links


def _change(kind: ChangeKind, links: Sequence[Link], old: Sequence[Clause], new: Sequence[Clause]) -> Change:
    indexes = tuple(sorted({link.old for link in links}))
    new_indexes = tuple(sorted({link.new for link in links}))
    return _changed(kind, indexes, new_indexes, old, new, moved=any("moved" in link.ops for link in links))


def _changed(
    kind: ChangeKind,
    indexes: tuple[int, ...],
    new_indexes: tuple[int, ...],
    old: Sequence[Clause],
    new: Sequence[Clause],
    *,
    moved: bool = False,
) -> Change:
    segments = diff_words(JOINT.join(old[i].text for i in indexes), JOINT.join(new[j].text for j in new_indexes))
    values = value_changes(segments) if indexes and new_indexes and kind not in _SAME_WORDS else ()
    return Change(kind=kind, old=indexes, new=new_indexes, segments=segments, values=values, moved=moved)


def _index_before(alignment: Alignment, length: int) -> list[int]:
    """Return, for each old clause, the new place after which it would stand, had it stayed."""
    became = {link.old: link.new for link in alignment.links if "moved" not in link.ops}
    indexes, last = [], -1
    for i in range(length):
        last = became.get(i, last)
        indexes.append(last)
    return indexes


def change_to_json(change: Change, old: Sequence[Clause], new: Sequence[Clause]) -> dict[str, Any]:
    """Return the change as JSON: kind, section, indexes and texts before and after, segments and values."""
    about = new[change.new[0]] if change.new else old[change.old[0]]
    return {
        "kind": change.kind.value,
        "moved": change.moved,
        "renamed_only": change.renamed_only,
        "section": list(about.path),
        "old": [{"place": i, "text": old[i].text} for i in change.old],
        "new": [{"place": j, "text": new[j].text} for j in change.new],
        "runs": [{"kind": segment.kind.value, "text": segment.text} for segment in change.segments],
        "values": [asdict(value) for value in change.values],
    }
