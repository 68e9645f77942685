"""Where the paragraphs of a PDF begin, from the places of its lines. Pure.

Most documents set paragraphs apart by space. Where they don't, and where a page or a column ends, what tells is the
line before: a sentence ends in it, and the next word would have found room there.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from tracker.page.pdf_layout import TextLine

_WIDER, _MIN_SPACED = 1.3, 0.1
"""Times the usual distance of lines: the space before a paragraph, if a tenth of the lines have it above them."""
_INDENT = 0.8
"""Times the size of the type: how far the first line of a paragraph is indented."""
_SAME_SIZE = 0.08
_HEADING_SHARE = 0.6
"""A line that fills less of its column, and is no sentence, stands alone where paragraphs are not set apart."""
HYPHENS = ("-", "\u2010")
_SENTENCE_ENDS = (".", "!", "?", ":", ";", "。", "”", '"', ")")


def paragraph_beginnings(lines: Sequence[TextLine]) -> frozenset[int]:
    """Return the indexes of the lines before which a paragraph ends."""
    right = max((line.right for line in lines if line.is_full), default=0.0)
    lines = [replace(line, right=right) if line.is_full else line for line in lines]
    pairs = list(pairwise(lines))
    steps = sorted(_step(before, line) for before, line in pairs if not line.begins and _are_alike(before, line))
    usual = steps[len(steps) // 5] if steps else 0.0  # not the median: in short paragraphs most steps are wide
    is_spaced = sum(step > _WIDER * usual for step in steps) >= _MIN_SPACED * len(steps)
    found = set()
    item: TextLine | None = None
    for index, (before, line) in enumerate(pairs, start=1):
        item = before if before.run.has_mark else item
        if line.run.has_mark or _ends_item(item, before, line) or _begins(before, line, usual, is_spaced=is_spaced):
            found.add(index)
            item = None
    return frozenset(found)


def _are_alike(before: TextLine, line: TextLine) -> bool:
    """Whether both lines are of the text, or both of a heading."""
    return before.run.is_bold == line.run.is_bold and abs(before.run.size - line.run.size) < _SAME_SIZE * line.run.size


def _ends_item(item: TextLine | None, before: TextLine, line: TextLine) -> bool:
    """Whether a line goes back to the left of an item's number, or to it while the item's own lines are indented."""
    if item is None or line.begins:
        return False
    outdent = item.run.x0 - line.run.x0
    return outdent > _INDENT / 2 * line.run.size or (
        abs(outdent) < _INDENT / 2 * line.run.size and before.run.x0 - line.run.x0 > _INDENT * line.run.size
    )


def _begins(before: TextLine, line: TextLine, usual: float, *, is_spaced: bool) -> bool:
    if not line.begins and _step(before, line) > _WIDER * usual:
        return is_spaced or not _goes_on(before, line)
    if (is_spaced and not line.begins) or line.run.text[:1].islower() or before.run.text.endswith(HYPHENS):
        return False
    if not before.run.text.endswith(_SENTENCE_ENDS):
        return _fill(before) < _HEADING_SHARE
    return _is_short(before, line) or (not line.begins and line.run.x0 - before.run.x0 > _INDENT * line.run.size)


def _step(before: TextLine, line: TextLine) -> float:
    return before.run.y - line.run.y


def _goes_on(before: TextLine, line: TextLine) -> bool:
    return line.run.text[:1].islower() and not before.run.text.endswith(_SENTENCE_ENDS)


def _fill(line: TextLine) -> float:
    return (line.run.x1 - line.left) / max(1.0, line.right - line.left)


def _is_short(before: TextLine, line: TextLine) -> bool:
    """Whether the first word of a line would have found room at the end of the line before it."""
    first = line.run.text.split(" ", 1)[0]
    width = (line.run.x1 - line.run.x0) / max(1, len(line.run.text))
    return before.right - before.run.x1 > (len(first) + 2) * width
