"""What changed between two versions, a typed change for each clause touched. Pure."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from tracker.alignment import Alignment, Link, align
from tracker.clauses import Clause
from tracker.values import ValueChange, value_changes
from tracker.word_diff import Run, RunKind, diff_words

__all__ = ["Change", "ChangeKind", "Comparison", "Run", "RunKind", "ValueChange", "change_to_json", "compare"]


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A change with the places of the clauses before and after; `moved` when it also changed its place."""

    kind: ChangeKind
    old: tuple[int, ...]
    new: tuple[int, ...]
    runs: tuple[Run, ...]
    values: tuple[ValueChange, ...]
    moved: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RenamedTerm:
    """A term that was replaced through the whole document, with the new places."""

    old: str
    new: str
    places: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """How two versions correspond and what changed, in reading order of the new version."""

    alignment: Alignment
    changes: tuple[Change, ...]
    renamed_terms: tuple[RenamedTerm, ...]


def compare(old: Sequence[Clause], new: Sequence[Clause]) -> Comparison:
    """Return what changed from the old version to the new one; no changes if they are the same."""
    alignment = align(old, new)
    changes = [_linked(link, old, new) for link in alignment.links if link.ops != ("unchanged",)]
    changes += [_change(ChangeKind.ADDED, (), (j,), old, new) for j in alignment.added]
    changes += [_change(ChangeKind.REMOVED, (i,), (), old, new) for i in alignment.removed]
    return Comparison(alignment=alignment, changes=tuple(changes), renamed_terms=())


def _linked(link: Link, old: Sequence[Clause], new: Sequence[Clause]) -> Change:
    kind = ChangeKind.MOVED if link.ops[0] == "unchanged" else ChangeKind(link.ops[0])
    return _change(kind, (link.old,), (link.new,), old, new, moved="moved" in link.ops)


def _change(
    kind: ChangeKind,
    places: tuple[int, ...],
    new_places: tuple[int, ...],
    old: Sequence[Clause],
    new: Sequence[Clause],
    *,
    moved: bool = False,
) -> Change:
    runs = diff_words(" ".join(old[i].text for i in places), " ".join(new[j].text for j in new_places))
    return Change(kind=kind, old=places, new=new_places, runs=runs, values=value_changes(runs), moved=moved)


def change_to_json(change: Change, old: Sequence[Clause], new: Sequence[Clause]) -> dict[str, Any]:
    """Return the change as JSON: kind, section, places and texts before and after, runs and values."""
    about = new[change.new[0]] if change.new else old[change.old[0]]
    return {
        "kind": change.kind.value,
        "moved": change.moved,
        "section": list(about.path),
        "old": [{"place": i, "text": old[i].text} for i in change.old],
        "new": [{"place": j, "text": new[j].text} for j in change.new],
        "runs": [{"kind": run.kind.value, "text": run.text} for run in change.runs],
        "values": [asdict(value) for value in change.values],
    }
