"""Tables of contents, which only repeat the headings below, and captions of lists that were left out.

Sites put them up and take them down again; left in, each time would look like a change of the policy.
"""

from collections.abc import Iterator, Sequence
from itertools import accumulate

from tracker.clauses.clause import ClauseKind
from tracker.extraction.boilerplate import Reason
from tracker.extraction.drawn_headings import plain_heading
from tracker.page.block_tests import is_only_links, leads_within
from tracker.page.blocks import Block, PageText, Part
from tracker.text.dates.choice import has_policy_date

_MIN_ENTRIES = 3
_MIN_REPEATED = 0.6
"""Of the links in a row this share must lead to a heading of the same words: entries abridge, headings get renamed."""
_HEADING_MAX_WORDS = 25
_CAPTION_MAX_WORDS = 6
_LISTS = frozenset((Reason.NAVIGATION, Reason.REPEATED, Reason.FORM, Reason.ASIDE, Reason.COOKIE_DIALOG))


def leave_out_contents(page: PageText, judged: list[Reason | None]) -> None:
    """Write REPEATED against the entries of tables of contents into `judged`."""
    taken = [index for index, reason in enumerate(judged) if reason is None]
    last_places = {plain: place for place, plain in enumerate(_plain(page.blocks[index]) for index in taken) if plain}
    for run in _runs_of_links(page, taken):
        entries = [text for place in run for text in _entries(page.blocks[taken[place]])]
        repeated = sum(last_places.get(text, -1) > run[-1] for text in entries)
        if repeated >= max(_MIN_ENTRIES, _MIN_REPEATED * len(entries)):
            for place in run:
                judged[taken[place]] = Reason.REPEATED


def leave_out_captions(page: PageText, judged: list[Reason | None]) -> None:
    """Write NAVIGATION against short lines that stand alone with lists that were left out ("Table of contents")."""
    taken = [index for index, reason in enumerate(judged) if reason is None]
    first_heading = next((index for index in taken if page.blocks[index].kind is ClauseKind.HEADING), -1)
    said_before = (
        0,
        *accumulate(
            reason is None and not _is_toggle(block) for block, reason in zip(page.blocks, judged, strict=True)
        ),
    )
    listed_before = (0, *accumulate(reason in _LISTS for reason in judged))
    for index in taken:
        block = page.blocks[index]
        if index == first_heading or not _may_be_caption(block):
            continue
        alone = _largest_part_alone(page, said_before, block.part, own=int(not _is_toggle(block)))
        if alone is not None and listed_before[alone.end] > listed_before[index]:
            judged[index] = Reason.NAVIGATION


def _plain(block: Block) -> str:
    return plain_heading(block.text) if len(block.text.split()) <= _HEADING_MAX_WORDS else ""


def _runs_of_links(page: PageText, taken: Sequence[int]) -> Iterator[list[int]]:
    """Blocks in a row, as places in `taken`, that only link to places on the page."""
    run: list[int] = []
    for place, index in enumerate(taken):
        block = page.blocks[index]
        if is_only_links(block) and leads_within(block, page.anchors):
            run.append(place)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _entries(block: Block) -> list[str]:
    if len(block.links) == 1:
        return [plain_heading(block.text)]
    return [plain_heading(block.text[link.start : link.end]) for link in block.links]


def _may_be_caption(block: Block) -> bool:
    is_title = block.kind is ClauseKind.HEADING and block.level == 1
    is_short = len(block.text.split()) <= _CAPTION_MAX_WORDS and not block.text.endswith((".", "。"))
    return is_short and not is_title and not block.links and not has_policy_date(block.text)


def _is_toggle(block: Block) -> bool:
    """Whether the block is a short line that opens and shuts what is beneath (`<summary>`)."""
    return "t" in block.emphasis and _may_be_caption(block)


def _largest_part_alone(page: PageText, said_before: Sequence[int], index: int, *, own: int) -> Part | None:
    """The outermost of the parts around part `index` that says no more than a caption, of `own` blocks, and toggles."""
    alone = None
    while index >= 0:
        part = page.parts[index]
        if said_before[part.end] - said_before[part.start] > own:
            break
        alone = part
        index = part.parent
    return alone
