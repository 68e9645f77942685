"""What an alert says: the counts, the few changed clauses that matter most, their words marked and shortened. Pure."""

import re
import shlex
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.distance import Indel

from db.alerts import AlertChange, AlertStep, StepDetails
from db.records import ChangeSide
from tracker.diff.changes import ChangeKind
from tracker.diff.rewriting import SAME_TEXT, is_rewritten, share_in_words
from tracker.diff.word_diff import Segment, SegmentKind, diff_words
from tracker.text.printable import printable

CLAUSES_SHOWN = 5
CONTEXT_WORDS = 12
CLAUSE_WORDS = 120
_SECTION_CHARACTERS = 120
_MORE = " … "

_WAYBACK = "https://web.archive.org/web/"
_RAW = re.compile(r"/(\d{14})id_/")
_TRIVIAL = frozenset({"cosmetic", "editorial"})
_LIGHT = {ChangeKind.MOVED: 1, ChangeKind.RENUMBERED: 1, ChangeKind.COSMETIC: 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownChange:
    """A changed clause as an alert shows it: equal and delete runs are the old words, equal and insert runs the new.

    `meaning` is its assessment in words, empty without one: "substantive, less protective: removed: we do not sell".
    """

    kind: str
    section: str
    runs: tuple[Segment, ...]
    meaning: str = ""
    topics: tuple[str, ...] = ()
    weight: str | None = None
    direction: str | None = None
    reason: str | None = None


REPLACED_WORDS = "the page now shows something else: another language, or what is no policy"
_SOMETHING_ELSE = ShownChange(kind="replaced", section="", runs=(Segment(kind=SegmentKind.EQUAL, text=REPLACED_WORDS),))


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """One step ready to be told: `shown` are the most important changes, `more` the number of the others.

    `trivial` counts those assessed as light; `importance` ranks alerts. `links` lead to what a person looks at: a label
    and an address each.
    """

    step: AlertStep
    old: ChangeSide
    new: ChangeSide
    counts: dict[str, int]
    shown: tuple[ShownChange, ...]
    more: int
    diff_command: str
    trivial: int = 0
    importance: float = 0.0
    links: tuple[tuple[str, str], ...] = ()
    rewritten: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A line about a document: that it is silent or failing, or no longer so, or that something told is taken back."""

    kind: str
    document: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """What one channel is told at once: all that was found, counted by document, and the alerts told in full.

    `since` is the last check (ISO 8601 UTC; None: there was none), `list_command` shows what is not in `alerts`.
    `baseline`: all that was ever recorded is told, since nothing was told before. `rules` are those that ask for it.
    """

    found: int
    documents: dict[str, int]
    alerts: tuple[Alert, ...]
    since: str | None
    list_command: str
    baseline: bool = True
    corrections: tuple[Notice, ...] = ()
    notices: tuple[Notice, ...] = ()
    rules: tuple[str, ...] = ()
    key: str = ""


def compose_alert(details: StepDetails, database: str, site_url: str | None = None) -> Alert:
    """Return the alert for a step recorded in the SQLite file `database`, published at `site_url`."""
    step = details.step
    if step.replaced:
        details = replace(details, changes=())
    ranked = sorted(_distinct(details.changes), key=_rank)
    heavy = [change for change in ranked if change.weight not in _TRIVIAL] or ranked
    return Alert(
        step=step,
        old=details.old,
        new=details.new,
        counts={"replaced": 1} if step.replaced else _counts(details.changes),
        shown=(_SOMETHING_ELSE,) if step.replaced else tuple(_show(change) for change in heavy[:CLAUSES_SHOWN]),
        more=len(heavy) - len(heavy[:CLAUSES_SHOWN]),
        trivial=len(ranked) - len(heavy),
        importance=max((change.importance for change in ranked), default=0.0),
        links=tuple(_links(details, site_url)),
        rewritten=_rewritten(details),
        diff_command=shlex.join(
            ["policytrail", "diff", printable(step.document), step.not_before, step.first_capture, "--db", database]
        ),
    )


def _rewritten(details: StepDetails) -> str:
    """Say that the text was rewritten and how much of it stayed, if more than half of it was; else nothing."""
    olds = {change.old_text for change in details.changes if change.old_text and change.kind not in SAME_TEXT}
    gone = sum(len(text.split()) for text in olds)
    for change in details.changes:
        if change.old_text and change.new_text and change.kind not in SAME_TEXT:
            gone -= sum(
                len(segment.text.split())
                for segment in diff_words(change.old_text, change.new_text)
                if segment.kind is SegmentKind.EQUAL
            )
    stayed = max(0, details.old_words - gone)
    if not is_rewritten(details.old_words, details.new_words, stayed):
        return ""
    return share_in_words(stayed / min(details.old_words, details.new_words))


def headline_words(details: StepDetails) -> str:
    """Return what a step comes to in a line: the reason of its most important change, else how many of each kind."""
    if details.step.replaced:
        return REPLACED_WORDS
    ranked = sorted(details.changes, key=_rank)
    if ranked and ranked[0].reason:
        return printable(ranked[0].reason)
    return ", ".join(f"{count} {kind}" for kind, count in _counts(details.changes).items())


def _links(details: StepDetails, site_url: str | None) -> Iterator[tuple[str, str]]:
    """Yield where to look: the captures, the Wayback Machine's own comparison, the redline on the published site."""
    for label, side in (("before", details.old), ("after", details.new)):
        if side.replay_url is not None:
            yield label, readable_replay(side.replay_url)
    wayback = [side.replay_url or "" for side in (details.old, details.new)]
    if all(address.startswith(_WAYBACK) for address in wayback) and details.old.url == details.new.url:
        yield "compared", f"{_WAYBACK}diff/{details.old.capture}/{details.new.capture}/{details.new.url}"
    if site_url:
        yield "redline", f"{site_url.rstrip('/')}/-/change/{details.step.id}"


def readable_replay(replay_url: str) -> str:
    """Return where an archive shows a capture to people, with its pictures and its banner.

    >>> readable_replay("https://web.archive.org/web/20240101000000id_/https://a.example/")
    'https://web.archive.org/web/20240101000000/https://a.example/'
    """
    return _RAW.sub(r"/\1/", replay_url, count=1)


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


def _rank(change: AlertChange) -> tuple[float, int, bool, int]:
    """By importance; without one words before order and looks, a changed number or name before any other word."""
    kind = ChangeKind(change.kind)
    touched = Indel.distance((change.old_text or "").split(), (change.new_text or "").split())
    return -change.importance, _LIGHT.get(kind, 0), not change.values, -touched


def _show(change: AlertChange) -> ShownChange:
    old, new = printable(change.old_text or ""), printable(change.new_text or "")
    return ShownChange(
        kind=change.kind,
        section=printable(change.section)[:_SECTION_CHARACTERS],
        runs=shorten_runs(diff_words(old, new)),
        meaning=_meaning(change),
        topics=change.topics,
        weight=change.weight,
        direction=change.direction,
        reason=change.reason,
    )


def _meaning(change: AlertChange) -> str:
    judged = ", ".join(part for part in (change.weight, change.direction) if part)
    return printable(": ".join(part for part in (judged, change.reason) if part))


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
