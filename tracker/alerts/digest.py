"""A message out of the outbox as what it says: its news read from the history, the most important step first."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from db.alerts import StepDetails, step_between, step_details
from db.outbox_records import News, NewsKind
from db.store import Store
from tracker.alerts.content import Alert, Digest, Notice, compose_alert
from tracker.alerts.rules import Rule, wanted_changes


def read_digest(store: Store, news: Sequence[News], rules: Iterable[Rule], *, key: str, site_url: str | None) -> Digest:
    """Return what a message says of this news for these rules."""
    asking = tuple(rules)
    alerts, notices, corrections = [], [], []
    for item in news:
        alert = _alert(store, item, asking, site_url)
        if alert is not None:
            alerts.append(alert)
        elif item.kind is NewsKind.CORRECTION:
            corrections.append(_notice(item))
        else:
            notices.append(_notice(item))
    alerts.sort(key=lambda alert: (-alert.importance, alert.step.document, alert.step.first_capture))
    return Digest(
        found=len(alerts),
        documents=dict(Counter(alert.step.document for alert in alerts)),
        alerts=tuple(alerts),
        since=None,
        list_command="",
        baseline=False,
        corrections=tuple(corrections),
        notices=tuple(notices),
        rules=tuple(rule.name for rule in asking),
        key=key,
    )


def _alert(store: Store, item: News, rules: Sequence[Rule], site_url: str | None) -> Alert | None:
    """Return the alert of a step that the history still has under these ids."""
    if item.kind is not NewsKind.STEP or item.old_version_id is None or item.new_version_id is None:
        return None
    step = step_between(store, item.old_version_id, item.new_version_id)
    return None if step is None else alert_for(step_details(store, step), rules, site_url)


def alert_for(details: StepDetails, rules: Sequence[Rule], site_url: str | None) -> Alert:
    """Return a step's alert: what the rules ask for is shown, all else of it counted; without our own command line."""
    whole = compose_alert(details, "", site_url)
    wanted = {id(change): change for rule in rules for change in wanted_changes(rule, details.changes)}
    shown = whole
    if wanted and len(wanted) < len(details.changes):
        shown = compose_alert(replace(details, changes=tuple(wanted.values())), "", site_url)
    others = len(whole.shown) + whole.more + whole.trivial - len(shown.shown) - shown.more - shown.trivial
    return replace(shown, counts=whole.counts, trivial=shown.trivial + max(0, others), diff_command="")


def _notice(item: News) -> Notice:
    return Notice(kind=item.kind.value, document=item.document, words=item.words)
