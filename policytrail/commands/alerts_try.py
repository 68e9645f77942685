"""`policytrail alerts test|send-test`: what a rule would have told, and whether its recipients can be reached."""

import os
import sys
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from db.alerts import AlertStep, alert_steps, step_details
from db.errors import EXIT_FAILED, UsageError
from db.store import Store
from db.watching import watched_documents
from policytrail.commands.alerts_rules import find_rule
from policytrail.commands.moments import timestamp_prefix
from policytrail.commands.output import print_json, print_line, print_text, warn
from tracker.alerts.channels import DeliveryFailed
from tracker.alerts.content import Digest, Notice
from tracker.alerts.digest import alert_for
from tracker.alerts.news import iso
from tracker.alerts.render_text import digest_to_json, render_text
from tracker.alerts.rules import Rule, covers, wanted_changes
from tracker.alerts.sending import Envelope, Post, send


def test_rule(name: str, *, since: str, db_path: Path, as_json: bool) -> None:
    """Print what a rule would have told of the history there is."""
    store = Store(db_path, create=False)
    digest = would_tell(store, find_rule(store, name), timestamp_prefix(since or None, "--since") or "")
    store.close()
    if as_json:
        print_json(digest_to_json(digest), indent=1)
    elif digest.found:
        print_text(render_text(digest))
    else:
        print_line(f"{name}: nothing")


def would_tell(store: Store, rule: Rule, since: str) -> Digest:
    """Return all that a rule would tell of the steps first seen since then (the beginning of a timestamp)."""
    covered = [document.id for document in watched_documents(store) if covers(rule, document)]
    steps: tuple[AlertStep, ...] = alert_steps(store, covered) if covered else ()
    alerts = []
    for step in steps:
        details = step_details(store, step)
        if step.first_capture >= since and wanted_changes(rule, details.changes):
            alerts.append(alert_for(details, [rule], None))
    documents = {alert.step.document: 0 for alert in alerts}
    for alert in alerts:
        documents[alert.step.document] += 1
    return Digest(
        found=len(alerts),
        documents=documents,
        alerts=tuple(alerts),
        since=None,
        list_command="",
        baseline=False,
        rules=(rule.name,),
        key="test",
    )


def send_test(name: str, *, db_path: Path) -> None:
    """Send a message that says it is a test to each recipient of a rule."""
    store = Store(db_path, create=False)
    rule = find_rule(store, name)
    post = Post(store=store, environment=os.environ, site_url=None, echo=print_text)
    failed = [problem for recipient in rule.to for problem in try_recipient(post, rule, recipient)]
    store.close()
    for problem in failed:
        warn(str(problem))
    print_line(f"{name}: {len(rule.to) - len(failed)} of {len(rule.to)} recipients took the test message")
    if failed:
        sys.exit(EXIT_FAILED)


def try_recipient(post: Post, rule: Rule, recipient: str) -> list[str]:
    """Send a test to one recipient; returns what went wrong."""
    now = iso(datetime.now(UTC))
    words = "this is a test; messages about changed policies come from here"
    digest = Digest(
        found=0,
        documents={},
        alerts=(),
        since=None,
        list_command="",
        baseline=False,
        notices=(Notice(kind="test", document="policytrail", words=words),),
        rules=(rule.name,),
        key=sha256(f"test {recipient} {now}".encode()).hexdigest()[:32],
    )
    envelope = Envelope(
        to=(recipient,), recipients=(recipient,), digest=digest, documents=(), allow_private=rule.allow_private
    )
    try:
        return [f"{who}: {reason}" for who, reason in send(post, envelope).items()]
    except (DeliveryFailed, UsageError) as error:
        return [f"{recipient}: {error}"]
