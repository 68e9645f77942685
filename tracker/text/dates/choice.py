"""The date that a policy gives itself: of its beginning to apply, else of its last change.

Looks at its first and its last blocks only; what stands between speaks of other dates.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tracker.text.dates.day_order import reading_of
from tracker.text.dates.labels import (
    LabelledDate,
    Role,
    begins_with_date,
    label_role,
    labelled_dates,
    may_hold_date,
    names_other_versions,
)
from tracker.text.dates.patterns import WrittenDate
from tracker.text.dates.words import date_phrases
from tracker.text.phrases import fold

_HEAD_BLOCKS, _TAIL_BLOCKS = 25, 12
_TITLE_BLOCKS = 3
"""A date alone, right under the title, among so many first blocks is the policy's without further words."""
_BARE_LETTERS, _LINE_LETTERS = 16, 60
"""So many letters stand beside a date in a block of its own (the name of a day, a time zone), in a line of a log."""
_LEADING_NUMBER = re.compile(r"\W*(?:\d|[^\W\d_]{3,12}\.?\s\d{1,2}\b)")
"""How a line may begin that begins with a date: "2018", "25 May", "May 25"."""
_VERSION_LETTERS = 1
"""As many letters as "v2.1" has."""
CELL = " | "
"""What stands between the cells of a table's row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyDate:
    """A date as written, and in ISO 8601: a day (YYYY-MM-DD) or a month (YYYY-MM)."""

    written: str
    iso: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """How a document is written: the language its page declares (en-GB), those its words seem to be in, its URL."""

    declared: str | None = None
    detected: str | None = None
    url: str | None = None

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages (ISO 639-1), that of the words first."""
        declared = (self.declared or "").replace("_", "-").partition("-")[0].strip().lower()
        return tuple(dict.fromkeys(language for language in (self.detected, declared) if language))


def policy_date(texts: Sequence[str], writing: Writing) -> PolicyDate | None:
    """Return the date of the policy whose blocks are `texts`; None where it gives none, or one that is not clear."""
    head = texts[:_HEAD_BLOCKS]
    tail = texts[len(head) :][-_TAIL_BLOCKS:]
    for blocks in (head, tail):
        chosen = _choose(tuple(_dates_of(blocks, writing.languages)))
        if chosen is not None:
            iso = reading_of(
                chosen, texts=texts, declared=writing.declared, languages=writing.languages, url=writing.url
            )
            return PolicyDate(written=chosen.written, iso=iso) if iso else None
    return None


def has_policy_date(text: str) -> bool:
    """Whether a short text says when the policy was changed or began to apply."""
    return may_hold_date(text) and any(found.role > Role.STANDING for found in labelled_dates(text, ()))


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A date that may be the policy's: the index of its block, its role, whether its block is a line of a log."""

    block: int
    role: Role
    date: WrittenDate
    in_line: bool


def _choose(candidates: Sequence[_Candidate]) -> WrittenDate | None:
    """The first date of the highest role; of the lines of a log, which may begin with the oldest, the latest one."""
    role = max((candidate.role for candidate in candidates), default=Role.NONE)
    log: list[_Candidate] = []
    for candidate in candidates:
        if candidate.role is not role:
            continue
        if log and not (candidate.in_line and log[-1].in_line and candidate.block <= log[-1].block + 1):
            break
        log.append(candidate)
    return max(log, key=lambda candidate: candidate.date.iso).date if log else None


def _dates_of(blocks: Sequence[str], languages: tuple[str, ...]) -> Iterator[_Candidate]:
    """Yield the dates of the blocks that may be the policy's."""
    log = _lines_of_log(blocks, languages)
    skips = False
    for index, text in enumerate(blocks):
        if not may_hold_date(text):
            skips = names_other_versions(text)
            continue
        for found in labelled_dates(text, languages, is_log=index in log):
            role = found.role
            if role <= Role.STANDING and found.letters <= _BARE_LETTERS:
                role = max(role, _role_from_beside(blocks, index, found), _role_from_title(blocks, index, found))
            if role <= Role.STANDING and index in log and not found.date.start:
                role = Role.CHANGED
            if role is not Role.NONE and not (skips and found.letters <= _LINE_LETTERS):
                yield _Candidate(index, role, found.date, found.letters <= _LINE_LETTERS or index in log)


def _lines_of_log(blocks: Sequence[str], languages: tuple[str, ...]) -> frozenset[int]:
    """The blocks of a log of changes: two or more that begin with a date, and say or stand under words of a change."""
    lines: set[int] = set()
    run: list[int] = []
    for index in range(len(blocks) + 1):
        if index < len(blocks) and _LEADING_NUMBER.match(blocks[index]) and begins_with_date(blocks[index], languages):
            run.append(index)
            continue
        said = " ".join(blocks[max(0, run[0] - 1) : run[-1] + 1]) if len(run) > 1 else ""
        if said and date_phrases("updated", "effective", "logs").search(fold(said)):
            lines.update(run)
        run = []
    return frozenset(lines)


def _role_from_beside(blocks: Sequence[str], index: int, found: LabelledDate) -> Role:
    """What the block before says of a date that stands alone, or a cell of the table's head over it; else the next."""
    if index and not may_hold_date(blocks[index - 1]):
        labels, cells = (blocks[at].split(CELL) for at in (index - 1, index))
        column = blocks[index][: found.date.start].count(CELL)
        role = label_role(labels[column]) if len(labels) == len(cells) else label_role(blocks[index - 1])
        if role is not Role.NONE:
            return role
    is_last = index + 2 >= len(blocks) or not may_hold_date(blocks[index + 2])
    return label_role(blocks[index + 1]) if index + 1 < len(blocks) and is_last else Role.NONE


def _role_from_title(blocks: Sequence[str], index: int, found: LabelledDate) -> Role:
    """Whether a date stands alone right under the policy's title."""
    is_under_title = 0 < index <= _TITLE_BLOCKS and date_phrases("subjects").search(fold(blocks[index - 1]))
    return Role.STANDING if is_under_title and found.letters <= _VERSION_LETTERS else Role.NONE
