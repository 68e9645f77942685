"""Counts changes in one way for all who tell of them: the diff, the history, the alerts. Pure.

A split or a merge is one change, however many clauses it has. Before: one paragraph. After: three. That is `1 split`,
as a comparison has it, although three rows record it.
"""

from collections import Counter
from collections.abc import Hashable, Iterable

from tracker.diff.changes import Change, ChangeKind


def count_changes(changes: Iterable[Change]) -> Counter[ChangeKind]:
    """Return how many changes of each kind a comparison has."""
    return Counter(change.kind for change in changes)


def count_rows(rows: Iterable[tuple[str, Hashable, Hashable]]) -> Counter[ChangeKind]:
    """Return how many changes of each kind are recorded, given (kind, old clause, new clause) of each row of one step.

    The clauses may be told by their place or by their text.

    >>> count_rows([("split", 4, 4), ("split", 4, 5), ("added", None, 6), ("added", None, 7)])
    Counter({<ChangeKind.ADDED: 'added'>: 2, <ChangeKind.SPLIT: 'split'>: 1})
    """
    changes: dict[tuple[str, Hashable], ChangeKind] = {}
    for number, (kind, old, new) in enumerate(rows):
        whole = {ChangeKind.SPLIT: ("old", old), ChangeKind.MERGED: ("new", new)}
        changes[kind, whole.get(ChangeKind(kind), number)] = ChangeKind(kind)
    return Counter(changes.values())


def counts_in_words(counts: Counter[ChangeKind]) -> str:
    """Say how many changes of each kind there are.

    >>> counts_in_words(Counter({ChangeKind.MOVED: 2, ChangeKind.ADDED: 1}))
    '1 added, 2 moved'
    """
    return ", ".join(f"{counts[kind]} {kind.value}" for kind in ChangeKind if counts[kind])
