"""Stretches of a page that it shows again and again: a menu of chapters under each chapter, the page for telephones.

Only long stretches count. A sentence that a policy says twice is said twice.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence, Set

from tracker.page.blocks import Block, PageText, Part

_RUN = 4
_RUN_CHARACTERS = 100
"""Blocks in a row, and characters in them, that must be the same."""
_MIN_TIMES = 3
"""A stretch shown so many times is no text; one shown twice may be two chapters that say the same."""
_WHOLE_SHARE = 0.4
"""A page whose text stands there twice has so much of it in stretches shown twice."""

_SCREENS = re.compile(
    r"(?:^|[\s:_-])(?:xs|sm|md|lg|xl|xxl|2xl|mobile|phone|handheld|tablet|desktop|small|medium|large|wide|narrow)(?:$|[\s:_-])"
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_MAX_NAMES = 400


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


def find_screen_copies(page: PageText, taken: Sequence[int]) -> frozenset[int]:
    """Return the blocks of parts that say the same as the part before them, for screens of another width.

    One of the two is shown: `<div class="d-none d-md-block">` beside `<div class="d-md-none">`.
    """
    standing = frozenset(taken)
    found: set[int] = set()
    before: dict[int, Part] = {}
    for part in page.parts:
        if part.start == part.end:
            continue
        sibling = before.get(part.parent)
        before[part.parent] = part
        if sibling is None or sibling.end != part.start or not (_for_screens(sibling) and _for_screens(part)):
            continue
        if _said(page, sibling, standing) and _said(page, sibling, standing) == _said(page, part, standing):
            found.update(range(part.start, part.end))
    return frozenset(found & standing)


def _for_screens(part: Part) -> bool:
    return _SCREENS.search(_CAMEL.sub("-", part.names[:_MAX_NAMES]).lower()) is not None


def _said(page: PageText, part: Part, standing: Set[int]) -> str:
    """The letters of a part: a table for wide screens has its cells in paragraphs on narrow ones."""
    text = "".join(page.blocks[index].text for index in range(part.start, part.end) if index in standing)
    return "".join(filter(str.isalnum, text))


def _covered(places: Iterable[Sequence[int]], times: int) -> set[int]:
    """The places within stretches that are shown so many times, but for the first time."""
    return {place + step for starts in places if len(starts) >= times for place in starts[1:] for step in range(_RUN)}
