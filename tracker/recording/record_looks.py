"""How the looks of a crawl ended: when to look again, who fails and since when, who is silent; each told once."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from db.outbox_records import NewsKind
from db.store import Store
from db.watching import Watched, changed_since, newest_captures, note_looks, watched_documents
from tracker.alerts.news import end_trouble, iso, tell_trouble, troubles
from tracker.targets.looks import CAPTURES_WEIGHED, next_look, silence


def record_looks(
    store: Store, looked_at: Sequence[int], failed: Mapping[str, str], *, began: datetime, now: datetime
) -> frozenset[str]:
    """Note how documents were found, tell of troubles and their ends; returns who fails for the reason known before.

    `looked_at` are the ids of those looked at to the end, `failed` the reasons by name.
    """
    looks = [document for document in watched_documents(store) if document.id in set(looked_at)]
    changed = changed_since(store, iso(began))
    note_looks(store, [(each.id, _columns(each, failed.get(each.name), each.id in changed, began)) for each in looks])
    _tell_failing(store, looks, failed, now)
    _tell_silent(store, [each for each in looks if each.name not in failed], now)
    return frozenset(each.name for each in looks if each.failure and failed.get(each.name) == each.failure)


def _columns(document: Watched, failure: str | None, changed: bool, began: datetime) -> dict[str, str | int | None]:
    if failure is not None:
        return {"failure": failure}
    quiet_looks = 0 if changed else document.quiet_looks + 1
    due = next_look(document.name, document.every, quiet_looks, began)
    return {"failure": None, "looked_at": iso(began), "due_at": iso(due), "quiet_looks": quiet_looks}


def _tell_failing(store: Store, looks: Sequence[Watched], failed: Mapping[str, str], now: datetime) -> None:
    known = troubles(store, NewsKind.FAILING)
    for document in looks:
        reason = failed.get(document.name)
        trouble = known.get(document.id)
        if reason is None and trouble is not None:
            end_trouble(store, document, trouble, NewsKind.RECOVERED, "can be looked at again", now=now)
        elif reason is not None and trouble is None:
            tell_trouble(store, document, NewsKind.FAILING, f"cannot be looked at: {reason}", now=now)


def _tell_silent(store: Store, looks: Sequence[Watched], now: datetime) -> None:
    known = troubles(store, NewsKind.SILENT)
    for document in looks:
        words = silence(newest_captures(store, document.id, CAPTURES_WEIGHED), now)
        trouble = known.get(document.id)
        if words is None and trouble is not None:
            end_trouble(store, document, trouble, NewsKind.HEARD, "is captured again", now=now)
        elif words is not None and trouble is None:
            tell_trouble(store, document, NewsKind.SILENT, words, now=now)
