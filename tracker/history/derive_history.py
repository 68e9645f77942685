"""From what the captures show to the settled history: order, lineages, spans, steps and their changes."""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from itertools import product

from db.records import Document, StoredClause, Version
from db.settling import SettledStep, Settlement, StepChange, settle, waiting_for_settlement
from db.store import Store
from tracker.clauses.clause import Clause, ClauseKind
from tracker.diff.changes import Change, compare
from tracker.history.assessments import assess_rows, shipped_rules
from tracker.history.clause_spans import build_spans
from tracker.history.lineage import LineageParent, Lineages, trace
from tracker.history.timeline import Look, Observation, Timeline, build_timeline


def with_paths(stored: Sequence[StoredClause]) -> tuple[Clause, ...]:
    """Return the clauses with the headings above each, as they follow from the headings' levels."""
    headings: list[tuple[int, str]] = []
    clauses = []
    for item in stored:
        if item.kind == ClauseKind.HEADING:
            headings = [above for above in headings if above[0] < item.level]
        path = tuple(text for _, text in headings)
        clauses.append(Clause(kind=ClauseKind(item.kind), level=item.level, path=path, text=item.text))
        if item.kind == ClauseKind.HEADING:
            headings.append((item.level, item.text))
    return tuple(clauses)


def settle_document(store: Store, document: Document, recorded: Callable[[], object] = lambda: None) -> int:
    """Lay out the document's versions in time and record lineages and changes; returns the number of new steps.

    Derived from captures and versions alone, so doing it again, or after an older version was found, gives what
    it would have been from the first. `recorded` is called in the transaction that records them.
    """
    if not waiting_for_settlement(store, document.id):
        return 0
    versions = {version.id: version for version in store.versions(document.id)}
    timeline = _timeline(store, document, versions)
    order = tuple(dict.fromkeys(stretch.version for stretch in timeline.stretches))
    steps = (*_steps(timeline), *_technical_steps(versions))
    needed = {*order, *(step.old_version_id for step in steps)}
    clauses = {version_id: with_paths(store.clauses(versions[version_id])) for version_id in needed}
    known = _known_lineages(store, document, versions, order)
    lineages = trace([clauses[version_id] for version_id in order], known=known)
    return settle(
        store,
        document.id,
        Settlement(
            order=order,
            spans=build_spans([clauses[version_id] for version_id in order], lineages.ids),
            parents=lineages.parents,
            steps=steps,
            alternating=timeline.alternating,
            unconfirmed=timeline.unconfirmed,
        ),
        lambda old, new: step_changes(clauses[old], clauses[new]),
        recorded,
    )


def _known_lineages(
    store: Store, document: Document, versions: dict[int, Version], order: Sequence[int]
) -> Lineages | None:
    """The lineages as they were settled, if every version since then came after those: what cron finds each night."""
    numbered = [version for version in versions.values() if version.number is not None]
    settled = [version.id for version in sorted(numbered, key=lambda version: version.number or 0)]
    if not settled or settled != list(order[: len(settled)]):
        return None
    spans = store.spans(document.id)
    return Lineages(
        ids=tuple(
            tuple(span.lineage for span in spans if span.first_version <= number <= span.last_version)
            for number in range(1, len(settled) + 1)
        ),
        parents=tuple(
            LineageParent(child=origin.lineage, parent=origin.parent, kind=origin.kind)
            for origin in store.origins(document.id)
        ),
    )


def _timeline(store: Store, document: Document, versions: dict[int, Version]) -> Timeline:
    observations = [
        Observation(timestamp=capture.timestamp, version=capture.version_id)
        for capture in store.captures(document.id)
        if capture.version_id is not None
    ]
    looks = {version.id: Look(words=version.words, language=version.language) for version in versions.values()}
    return build_timeline(observations, looks)


def _steps(timeline: Timeline) -> tuple[SettledStep, ...]:
    return tuple(
        SettledStep(
            old_version_id=step.old,
            new_version_id=step.new,
            not_before=step.not_before,
            first_capture=step.first_capture,
            technical=False,
        )
        for step in timeline.steps
    )


def _technical_steps(versions: dict[int, Version]) -> tuple[SettledStep, ...]:
    """The same page read by two extractors: a step of no time between two captures that are one."""
    return tuple(
        SettledStep(
            old_version_id=version.id,
            new_version_id=version.superseded_by,
            not_before=version.timestamp,
            first_capture=version.timestamp,
            technical=True,
        )
        for version in versions.values()
        if version.superseded_by is not None
    )


def step_changes(old: Sequence[Clause], new: Sequence[Clause]) -> tuple[StepChange, ...]:
    """Return the changes between two versions, one for each pair of old and new clause a change is about."""
    rows = [row for change in compare(old, new).changes for row in _rows(change, old, new)]
    assessed = assess_rows(rows, old, new, shipped_rules())
    return tuple(replace(row, assessment=found) for row, found in zip(rows, assessed, strict=True))


def _rows(change: Change, old: Sequence[Clause], new: Sequence[Clause]) -> tuple[StepChange, ...]:
    values = json.dumps([asdict(value) for value in change.values], ensure_ascii=False) if change.values else None
    about = new[change.new[0]] if change.new else old[change.old[0]]
    return tuple(
        StepChange(
            kind=change.kind.value,
            section=about.path[-1] if about.path else "",
            old_text=None if old_place is None else old[old_place].text,
            new_text=None if new_place is None else new[new_place].text,
            old_place=old_place,
            new_place=new_place,
            value_changes=values,
        )
        for old_place, new_place in product(change.old or (None,), change.new or (None,))
    )
