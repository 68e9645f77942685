"""The first and surest links: clauses that read alike, by their own words or together with their neighbours."""

from collections import Counter
from collections.abc import Sequence

from tracker.clauses import Clause, ClauseKind


def exact_pairs(
    old: Sequence[Clause], new: Sequence[Clause], old_keys: Sequence[str], new_keys: Sequence[str]
) -> dict[int, int]:
    """Return old places with the new place of the same text, where there is no doubt.

    First the texts that stand once on each side (patience diff), then the repeated ones next to a pair already found.
    A heading and a body text are left for later: the one often repeats the other, as in a table of contents.
    """
    old_counts, new_counts = Counter(old_keys), Counter(new_keys)
    once = {key: place for place, key in enumerate(old_keys) if old_counts[key] == 1}
    pairs: dict[int, int] = {}
    for place, key in enumerate(new_keys):
        if new_counts[key] == 1 and key in once and _same_role(old[once[key]], new[place]):
            pairs[once[key]] = place
    _extend(pairs, old_keys, new_keys)
    return pairs


def _same_role(old: Clause, new: Clause) -> bool:
    return (old.kind is ClauseKind.HEADING) == (new.kind is ClauseKind.HEADING)


def _extend(pairs: dict[int, int], old_keys: Sequence[str], new_keys: Sequence[str]) -> None:
    """Add the equal neighbours of pairs, forwards from the beginning, then backwards from the end."""
    taken = set(pairs.values())
    for step, start in ((1, -1), (-1, len(old_keys))):
        edges = {-1: -1} if step == 1 else {len(old_keys): len(new_keys)}
        place = start
        while 0 <= place + step < len(old_keys):
            mate = edges.get(place, pairs.get(place))
            place += step
            if mate is None or place in pairs or not 0 <= mate + step < len(new_keys):
                continue
            if mate + step not in taken and old_keys[place] == new_keys[mate + step]:
                pairs[place] = mate + step
                taken.add(mate + step)
