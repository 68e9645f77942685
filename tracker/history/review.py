"""The versions in doubt as a person reviews them: what the history would be, if one were confirmed."""

from collections.abc import Iterable
from dataclasses import dataclass

from db.errors import UsageError
from db.records import Document, Version
from db.store import Store
from tracker.history.recorded_timeline import lay_out, recorded_judgments
from tracker.history.timeline import Judgments, Step
from tracker.history.version_table import DoubtfulRow, doubtful_rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A change between two captures, each a 14-digit UTC timestamp."""

    not_before: str
    first_capture: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """A doubtful version, and the changes that confirming it would add to the history, and take out of it."""

    document: str
    version: DoubtfulRow
    would_add: tuple[Window, ...]
    would_take_out: tuple[Window, ...]


def review(store: Store, document: Document) -> tuple[Reviewed, ...]:
    """Return the document's doubtful versions, in the order in which they came."""
    rows = doubtful_rows(store, document)
    if not rows:
        return ()
    ids = {version.label: version.id for version in store.versions(document.id) if version.label is not None}
    judged = recorded_judgments(store, document)
    now = _windows(lay_out(store, document, judgments=judged).timeline.steps)
    return tuple(_reviewed(store, document, row, ids[row.label], judged, now) for row in rows)


def _reviewed(
    store: Store, document: Document, row: DoubtfulRow, version_id: int, judged: Judgments, now: frozenset[Window]
) -> Reviewed:
    confirmed = Judgments(confirmed=judged.confirmed | {version_id}, rejected=judged.rejected - {version_id})
    then = _windows(lay_out(store, document, judgments=confirmed).timeline.steps)
    return Reviewed(
        document=document.name, version=row, would_add=_in_time(then - now), would_take_out=_in_time(now - then)
    )


def _windows(steps: Iterable[Step]) -> frozenset[Window]:
    return frozenset(Window(not_before=step.not_before, first_capture=step.first_capture) for step in steps)


def _in_time(windows: Iterable[Window]) -> tuple[Window, ...]:
    return tuple(sorted(windows, key=lambda window: (window.first_capture, window.not_before)))


def version_to_judge(store: Store, document: Document, which: str) -> Version:
    """Return the version of that number, or of that doubtful one's name (`4.1`); raises UsageError."""
    versions = store.versions(document.id)
    names = {version.label or str(version.number): version for version in versions if version.label or version.number}
    if which not in names:
        there_are = ", ".join(version.label for version in versions if version.label is not None) or "none"
        message = f"{document.name}: no version {which!r}; write a version's number, or a doubtful one's ({there_are})"
        raise UsageError(message)
    return names[which]
