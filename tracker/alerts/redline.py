"""A step's redline as one page to be read without us: what is attached to a mail."""

from db.alerts import AlertStep
from db.store import Store
from tracker.diff.changes import compare
from tracker.diff.render_html import render_html
from tracker.history.stored_clauses import with_paths
from tracker.text.timestamps import readable_time


def redline_page(store: Store, step: AlertStep) -> str:
    """Return the page: no scripts, nothing from elsewhere."""
    document = store.find_document(step.document)
    versions = {version.id: version for version in store.versions(document.id)}
    old, new = (with_paths(store.clauses(versions[side])) for side in step.pair)
    return render_html(
        old,
        new,
        compare(old, new),
        title=step.document,
        old_label=f"last seen {readable_time(step.not_before)} UTC",
        new_label=f"first seen {readable_time(step.first_capture)} UTC",
    )
