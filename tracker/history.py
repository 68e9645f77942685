"""The versions of a document as rows for people and programs: what was shown, from when to when, and its proof."""

from dataclasses import dataclass

from db.records import Capture, Document, Version
from db.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryRow:
    """A version with the captures that bound it; timestamps are 14-digit UTC.

    `captures` counts the captures that show it: fetched, of equal digest, or between two that show it.
    `stretches` holds (first, last) of each time it was shown: more than one where a text came back.
    `not_before` is the last capture that still showed another version before the first of this one.
    """

    version: int
    first_capture: str
    last_capture: str
    not_before: str | None
    captures: int
    url: str
    replay_url: str
    title: str | None
    language: str | None
    effective_date: str | None
    words: int
    sha256: str
    technical: bool
    mark: str | None
    stretches: tuple[tuple[str, str], ...]


@dataclass(slots=True, kw_only=True)
class _Shown:
    """When a version was shown: [first, last] timestamps of each stretch."""

    stretches: list[list[str]]
    not_before: str | None
    captures: int


def history_rows(store: Store, document: Document) -> tuple[HistoryRow, ...]:
    """Return the document's versions, oldest first."""
    shown = _what_captures_show(store.captures(document.id))
    replay_urls = store.replay_urls(document.id)
    return tuple(
        _row(version, shown[version.id], replay_urls.get(version.id, ""))
        for version in store.versions(document.id)
        if version.id in shown and version.number is not None
    )


def _what_captures_show(captures: tuple[Capture, ...]) -> dict[int, _Shown]:
    shown: dict[int, _Shown] = {}
    before: Capture | None = None
    unseen = 0
    for capture in captures:
        if capture.version_id is None:
            unseen += capture.outcome is None
            continue
        same = before is not None and before.version_id == capture.version_id
        if capture.version_id not in shown:
            last_other = before.timestamp if before is not None else None
            shown[capture.version_id] = _Shown(stretches=[], not_before=last_other, captures=0)
        seen = shown[capture.version_id]
        seen.captures += 1 + (unseen if same else 0)
        if same:
            seen.stretches[-1][1] = capture.timestamp
        else:
            seen.stretches.append([capture.timestamp, capture.timestamp])
        before, unseen = capture, 0
    return shown


def _row(version: Version, shown: _Shown, replay_url: str) -> HistoryRow:
    return HistoryRow(
        version=version.number or 0,
        first_capture=shown.stretches[0][0],
        last_capture=shown.stretches[-1][1],
        not_before=shown.not_before,
        captures=shown.captures,
        url=version.url,
        replay_url=replay_url,
        title=version.title,
        language=version.language,
        effective_date=version.effective_date,
        words=version.words,
        sha256=version.text_sha256,
        technical=version.superseded_by is not None,
        mark=version.mark,
        stretches=tuple((first, last) for first, last in shown.stretches),
    )
