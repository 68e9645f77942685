"""Recorded changes assessed again, when the rules have changed: nothing else is rewritten."""

from db.assessments import record_assessments, steps_assessed_otherwise
from db.records import Document
from db.store import Store
from tracker.history.assessments import Rules, assess_rows
from tracker.history.stored_clauses import with_paths


def reassess(store: Store, document: Document, rules: Rules) -> int:
    """Assess the changes of a document that other rules assessed, or none; returns how many steps that were."""
    versions = {version.id: version for version in store.versions(document.id)}
    steps = steps_assessed_otherwise(store, document.id, rules.version)
    for step in steps:
        sides = (versions[step.old_version_id], versions[step.new_version_id])
        old, new = (with_paths(store.clauses(version)) for version in sides)
        assessed = assess_rows(step.changes, old, new, rules)
        with store.transaction():
            record_assessments(store, step.id, assessed)
    return len(steps)
