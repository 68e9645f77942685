"""What the words around a date say it is: of the policy's beginning to apply, of its last change, or none of its own.

The words are in `data/date_words.toml`. Wrong is worse than none: the date of a law, of another version, of an end
is not the policy's.
"""

import re
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise

from tracker.text.dates.folded import FoldedText
from tracker.text.dates.patterns import WrittenDate, find_dates
from tracker.text.dates.words import date_phrases, date_phrases_in

MAX_BLOCK_CHARACTERS = 600
"""Longer paragraphs speak of dates, they don't bear one."""
_MAX_DISTANCE, _MAX_AFTER = 80, 40
"""Characters between the words and the date they name, before it and after it."""
_STANDING_DISTANCE, _STANDING_LETTERS, _SINCE_LETTERS = 25, 45, 4
"""Words as general as "version" or "from" name a date near to them in a line with few other letters."""
_MAX_DATE = 60
_UNLABELLED_CHARACTERS = 100
"""A longer block says what its date is in words for that, or it bears none."""
_LABEL_CHARACTERS, _LABEL_LETTERS = 60, 14
"""A label in a block of its own is short and has few letters besides."""
_UNTIL_LETTERS = 4

_MAY_HOLD_DATE = re.compile(r"\d{4}|\d\d?\s?[-/.]\s?\d|\d\s?[年년]|[一二三四五六七八九十〇元]年|\d-\w|['’]\d\d")
_SENTENCE_END = re.compile(r"(?<=[^\W\d_]{3})[.!?]\s+(?=[^\W\d_])|[。！？;；\n]")
_BOUNDARY = re.compile(r"[|:)–—-]")
_LETTER = re.compile(r"[^\W\d_]")
_ALL = r"(?:all|any|alle|tous|toutes|todas|todos|tutte|tutti|eventuali)"
_ALL_OF = re.compile(rf"\b{_ALL}\W+(?:\w+\W+)?\Z|\A\W*{_ALL}\b")
"""Around the words for other versions where all of them are meant, as in "replaces all previous versions"."""


class Role(IntEnum):
    """What a date is to the policy; the higher goes before the lower."""

    NONE = 0
    STANDING = 1
    CHANGED = 2
    EFFECTIVE = 3


_ROLES = {"effective": Role.EFFECTIVE, "updated": Role.CHANGED}


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledDate:
    """A date, what the words of its block make of it, and how many letters the block has besides its dates."""

    date: WrittenDate
    role: Role
    letters: int


@dataclass(frozen=True, slots=True)
class _Label:
    role: Role
    start: int
    end: int


def may_hold_date(text: str) -> bool:
    """Whether a text is short and has digits as dates have them: what is asked before all else, being cheap."""
    return len(text) <= MAX_BLOCK_CHARACTERS and _MAY_HOLD_DATE.search(text) is not None


def label_role(text: str) -> Role:
    """Return what a block that is nothing but a label says of the date in the next block; NONE if it is no label."""
    if len(text) > _LABEL_CHARACTERS or date_phrases("previous", "until").search(folded := FoldedText(text).text):
        return Role.NONE
    for section, role in (*_ROLES.items(), ("standing", Role.STANDING)):
        match = date_phrases(section).search(folded)
        rest = date_phrases("subjects").sub("", folded[: match.start()] + folded[match.end() :]) if match else ""
        if match and len(_LETTER.findall(rest)) <= (_LABEL_LETTERS if role > Role.STANDING else _SINCE_LETTERS):
            return role
    return Role.NONE


def names_other_versions(text: str) -> bool:
    """Whether a block without a date is the heading over other versions: "Previous versions", "Archiv"."""
    return len(text) <= _LABEL_CHARACTERS and date_phrases("previous").search(FoldedText(text).text) is not None


def begins_with_date(text: str, languages: tuple[str, ...]) -> bool:
    """Whether the first thing in a block is a date, as in the lines of a log."""
    dates = find_dates(text[:_MAX_DATE], languages)
    return bool(dates) and not _LETTER.search(text[: dates[0].start])


def labelled_dates(text: str, languages: tuple[str, ...], *, is_log: bool = False) -> tuple[LabelledDate, ...]:
    """Return the dates of a block in order, each with its role; `is_log`: a line of a log has dates without labels."""
    folded = FoldedText(text)
    if len(text) > _UNLABELLED_CHARACTERS and not is_log and not date_phrases(*_ROLES).search(folded.text):
        return ()  # most paragraphs: finding dates takes longer than finding labels
    dates = find_dates(text, languages)
    return _Block(text, folded, dates, languages).labelled() if dates else ()


class _Block:
    """A block of text with dates in it, folded; places are those of the folded text."""

    def __init__(
        self, text: str, folded: FoldedText, dates: tuple[WrittenDate, ...], languages: tuple[str, ...]
    ) -> None:
        self.text, self.languages, self.dates = folded.text, languages, dates
        self.spans = [(folded.index(date.start), folded.index(date.end)) for date in dates]
        self.ends = [0, *(folded.index(match.end()) for match in _SENTENCE_END.finditer(text)), len(folded.text)]
        self.labels = sorted(
            (
                _Label(role, match.start(), match.end())
                for section, role in _ROLES.items()
                for match in date_phrases(section).finditer(folded.text)
            ),
            key=lambda label: (label.end, -label.start),
        )

    def labelled(self) -> tuple[LabelledDate, ...]:
        edges = [0, *(edge for span in self.spans for edge in span), len(self.text)]
        gaps = list(pairwise(edges))[::2]
        last = len(self.dates) - 1
        follows = self._label_before(0, gaps[0]) is None and self._label_after(last, gaps[-1]) is not None
        others = sum(len(_LETTER.findall(self.text[start:end])) for start, end in gaps)
        return tuple(
            LabelledDate(
                date=date,
                role=self._role(index, gaps[index], gaps[index + 1], others, follows=follows),
                letters=others,
            )
            for index, date in enumerate(self.dates)
        )

    def _role(
        self, index: int, before: tuple[int, int], after: tuple[int, int], letters: int, *, follows: bool
    ) -> Role:
        if self._is_of_other(index):
            return Role.NONE
        label = None if follows else self._label_before(index, before)
        if label is None and (follows or index == len(self.dates) - 1):
            label = self._label_after(index, after)
        if label is None:
            return self._standing(before, after, letters)
        return Role.NONE if self._is_of_law(label, index) else label.role

    def _sentence(self, place: int) -> tuple[int, int]:
        """The sentence that holds a place."""
        start = max(end for end in self.ends if end <= place)
        return start, min(end for end in self.ends if end > place)

    def _label_before(self, index: int, gap: tuple[int, int]) -> _Label | None:
        start, _ = self._sentence(self.spans[index][0])
        if not _LETTER.search(self.text[start : gap[1]]) and start:
            start, _ = self._sentence(start - 1)  # "Last updated. May 25, 2018"
        start = max(start, gap[0], gap[1] - _MAX_DISTANCE)
        return next(
            (label for label in reversed(self.labels) if start <= label.end <= gap[1] and label.start >= gap[0]), None
        )

    def _label_after(self, index: int, gap: tuple[int, int]) -> _Label | None:
        _, end = self._sentence(self.spans[index][1] - 1)
        end = min(end, gap[1], gap[0] + _MAX_AFTER)
        return next((label for label in self.labels if label.start >= gap[0] and label.end <= end), None)

    def _standing(self, before: tuple[int, int], after: tuple[int, int], letters: int) -> Role:
        if date_phrases("laws").search(self.text) and not date_phrases("subjects").search(self.text):
            return Role.NONE
        near = self.text[max(before[0], before[1] - _STANDING_DISTANCE) : before[1]]
        beside = near + "|" + self.text[after[0] : after[0] + _STANDING_DISTANCE]
        if letters <= _STANDING_LETTERS and date_phrases("standing", "subjects").search(beside):
            return Role.STANDING
        is_named = letters <= _STANDING_LETTERS and date_phrases("subjects").search(self.text) is not None
        since = date_phrases_in("since", self.languages).search(beside)
        return Role.STANDING if since and (is_named or letters <= len(since[0]) + _SINCE_LETTERS) else Role.NONE

    def _is_of_other(self, index: int) -> bool:
        """Whether a date is that of an end, or of another version than the page's."""
        start, end = self.spans[index]
        sentence, sentence_end = self._sentence(start)
        before = self.text[sentence:start]
        for match in date_phrases_in("until", self.languages).finditer(before[-30:]):
            if len(_LETTER.findall(before[-30:][match.end() :])) <= _UNTIL_LETTERS:
                return True
        others = date_phrases("previous").finditer(before)
        if any(
            not (_ALL_OF.search(before[: match.start()]) or _ALL_OF.search(before[match.end() :])) for match in others
        ):
            return True
        return date_phrases("gone").search(self.text[end:sentence_end]) is not None

    def _is_of_law(self, label: _Label, index: int) -> bool:
        """Whether a law is spoken of, and not the policy, nearest before the label and the date."""
        start, end = self.spans[index]
        sentence, sentence_end = self._sentence(min(start, label.start))
        said = self.text[sentence : max(start, label.start)]
        law = max((match.end() for match in date_phrases("laws").finditer(said)), default=-1)
        subject = max((match.end() for match in date_phrases("subjects").finditer(said)), default=-1)
        if law > subject:
            apart = _BOUNDARY.search(self.text[sentence + law : label.start]) if label.start > sentence + law else None
            return label.role is Role.EFFECTIVE or apart is None
        after = self.text[max(end, label.end) : min(sentence_end, end + _MAX_AFTER)]
        return label.role is Role.EFFECTIVE and subject < 0 and date_phrases("laws").search(after) is not None
