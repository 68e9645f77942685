"""What an alert says: the counts, the few changed clauses that matter most, their words marked and shortened. Pure."""

import re
import shlex
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from db.alerts import AlertChange, AlertStep, StepDetails
from db.records import ChangeSide
from tracker.diff.changes import ChangeKind
from tracker.diff.word_diff import Segment, SegmentKind, diff_words
from tracker.text.printable import printable

CLAUSES_SHOWN = 5
CONTEXT_WORDS = 12
CLAUSE_WORDS = 120
_SECTION_CHARACTERS = 120
_MORE = " … "

_LIGHT = {ChangeKind.MOVED: 1, ChangeKind.RENUMBERED: 1, ChangeKind.COSMETIC: 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownChange:
    """A changed clause as an alert shows it: equal and delete runs are the old words, equal and insert runs the new."""

    kind: str
    section: str
    runs: tuple[Segment, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """One step ready to be told: `shown` are the most important changes, `more` the number of those left out."""

    step: AlertStep
    old: ChangeSide
    new: ChangeSide
    counts: dict[str, int]
    shown: tuple[ShownChange, ...]
    more: int
    diff_command: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """What one channel is told at once: all that was found, counted by document, and the alerts told in full.

    `since` is the last check (ISO 8601 UTC; None: this is the first), `list_command` shows what is not in `alerts`.
    """

    found: int
    documents: dict[str, int]
    alerts: tuple[Alert, ...]
    since: str | None
    list_command: str


def compose_alert(details: StepDetails, database: str) -> Alert:
    """Return the alert for a step recorded in the SQLite file `database`."""
    step = details.step
    ranked = sorted(_distinct(details.changes), key=_rank)
    return Alert(
        step=step,
        old=details.old,
        new=details.new,
        counts=_counts(details.changes),
        shown=tuple(_show(change) for change in ranked[:CLAUSES_SHOWN]),
        more=max(0, len(ranked) - CLAUSES_SHOWN),
        diff_command=shlex.join(
            ["policytrail", "diff", printable(step.document), step.not_before, step.first_capture, "--db", database]
        ),
    )


def _counts(changes: Sequence[AlertChange]) -> dict[str, int]:
    """Count by kind, the most frequent first; a clause that was split or merged counts once, not for each part."""
    counted: dict[tuple[object, ...], str] = {}
    for place, change in enumerate(changes):
        whole = {ChangeKind.SPLIT.value: change.old_text, ChangeKind.MERGED.value: change.new_text}
        counted[(change.kind, whole.get(change.kind, place))] = change.kind
    return dict(Counter(counted.values()).most_common())


def _distinct(changes: Sequence[AlertChange]) -> Iterable[AlertChange]:
    """Drop repetitions: a heading and its copy in a table of contents change alike, and once is enough."""
    alike: dict[tuple[str, str | None, str | None], AlertChange] = {}
    for change in changes:
        alike.setdefault((change.kind, change.old_text, change.new_text), change)
    return alike.values()


def _rank(change: AlertChange) -> tuple[int, bool, int]:
    """Words before order and looks; a changed number or name before any other word; then the most words touched."""
    kind = ChangeKind(change.kind)
    touched = Indel.distance((change.old_text or "").split(), (change.new_text or "").split())
    return _LIGHT.get(kind, 0), not change.values, -touched


def _show(change: AlertChange) -> ShownChange:
    old, new = printable(change.old_text or ""), printable(change.new_text or "")
    return ShownChange(
        kind=change.kind,
        section=printable(change.section)[:_SECTION_CHARACTERS],
        runs=shorten_runs(diff_words(old, new)),
    )


def shorten_runs(runs: Sequence[Segment]) -> tuple[Segment, ...]:
    """Return the runs with long unchanged stretches cut to the words beside a change, at most CLAUSE_WORDS in all."""
    shortened = []
    left = CLAUSE_WORDS
    for place, run in enumerate(runs):
        if left <= 0:
            shortened.append(Segment(kind=SegmentKind.EQUAL, text=_MORE.rstrip()))
            break
        text = run.text
        if run.kind is SegmentKind.EQUAL and len(runs) > 1:
            text = _shorten_equal(text, is_first=place == 0, is_last=place == len(runs) - 1)
        text = _first_words(text, left)
        left -= len(text.split())
        shortened.append(Segment(kind=run.kind, text=text))
    return tuple(shortened)


def _shorten_equal(text: str, *, is_first: bool, is_last: bool) -> str:
    words = list(re.finditer(r"\S+", text))
    before = 0 if is_first else CONTEXT_WORDS
    after = 0 if is_last else CONTEXT_WORDS
    if len(words) <= before + after + 3:
        return text
    head = text[: words[before - 1].end()] if before else ""
    tail = text[words[-after].start() :] if after else ""
    return head + (_MORE.lstrip() if is_first else _MORE.rstrip() if is_last else _MORE) + tail


def _first_words(text: str, limit: int) -> str:
    words = list(re.finditer(r"\S+", text))
    return text if len(words) <= limit else text[: words[limit - 1].end()] + _MORE.rstrip()
