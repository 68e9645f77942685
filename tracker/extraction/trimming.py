"""What is trimmed off the chosen part of a page: links and buttons before and after the prose, jumps."""

from collections.abc import Sequence

from tracker.clauses.clause import ClauseKind
from tracker.extraction.boilerplate import Reason
from tracker.page.block_tests import (
    is_copyright_line,
    is_jump_to_top,
    is_mark,
    is_only_links,
    leads_to_address,
    leads_within,
)
from tracker.page.blocks import Block, PageText

_BUTTON_MAX_WORDS = 8


def trim(page: PageText, judged: list[Reason | None], weights: Sequence[int]) -> None:
    """Write the reasons against what furnishes the page into `judged`; `weights` is the prose of each block."""
    taken = [index for index, reason in enumerate(judged) if reason is None]
    prose = [index for index in taken if weights[index]]
    if not taken:
        return
    for index in taken:
        if reason := _reason_anywhere(page, page.blocks[index], taken[0]):
            judged[index] = reason
    if prose:
        _trim_start(page, judged, prose[0])
        _trim_end(page, judged, prose[-1])


def _reason_anywhere(page: PageText, block: Block, first: int) -> Reason | None:
    if is_mark(block) or is_jump_to_top(block, page.anchors, first):
        return Reason.NAVIGATION
    if block.button and block.kind is not ClauseKind.HEADING and "t" not in block.emphasis:
        return Reason.FORM if len(block.text.split()) <= _BUTTON_MAX_WORDS else None
    return None


def _trim_start(page: PageText, judged: list[Reason | None], first_prose: int) -> None:
    for index in range(first_prose):
        if judged[index] is None and _leads_elsewhere(page, page.blocks[index]):
            judged[index] = Reason.NAVIGATION


def _trim_end(page: PageText, judged: list[Reason | None], last_prose: int) -> None:
    trimmed = False
    for index in range(len(page.blocks) - 1, last_prose, -1):
        if judged[index] is not None:
            continue
        block = page.blocks[index]
        if is_copyright_line(block):
            judged[index] = Reason.FOOTER
        elif _leads_elsewhere(page, block) or (trimmed and block.kind is ClauseKind.HEADING):
            judged[index] = Reason.NAVIGATION
        else:
            break
        trimmed = True


def _leads_elsewhere(page: PageText, block: Block) -> bool:
    return is_only_links(block) and not leads_within(block, page.anchors) and not leads_to_address(block)
