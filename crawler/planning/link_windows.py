"""When each address that homepages linked to was the policy's. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from itertools import pairwise


def link_windows(
    seen: Sequence[tuple[str, str]], listed: Mapping[str, Sequence[str]], abroad: Set[str] = frozenset()
) -> dict[str, tuple[str | None, str | None]]:
    """Return, for each address linked to, (from, to) of its time: timestamps, None where it is open.

    `seen` holds (timestamp, address) in order of time, `listed` the times at which each address was archived as a page;
    addresses on other sites are `abroad`. An address that is linked again after another is left open, as its text may
    never have gone.

    >>> link_windows([("2001", "a"), ("2003", "a"), ("2005", "b")], {"a": ("2001", "2006"), "b": ("2004",)})
    {'a': (None, '2004'), 'b': ('2003', None)}
    """
    if not seen:
        return {}
    stretches: list[tuple[str, str, str]] = []
    for timestamp, address in seen:
        if stretches and stretches[-1][0] == address:
            stretches[-1] = (address, stretches[-1][1], timestamp)
        else:
            stretches.append((address, timestamp, timestamp))
    handovers = [
        _handover(
            before[2],
            after[1],
            listed.get(before[0], ()),
            listed.get(after[0], ()),
            is_abroad=after[0] in abroad,
        )
        for before, after in pairwise(stretches)
    ]
    ends = [*(end for end, _ in handovers), None]
    starts = [None, *(start for _, start in handovers)]
    times = Counter(address for address, _, _ in stretches)
    return {
        address: (None, None) if times[address] > 1 else (start, end)
        for (address, _, _), start, end in zip(stretches, starts, ends, strict=True)
    }


def _handover(last: str, first: str, old: Sequence[str], new: Sequence[str], *, is_abroad: bool) -> tuple[str, str]:
    """When the old address's time ends and the new one's begins, between the last link to it and the first to the new.

    As the new address appears, or, if it was there before, as the old one is archived for the last time. An address on
    another site that was there before is a parent's or sister's: the site's only since it is linked to (`is_abroad`).
    """
    if not any(stamp <= last for stamp in new):
        return min((stamp for stamp in new if stamp < first), default=first), last
    if is_abroad:
        return first, first
    return first, max((stamp for stamp in old if last < stamp < first), default=last)
