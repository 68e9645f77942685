"""A person's word on a version: kept with when and why, and the history derived again with it."""

from db.errors import UsageError
from db.judgments import Verdict, record_judgment
from db.records import Document
from db.store import Store
from tracker.history.review import version_to_judge
from tracker.recording.record_history import record_history


def judge_version(store: Store, document: Document, which: str, verdict: Verdict, reason: str) -> str:
    """Keep a verdict on the version named `which` (a number, or `4.1`); returns what it is called from now on.

    It holds from now on, whatever captures become known, and in place of an earlier one. Raises UsageError for a
    version that is not there, or without a reason.
    """
    if not reason.strip():
        message = "a verdict needs a reason: say with --reason what you saw"
        raise UsageError(message)
    version = version_to_judge(store, document, which)
    record_judgment(store, document.id, version.id, verdict, reason.strip())
    record_history(store, document)
    judged = next(each for each in store.versions(document.id) if each.id == version.id)
    return judged.label or str(judged.number or "")
