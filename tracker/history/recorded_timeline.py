"""The timeline of a document as recorded: what its captures show, what is known of its versions, what people judged."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field

from db.derived_history import DoubtfulVersion
from db.judgments import Verdict, judgments_of
from db.outcomes import Outcome
from db.records import Capture, Document, Version
from db.store import Store
from tracker.clauses.clause import Clause
from tracker.history.contents_lists import forms_without_contents
from tracker.history.stored_clauses import with_paths
from tracker.history.timeline import Judgments, Observation, Timeline, build_timeline
from tracker.history.version_traits import VersionTraits


@dataclass(slots=True, kw_only=True)
class LaidOut:
    """A document's versions by their ids, laid out in time; `twins` names those that are taken for others."""

    store: Store
    versions: Mapping[int, Version]
    timeline: Timeline = field(default_factory=lambda: build_timeline([]))
    twins: Mapping[int, int] = field(default_factory=dict)
    _clauses: dict[int, tuple[Clause, ...]] = field(default_factory=dict)

    def clauses(self, version_id: int) -> tuple[Clause, ...]:
        """Return the clauses of a version, read once."""
        if version_id not in self._clauses:
            self._clauses[version_id] = with_paths(self.store.clauses(self.versions[version_id]))
        return self._clauses[version_id]

    def doubtful(self) -> tuple[DoubtfulVersion, ...]:
        """Return the doubtful versions, each with its name: `4.1` is the first that came after version 4."""
        number = {version_id: place for place, version_id in enumerate(self.timeline.order, start=1)}
        starts = [stretch.first for stretch in self.timeline.stretches]
        found: dict[int, str] = {}
        after: Counter[int] = Counter()
        for item in self.timeline.doubtful:
            if item.stretch.version in number or item.stretch.version in found:
                continue
            place = bisect_right(starts, item.stretch.first) - 1
            home = number[self.timeline.stretches[place].version] if place >= 0 else 0
            after[home] += 1
            found[item.stretch.version] = f"{home}.{after[home]}"
        doubts = self.timeline.doubts
        return tuple(
            DoubtfulVersion(version_id=version_id, doubt=doubts[version_id].value, label=label)
            for version_id, label in found.items()
        )


def lay_out(store: Store, document: Document, *, judgments: Judgments | None = None) -> LaidOut:
    """Return the document's timeline, with the judgments recorded or with these."""
    laid_out = LaidOut(store=store, versions={version.id: version for version in store.versions(document.id)})
    observations = [
        Observation(timestamp=capture.timestamp, version=capture.version_id)
        for capture in store.captures(document.id)
        if capture.version_id is not None
    ]
    judged = judgments or recorded_judgments(store, document)
    laid_out.twins = _twins(laid_out, observations, judged)
    texts = {
        version_id: VersionTraits(
            laid_out.clauses(version_id), language=version.language, title=version.title or "", kind=document.kind
        )
        for version_id, version in laid_out.versions.items()
        if version.superseded_by is None
    }
    laid_out.timeline = build_timeline(
        observations, texts, twins=laid_out.twins, judgments=judged, until=store.looked_until(document.id)
    )
    return laid_out


def recorded_judgments(store: Store, document: Document) -> Judgments:
    """Return what people judged of a document's versions."""
    by_verdict: dict[Verdict, set[int]] = {verdict: set() for verdict in Verdict}
    for judgment in judgments_of(store, document.id):
        by_verdict[judgment.verdict].add(judgment.version_id)
    return Judgments(
        confirmed=frozenset(by_verdict[Verdict.CONFIRMED]), rejected=frozenset(by_verdict[Verdict.REJECTED])
    )


def _twins(laid_out: LaidOut, observations: Sequence[Observation], judged: Judgments) -> dict[int, int]:
    """The versions that differ from an earlier one in their lists of contents only, each with the earliest such."""
    first_of: dict[tuple[str, ...], int] = {}
    twins: dict[int, int] = {}
    in_time = sorted(observations, key=lambda seen: (seen.timestamp, seen.version))
    for version_id in dict.fromkeys(seen.version for seen in in_time):
        forms = forms_without_contents(laid_out.clauses(version_id))
        earlier = next((first_of[form] for form in forms if form in first_of), None)
        if earlier is not None and version_id not in judged.confirmed | judged.rejected:
            twins[version_id] = earlier
            continue
        for form in forms:
            first_of.setdefault(form, version_id)
    return twins


def captures_aside(captures: Sequence[Capture], timeline: Timeline, twins: Mapping[int, int]) -> frozenset[int]:
    """Return the ids of the captures that show something else than what is trusted at their time."""
    starts = [stretch.first for stretch in timeline.stretches]
    aside = set()
    for capture in captures:
        if capture.version_id is None:
            continue
        place = bisect_right(starts, capture.timestamp) - 1
        shown = twins.get(capture.version_id, capture.version_id)
        stretch = timeline.stretches[place] if place >= 0 else None
        if stretch is None or stretch.version != shown or capture.timestamp > stretch.last:
            aside.add(capture.id)
    return frozenset(aside)


def captures_between(captures: Sequence[Capture], aside: Set[int], twins: Mapping[int, int]) -> dict[int, int]:
    """Return, by version, how many captures that nobody looked at lie between two which show it and are not aside."""
    counts: Counter[int] = Counter()
    before: int | None = None
    unseen = 0
    for capture in captures:
        if capture.version_id is None:
            unseen += capture.outcome is None
            continue
        shown = None if capture.id in aside else twins.get(capture.version_id, capture.version_id)
        if shown is not None and shown == before:
            counts[shown] += unseen
        before, unseen = shown, 0
    return dict(counts)


def reread_moments(captures: Sequence[Capture], twins: Mapping[int, int]) -> frozenset[tuple[str, int]]:
    """Return at which moments another extractor read what was read before, and the version it read."""
    return frozenset(
        (capture.timestamp, twins.get(capture.version_id, capture.version_id))
        for capture in captures
        if capture.outcome is Outcome.REREAD and capture.version_id is not None
    )
