"""From what the captures show to the settled history: order, lineages, spans, steps and their changes."""

import json
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import asdict, replace
from itertools import product

from db.derived_history import DerivedHistory, DerivedStep, StepChange, is_out_of_date, store_history
from db.records import Document, Version
from db.store import Store
from tracker.clauses.clause import Clause
from tracker.diff.changes import Change, compare
from tracker.history.assessments import assess_rows, shipped_rules
from tracker.history.clause_spans import build_spans
from tracker.history.lineage import LineageParent, Lineages, trace
from tracker.history.recorded_timeline import captures_aside, captures_between, lay_out, reread_moments
from tracker.history.timeline import Timeline


def derive_history(store: Store, document: Document, recorded: Callable[[], object] = lambda: None) -> int:
    """Lay out the document's versions in time and record lineages and changes; returns the number of new steps.

    Derived from captures, versions and people's judgments alone, so doing it again, or after an older version was
    found, gives what it would have been from the first. `recorded` is called in the transaction that records them.
    """
    if not is_out_of_date(store, document.id):
        return 0
    laid_out = lay_out(store, document)
    timeline, versions = laid_out.timeline, laid_out.versions
    captures = store.captures(document.id)
    steps = (*_steps(timeline, reread_moments(captures, laid_out.twins)), *_technical_steps(versions))
    clauses = {version_id: laid_out.clauses(version_id) for version_id in timeline.order}
    lineages = trace(list(clauses.values()), known=_known_lineages(store, document, versions, timeline.order))
    aside = captures_aside(captures, timeline, laid_out.twins)
    return store_history(
        store,
        document.id,
        DerivedHistory(
            order=timeline.order,
            spans=build_spans(list(clauses.values()), lineages.ids),
            parents=lineages.parents,
            steps=steps,
            doubtful=laid_out.doubtful(),
            same_as=laid_out.twins,
            aside=aside,
            captures_between=captures_between(captures, aside, laid_out.twins),
            alternating=timeline.alternating,
        ),
        lambda old, new: step_changes(laid_out.clauses(old), laid_out.clauses(new)),
        recorded,
    )


def _known_lineages(
    store: Store, document: Document, versions: Mapping[int, Version], order: Sequence[int]
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


def _steps(timeline: Timeline, reread: Set[tuple[str, int]]) -> tuple[DerivedStep, ...]:
    return tuple(
        DerivedStep(
            old_version_id=step.old,
            new_version_id=step.new,
            not_before=step.not_before,
            first_capture=step.first_capture,
            technical=(step.first_capture, step.new) in reread,
            replaced=step.replaced,
        )
        for step in timeline.steps
    )


def _technical_steps(versions: Mapping[int, Version]) -> tuple[DerivedStep, ...]:
    """The same page read by two extractors: a step of no time between two captures that are one."""
    return tuple(
        DerivedStep(
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
