"""Lines of text as a page breaks them, and which of them belong to one paragraph.

A line break is no boundary of its own: old pages break lines at the 70th column, in the middle of sentences.
Knows nothing of HTML.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tracker.clauses.clause import Hyperlink
from tracker.page.list_markers import has_own_number

_SENTENCE_END = re.compile(r"[.!?:;。！？：；…][\"'”’»)\]]*$")
_MARKER = re.compile(r"(?:[-–—*•·●○▪■‣◦»›>o]|\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-zA-Z]|[ivx]{1,5})[.)])\s+\S")
_BULLET = re.compile(r"(?:[•·●○▪■◦‣]|[-–—*»]\s)\s*(?=\S)")
_LONG_LINE = 60
"""A line this long that ends without a mark was broken by its author's editor; a shorter one may stand alone."""
_HEADING_MAX_WORDS = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line without the white space around it; `emphasis` as in Block; `gap` says that an empty line stands before."""

    text: str
    links: tuple[Hyperlink, ...] = ()
    emphasis: str = ""
    gap: bool = False
    button: bool = False


def join_lines(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return the paragraphs that the lines make up; never cuts a sentence that goes on in the next line."""
    paragraphs: list[list[Line]] = []
    for line in lines:
        if paragraphs and not _begins_paragraph(paragraphs[-1], line):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    return tuple(join_all(paragraph) for paragraph in paragraphs)


def _begins_paragraph(paragraph: list[Line], line: Line) -> bool:
    before = paragraph[-1]
    if line.gap or begins_item(line.text) or _is_jump(before) or _is_jump(line):
        return True
    if heads_differently(before, line):
        return True
    if _SENTENCE_END.search(before.text):
        return not line.text[:1].islower()
    return _is_capital_line(before.text) and not _is_capital_line(line.text)


def _is_jump(line: Line) -> bool:
    """Whether the line is nothing but a link within the page: "back to top"."""
    if len(line.links) != 1:
        return False
    link = line.links[0]
    return link.target.startswith("#") and link.end - link.start == len(line.text)


def _may_head(line: Line) -> bool:
    return bool(line.emphasis) and len(line.text.split()) <= _HEADING_MAX_WORDS


def _is_capital_line(text: str) -> bool:
    return text.isupper() and len(text) < _LONG_LINE and len(text) > 3


def join_all(lines: Sequence[Line]) -> Line:
    """Return the lines, at least one, as one; its emphasis is what all of them share."""
    if len(lines) == 1:
        return lines[0]
    texts: list[str] = []
    links: list[Hyperlink] = []
    length = 0
    for line in lines:
        offset = length + 1 if texts else 0
        links += [
            Hyperlink(start=link.start + offset, end=link.end + offset, target=link.target) for link in line.links
        ]
        texts.append(line.text)
        length = offset + len(line.text)
    shared = "".join(mark for mark in lines[0].emphasis if all(mark in line.emphasis for line in lines))
    return Line(
        text=" ".join(texts),
        links=tuple(links),
        emphasis=shared,
        gap=lines[0].gap,
        button=all(line.button for line in lines),
    )


def begins_item(text: str) -> bool:
    """Whether a line begins with the number or the mark of an item, a chapter or the like."""
    return _MARKER.match(text) is not None


def heads_differently(before: Line, line: Line) -> bool:
    """Whether one of two lines is a heading by its type, and the other not."""
    return before.emphasis != line.emphasis and (_may_head(before) or _may_head(line))


def has_bullet(line: Line) -> bool:
    """Whether the line begins with the mark of a list item."""
    return _BULLET.match(line.text) is not None


def without_bullet(line: Line) -> Line:
    """Return the line without the mark of a list item before it."""
    match = _BULLET.match(line.text)
    return _moved(line, line.text[match.end() :], -match.end()) if match else line


def with_marker(line: Line, marker: str) -> Line:
    """Return the line with the number of its list item before it, unless its own words bring one along."""
    return line if has_own_number(line.text) else _moved(line, marker + " " + line.text, len(marker) + 1)


def _moved(line: Line, text: str, offset: int) -> Line:
    links = tuple(
        Hyperlink(start=max(0, link.start + offset), end=link.end + offset, target=link.target)
        for link in line.links
        if link.end + offset > 0
    )
    return replace(line, text=text, links=links)
