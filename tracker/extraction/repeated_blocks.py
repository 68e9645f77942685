"""Stretches of a page that it shows again and again: a menu of chapters under each chapter, the page for telephones.

Only long stretches count. A sentence that a policy says twice is said twice.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from tracker.page.blocks import Block

_RUN = 4
_RUN_CHARACTERS = 100
"""Blocks in a row, and characters in them, that must be the same."""
_MIN_TIMES = 3
"""A stretch shown so many times is no text; one shown twice may be two chapters that say the same."""
_WHOLE_SHARE = 0.4
"""A page whose text stands there twice has so much of it in stretches shown twice."""


def find_repeats(blocks: Sequence[Block], taken: Sequence[int]) -> frozenset[int]:
    """Return those of the blocks numbered `taken` that only repeat stretches shown before."""
    texts = [blocks[index].text for index in taken]
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place in range(len(texts) - _RUN + 1):
        run = tuple(texts[place : place + _RUN])
        if sum(map(len, run)) >= _RUN_CHARACTERS:
            places[run].append(place)
    often = _covered(places.values(), _MIN_TIMES)
    twice = _covered(places.values(), 2)
    characters = sum(map(len, texts))
    is_doubled = sum(len(texts[place]) for place in twice) >= _WHOLE_SHARE * characters
    return frozenset(taken[place] for place in (twice if is_doubled else often))


def _covered(places: Iterable[Sequence[int]], times: int) -> set[int]:
    """The places within stretches that are shown so many times, but for the first time."""
    return {place + step for starts in places if len(starts) >= times for place in starts[1:] for step in range(_RUN)}
