"""The versions of a document as rows for people and programs: what was shown, from when to when, and its proof."""

from collections.abc import Mapping
from dataclasses import dataclass

from db.records import Capture, Document, Version
from db.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryRow:
    """A version with the captures that bound it; timestamps are 14-digit UTC.

    `captures` counts the captures that show it: fetched, of equal digest, or between two that show it.
    `stretches` holds (first, last) of each time it was shown: more than one where a text came back.
    `not_before` is the last capture that still showed another version before the first of this one.
    `not_before_replay_url`, `replay_url` and `last_replay_url` are where the archive replays that capture, the first
    and the last one; empty if there is none, or no page was kept that tells.
    """

    version: int
    first_capture: str
    last_capture: str
    not_before: str | None
    captures: int
    url: str
    not_before_replay_url: str
    replay_url: str
    last_replay_url: str
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
    """When a version was shown: the first and last capture of each stretch."""

    stretches: list[list[Capture]]
    not_before: Capture | None
    captures: int


def history_rows(store: Store, document: Document) -> tuple[HistoryRow, ...]:
    """Return the document's versions, oldest first."""
    shown = _what_captures_show(store.captures(document.id))
    places = store.replay_places(document.id)
    return tuple(
        _row(version, shown[version.id], places)
        for version in store.versions(document.id)
        if version.id in shown and version.number is not None
    )


def replay_addresses(store: Store, document: Document) -> dict[str, str]:
    """Return where the archive replays each capture that shows a version, by timestamp; empty where nothing tells."""
    places = store.replay_places(document.id)
    return {
        capture.timestamp: _replay_url(places, capture)
        for capture in store.captures(document.id)
        if capture.version_id is not None
    }


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
            shown[capture.version_id] = _Shown(stretches=[], not_before=before, captures=0)
        seen = shown[capture.version_id]
        seen.captures += 1 + (unseen if same else 0)
        if same:
            seen.stretches[-1][1] = capture
        else:
            seen.stretches.append([capture, capture])
        before, unseen = capture, 0
    return shown


def _row(version: Version, shown: _Shown, places: Mapping[int, str]) -> HistoryRow:
    first, last, before = shown.stretches[0][0], shown.stretches[-1][1], shown.not_before
    return HistoryRow(
        version=version.number or 0,
        first_capture=first.timestamp,
        last_capture=last.timestamp,
        not_before=before.timestamp if before else None,
        captures=shown.captures,
        url=first.url,
        not_before_replay_url=_replay_url(places, before) if before else "",
        replay_url=_replay_url(places, first),
        last_replay_url=_replay_url(places, last),
        title=version.title,
        language=version.language,
        effective_date=version.effective_date,
        words=version.words,
        sha256=version.text_sha256,
        technical=version.superseded_by is not None,
        mark=version.mark,
        stretches=tuple((first.timestamp, last.timestamp) for first, last in shown.stretches),
    )


def _replay_url(places: Mapping[int, str], capture: Capture) -> str:
    place = places.get(capture.version_id or 0)
    return "" if place is None else f"{place}{capture.timestamp}id_/{capture.url}"
