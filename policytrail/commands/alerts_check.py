"""`policytrail alerts check`: the changes that were recorded, told once to each channel named on the command line."""

import hashlib
import json
import os
import shlex
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from db.alerts import AlertStep, alert_steps, last_check, mark_told, step_details
from db.errors import EXIT_FAILED, EXIT_FOUND
from db.store import Store
from policytrail.commands.output import print_json, print_text, tell, warn
from tracker.alerts.channels import Channel, ChannelKind, DeliveryFailed, parse_channel
from tracker.alerts.content import Digest, compose_alert
from tracker.alerts.delivery import only_worker
from tracker.alerts.mail import Letter, compose_mail, send_mail, smtp_server
from tracker.alerts.render_html import render_html_mail
from tracker.alerts.render_text import alert_to_json, digest_to_json, render_text, subject
from tracker.alerts.webhook import post_webhook, webhook_key

MANY = 20
NEWEST_OF_FIRST_CHECK = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """What a channel was not told yet, newest first."""

    channel: Channel
    since: str | None  # the last check (ISO 8601 UTC), None if all is to be told
    steps: tuple[AlertStep, ...]


def check_alerts(
    *,
    db_path: Path,
    as_json: bool,
    since_last: bool,
    targets: tuple[str, ...],
    channels: tuple[str, ...],
    exit_code: bool,
    dry_run: bool,
    quiet: bool,
) -> None:
    """Tell each channel what it was not told yet; exits with EXIT_FOUND if there was something and `exit_code`."""
    defaults = {
        "webhook": os.environ.get("POLICYTRAIL_WEBHOOK_URL"),
        "mail": os.environ.get("POLICYTRAIL_MAIL_TO"),
    }
    chosen = [one for channel in channels for one in each_address(parse_channel(channel, defaults))]
    check_settings(chosen)
    store = Store(db_path, create=False)
    with only_worker(db_path):
        document_ids = [store.find_document(target).id for target in targets] or None
        pending = [find_pending(store, channel, document_ids, since_last=since_last) for channel in chosen]
        print_pending(store, pending, as_json=as_json, dry_run=dry_run, quiet=quiet)
        failures = [] if dry_run else deliver_all(store, pending)
    store.close()
    for failure in failures:
        warn(str(failure))
    if failures:
        sys.exit(EXIT_FAILED)
    if exit_code and any(found.steps for found in pending):
        sys.exit(EXIT_FOUND)


def check_settings(channels: Sequence[Channel]) -> None:
    """Raise UsageError where a channel lacks a setting: today, and not only when there is something to tell."""
    kinds = {channel.kind for channel in channels}
    if ChannelKind.MAIL in kinds:
        smtp_server(os.environ)
    if ChannelKind.WEBHOOK in kinds:
        webhook_key(os.environ)


def each_address(channel: Channel) -> tuple[Channel, ...]:
    """Return a channel as one for each mail address: what one of them took it is not told again."""
    if channel.kind is not ChannelKind.MAIL:
        return (channel,)
    return tuple(Channel(kind=ChannelKind.MAIL, targets=(address,)) for address in channel.targets)


def find_pending(store: Store, channel: Channel, document_ids: Sequence[int] | None, *, since_last: bool) -> Pending:
    """Return what the channel is to be told of these documents (None: of all)."""
    if not since_last:
        return Pending(channel=channel, since=None, steps=alert_steps(store, document_ids))
    steps = alert_steps(store, document_ids, untold=channel.name)
    return Pending(channel=channel, since=last_check(store, channel.name), steps=steps)


def build_digest(store: Store, pending: Pending) -> Digest:
    """Return what the channel is told at once: of many changes only the newest in full, but all of them counted."""
    newest = NEWEST_OF_FIRST_CHECK if pending.since is None else MANY
    in_full = pending.steps if len(pending.steps) <= MANY else pending.steps[:newest]
    database = str(store.path.absolute())
    return Digest(
        found=len(pending.steps),
        documents=dict(Counter(step.document for step in pending.steps).most_common()),
        alerts=tuple(compose_alert(step_details(store, step), database) for step in in_full),
        since=pending.since,
        list_command=shlex.join(["policytrail", "alerts", "told", "--db", database]),
    )


def print_pending(store: Store, pending: Sequence[Pending], *, as_json: bool, dry_run: bool, quiet: bool) -> None:
    """Print what standard output is to be told (in a dry run what every channel is), or all of it as JSON."""
    if as_json:
        print_json(pending_to_json(store, pending), indent=1)
        return
    for found in pending:
        if found.steps and (dry_run or found.channel.kind is ChannelKind.STDOUT):
            print_text(render_text(build_digest(store, found)))
    if not any(found.steps for found in pending) and not quiet and sys.stderr.isatty():
        tell("No changes since the last check.")


def pending_to_json(store: Store, pending: Sequence[Pending]) -> dict[str, object]:
    """Return what was found: for each channel how much, and each alert once, whichever channels it is for."""
    steps = dict.fromkeys(step for found in pending for step in found.steps)
    database = str(store.path.absolute())
    return {
        "found": len(steps),
        "channels": [
            {"channel": found.channel.name, "since": found.since, "found": len(found.steps)} for found in pending
        ],
        "alerts": [alert_to_json(compose_alert(step_details(store, step), database)) for step in steps],
    }


def deliver_all(store: Store, pending: Sequence[Pending]) -> list[str]:
    """Deliver to each channel and remember what it took; returns the failures, which do not hinder the others."""
    failures = []
    for group in alike(pending):
        try:
            refused = deliver(store, group) if group[0].steps else {}
        except DeliveryFailed as failure:
            failures.append(str(failure))
        else:
            failures += [f"{channel}: {reason}; the changes are told again" for channel, reason in refused.items()]
            for found in group:
                if found.channel.name not in refused:
                    mark_told(store, found.channel.name, found.steps)
    return failures


def alike(pending: Sequence[Pending]) -> list[tuple[Pending, ...]]:
    """Return what is told at once: mail of the same contents is one message to all its addresses."""
    groups: dict[object, list[Pending]] = {}
    for found in pending:
        is_mail = found.channel.kind is ChannelKind.MAIL
        groups.setdefault((found.steps, found.since) if is_mail else found.channel.name, []).append(found)
    return [tuple(group) for group in groups.values()]


def deliver(store: Store, group: Sequence[Pending]) -> dict[str, str]:
    """Send a webhook or a mail (standard output has been printed); returns who refused it alone, and why.

    Raises DeliveryFailed and UsageError.
    """
    pending, channel = group[0], group[0].channel
    told = [str(store.path.absolute()), *(step.pair for step in pending.steps)]
    message_id = hashlib.sha256(json.dumps(told).encode()).hexdigest()[:32]
    if channel.kind is ChannelKind.WEBHOOK:
        payload = digest_to_json(build_digest(store, pending))
        post_webhook(channel, payload, message_id=message_id, key=webhook_key(os.environ))
    elif channel.kind is ChannelKind.MAIL:
        server, digest = smtp_server(os.environ), build_digest(store, pending)
        names = {found.channel.targets[0]: found.channel.name for found in group}
        page = render_html_mail(digest)
        letter = Letter(key=message_id, subject=subject(digest), text=render_text(digest), html=page)
        refused = send_mail(server, tuple(names), compose_mail(server.sender, tuple(names), letter))
        return {names[address]: reason for address, reason in refused.items()}
    return {}
