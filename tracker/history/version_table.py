"""The versions of a document as rows for people and programs: what was shown, from when to when, and its proof."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from db.judgments import Judgment, judgments_of
from db.outcomes import Outcome
from db.records import Capture, Document, Version
from db.store import Store
from tracker.history.doubt import DOUBT_WORDS, Doubt


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryRow:
    """A version with the captures that bound it; timestamps are 14-digit UTC.

    `captures_seen` were fetched, or have the bytes of one that was; `captures_between` lie between two of those and
    were not looked at; `captures` are both. Captures at which something doubtful was shown are none of them.
    `stretches` holds (first, last) of each time it was shown: more than one where a text came back.
    `not_before` is the last capture that still showed another version before the first of this one.
    `archive` names the archive of the first capture, `not_before_archive` that of the one before.
    `not_before_replay_url`, `replay_url` and `last_replay_url` are where the archive replays that capture, the first
    and the last one; empty if there is none, or no page was kept that tells.
    """

    version: int
    first_capture: str
    last_capture: str
    not_before: str | None
    captures: int
    captures_seen: int
    captures_between: int
    url: str
    archive: str
    not_before_archive: str
    not_before_replay_url: str
    replay_url: str
    last_replay_url: str
    title: str | None
    language: str | None
    effective_date: str | None
    words: int
    sha256: str
    technical: bool
    stretches: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtfulRow:
    """A version that is no part of the history: its name (`4.1` came after version 4), and why, in a word and in words.

    `verdict`, `verdict_reason` and `judged_at` are a person's, None where nobody judged it.
    """

    label: str
    doubt: Doubt
    reason: str
    first_capture: str
    last_capture: str
    captures_seen: int
    url: str
    replay_url: str
    last_replay_url: str
    title: str | None
    language: str | None
    words: int
    sha256: str
    verdict: str | None
    verdict_reason: str | None
    judged_at: str | None


@dataclass(slots=True, kw_only=True)
class _Shown:
    """When a version was shown: the first and last capture of each stretch."""

    stretches: list[list[Capture]]
    not_before: Capture | None
    seen: int
    between: int


def history_rows(store: Store, document: Document) -> tuple[HistoryRow, ...]:
    """Return the document's trusted versions, oldest first."""
    versions = store.versions(document.id)
    shown = _what_captures_show(store.captures(document.id), {version.id: version.same_as for version in versions})
    places, names = store.replay_places(), {archive.id: archive.name for archive in store.archives()}
    return tuple(
        _row(version, shown[version.id], places, names)
        for version in versions
        if version.id in shown and version.number is not None
    )


def replay_addresses(store: Store, document: Document) -> dict[str, str]:
    """Return where the archive replays each capture that shows a version, by timestamp; empty where nothing tells."""
    places = store.replay_places()
    return {
        capture.timestamp: _replay_url(places, capture)
        for capture in store.captures(document.id)
        if capture.version_id is not None
    }


def doubtful_rows(store: Store, document: Document) -> tuple[DoubtfulRow, ...]:
    """Return the versions that are no part of the history, in the order in which they came."""
    places = store.replay_places()
    judged = {judgment.version_id: judgment for judgment in judgments_of(store, document.id)}
    captures: dict[int, list[Capture]] = {}
    for capture in store.captures(document.id):
        if capture.version_id is not None:
            captures.setdefault(capture.version_id, []).append(capture)
    rows = [
        _doubtful_row(version, captures[version.id], places, judged.get(version.id))
        for version in store.versions(document.id)
        if version.label is not None and version.id in captures
    ]
    return tuple(sorted(rows, key=lambda row: row.first_capture))


def _what_captures_show(captures: tuple[Capture, ...], same_as: Mapping[int, int | None]) -> dict[int, _Shown]:
    shown: dict[int, _Shown] = {}
    before: Capture | None = None
    shown_before, unseen = None, 0
    for capture in captures:
        if capture.version_id is None or capture.aside:
            unseen += capture.outcome is None
            shown_before = None if capture.aside else shown_before
            continue
        version_id = same_as.get(capture.version_id) or capture.version_id
        if version_id not in shown:
            shown[version_id] = _Shown(stretches=[], not_before=before, seen=0, between=0)
        seen = shown[version_id]
        seen.seen += 1
        seen.between += unseen if version_id == shown_before else 0
        if before is not None and seen.stretches and seen.stretches[-1][1] is before:
            seen.stretches[-1][1] = capture
        else:
            seen.stretches.append([capture, capture])
        before, shown_before, unseen = capture, version_id, 0
    return shown


def _row(version: Version, shown: _Shown, places: Mapping[int, str], names: Mapping[int, str]) -> HistoryRow:
    first, last, before = shown.stretches[0][0], shown.stretches[-1][1], shown.not_before
    return HistoryRow(
        version=version.number or 0,
        first_capture=first.timestamp,
        last_capture=last.timestamp,
        not_before=before.timestamp if before else None,
        captures=shown.seen + shown.between,
        captures_seen=shown.seen,
        captures_between=shown.between,
        url=first.url,
        archive=names.get(first.archive_id or 0, ""),
        not_before_archive=names.get(before.archive_id or 0, "") if before else "",
        not_before_replay_url=_replay_url(places, before) if before else "",
        replay_url=_replay_url(places, first),
        last_replay_url=_replay_url(places, last),
        title=version.title,
        language=version.language,
        effective_date=version.effective_date,
        words=version.words,
        sha256=version.text_sha256,
        technical=version.superseded_by is not None or first.outcome is Outcome.REREAD,
        stretches=tuple((first.timestamp, last.timestamp) for first, last in shown.stretches),
    )


def _doubtful_row(
    version: Version, captures: Sequence[Capture], places: Mapping[int, str], judgment: Judgment | None
) -> DoubtfulRow:
    doubt = Doubt(version.doubt or Doubt.SINGLE)
    return DoubtfulRow(
        label=version.label or "",
        doubt=doubt,
        reason=DOUBT_WORDS[doubt],
        first_capture=captures[0].timestamp,
        last_capture=captures[-1].timestamp,
        captures_seen=len(captures),
        url=captures[0].url,
        replay_url=_replay_url(places, captures[0]),
        last_replay_url=_replay_url(places, captures[-1]),
        title=version.title,
        language=version.language,
        words=version.words,
        sha256=version.text_sha256,
        verdict=judgment.verdict.value if judgment else None,
        verdict_reason=judgment.reason if judgment else None,
        judged_at=judgment.judged_at if judgment else None,
    )


def _replay_url(places: Mapping[int, str], capture: Capture) -> str:
    place = places.get(capture.archive_id or 0)
    return "" if place is None else f"{place}{capture.timestamp}id_/{capture.url}"
