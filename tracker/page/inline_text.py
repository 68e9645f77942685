"""Gathers the characters between two block boundaries into lines: white space, links and emphasis as a browser shows.

Fed by a walk over a tree, but knows nothing of it.
"""

import re

from tracker.clauses.clause import Hyperlink
from tracker.page.lines import Line

# Soft hyphens and zero-width characters are drawn as nothing (and some are put in anew at every capture).
_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u2060\ufeff]")
_WIDE_SPACES = re.compile(r"\s+")


_LINK_END = "\u200b"


class InlineText:
    """The text that is being gathered; `lines` takes it out."""

    def __init__(self) -> None:
        self._pieces: list[tuple[str, str, str | None, bool] | None] = []
        self._has_text = False

    def add(self, text: str, *, emphasis: str, target: str | None, on_button: bool) -> None:
        """Add characters as the tree holds them; `emphasis` and `target` are those of the elements around them."""
        self._pieces.append((text, emphasis, target, on_button))
        self._has_text = self._has_text or not text.isspace()

    def break_line(self) -> None:
        """Begin a new line."""
        if self._pieces:
            self._pieces.append(None)

    def space(self) -> None:
        """Keep the words before and after apart."""
        if self._pieces:
            self._pieces.append((" ", "", None, False))

    def end_link(self) -> None:
        """Keep a link apart from the next one, which old menus write without a space between them."""
        self._pieces.append((_LINK_END, "", None, False))

    def end_cell(self) -> None:
        """Keep the cells of a row apart by a bar, unless nothing stands before it."""
        if self._has_text:
            self._pieces.append((" | ", "", None, False))

    def lines(self) -> list[Line]:
        """Return the lines gathered so far, without empty ones, and begin anew."""
        if not self._has_text:
            self._pieces.clear()
            return []
        lines: list[Line] = []
        gap = False
        builder = _LineBuilder()
        for piece in (*self._pieces, None):
            if piece is not None:
                builder.add(*piece)
                continue
            line = builder.line(gap=gap)
            if line is None:
                gap = bool(lines)
            else:
                lines.append(line)
                gap = False
            builder = _LineBuilder()
        self._pieces.clear()
        self._has_text = False
        return lines


class _LineBuilder:
    """One line: collapses white space and keeps count of where links begin and end."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._space = False
        self._after_link = False
        self._links: list[Hyperlink] = []
        self._emphasis: str | None = None
        self._all_on_button = True

    def add(self, text: str, emphasis: str, target: str | None, on_button: bool) -> None:
        if text is _LINK_END:
            self._after_link = True
            return
        text = _INVISIBLE.sub("", text)
        words = " ".join(text.split())
        if not words:
            self._space = self._space or bool(text)
            return
        if self._parts and (self._space or text[0].isspace() or (self._after_link and target is not None)):
            self._parts.append(" ")
            self._length += 1
        if target is not None:
            self._add_link(len(words), target)
        self._parts.append(words)
        self._length += len(words)
        self._space = text[-1].isspace()
        self._after_link = False
        self._note_emphasis(words, emphasis)
        self._all_on_button = self._all_on_button and on_button

    def line(self, *, gap: bool) -> Line | None:
        if not self._parts:
            return None
        return Line(
            text="".join(self._parts),
            links=tuple(self._links),
            emphasis=self._emphasis or "",
            gap=gap,
            button=self._all_on_button,
        )

    def _add_link(self, length: int, target: str) -> None:
        if self._links and self._links[-1].target == target and self._length - self._links[-1].end <= 1:
            start = self._links.pop().start
        else:
            start = self._length
        self._links.append(Hyperlink(start=start, end=self._length + length, target=target))

    def _note_emphasis(self, words: str, emphasis: str) -> None:
        if self._emphasis is None:
            self._emphasis = emphasis
        elif self._emphasis != emphasis and any(character.isalnum() for character in words):
            self._emphasis = "".join(mark for mark in self._emphasis if mark in emphasis)
