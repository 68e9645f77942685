"""`policytrail alerts`: the changes that were recorded, told once to each channel."""

import hashlib
import json
import os
import shlex
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from db.alerts import AlertStep, alert_steps, last_check, mark_told, step_details, told_channels
from db.errors import EXIT_FAILED, EXIT_FOUND, StoreBusy
from db.lock import run_lock
from db.store import Store
from tracker.alerts.channels import Channel, ChannelKind, DeliveryFailed, parse_channel
from tracker.alerts.content import Digest, compose_alert
from tracker.alerts.mail import compose_mail, send_mail, smtp_server
from tracker.alerts.render_html import render_html_mail
from tracker.alerts.render_text import alert_to_json, digest_to_json, render_text, subject
from tracker.alerts.webhook import post_webhook, webhook_key
from tracker.text.printable import printable
from tracker.text.timestamps import readable_time

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
    chosen = [parse_channel(channel, defaults) for channel in channels]
    check_settings(chosen)
    store = Store(db_path, create=False)
    with only_check(db_path):
        document_ids = [store.find_document(target).id for target in targets] or None
        pending = [find_pending(store, channel, document_ids, since_last=since_last) for channel in chosen]
        print_pending(store, pending, as_json=as_json, dry_run=dry_run, quiet=quiet)
        failures = [] if dry_run else deliver_all(store, pending)
    store.close()
    for failure in failures:
        click.echo(f"policytrail: {failure}", err=True)
    if failures:
        sys.exit(EXIT_FAILED)
    if exit_code and any(found.steps for found in pending):
        sys.exit(EXIT_FOUND)


def list_alerts(targets: tuple[str, ...], *, db_path: Path, as_json: bool) -> None:
    """Print every change there is to tell, and which channels were told."""
    store = Store(db_path, create=False)
    steps = alert_steps(store, [store.find_document(target).id for target in targets] or None)
    told_by_pair = told_channels(store)
    rows = [(step, told_by_pair.get(step.pair, [])) for step in steps]
    store.close()
    if as_json:
        value = [{**asdict(step), "told": told} for step, told in rows]
        click.echo(json.dumps(value, ensure_ascii=False, indent=1))
        return
    table = Table(box=None, pad_edge=False)
    for heading in ("document", "changed between", "and (UTC)", "recorded", "told"):
        table.add_column(heading, overflow="fold")
    for step, told in rows:
        window = (readable_time(step.not_before), readable_time(step.first_capture))
        cells = (printable(step.document), *window, step.recorded_at[:10], ", ".join(told) or "none")
        table.add_row(*(Text(cell) for cell in cells))
    Console().print(table)


def check_settings(channels: Sequence[Channel]) -> None:
    """Raise UsageError where a channel lacks a setting: today, and not only when there is something to tell."""
    kinds = {channel.kind for channel in channels}
    if ChannelKind.MAIL in kinds:
        smtp_server(os.environ)
    if ChannelKind.WEBHOOK in kinds:
        webhook_key(os.environ)


@contextmanager
def only_check(db_path: Path) -> Iterator[None]:
    """Keep a second check from telling the same; a crawl may go on meanwhile. Raises StoreBusy."""
    with ExitStack() as stack:
        try:
            stack.enter_context(run_lock(Path(f"{db_path}.alerts")))
        except StoreBusy as error:
            message = f"{db_path}: another 'alerts check' is at work on it; try again later"
            raise StoreBusy(message) from error
        yield


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
        list_command=shlex.join(["policytrail", "alerts", "list", "--db", database]),
    )


def print_pending(store: Store, pending: Sequence[Pending], *, as_json: bool, dry_run: bool, quiet: bool) -> None:
    """Print what standard output is to be told (in a dry run what every channel is), or all of it as JSON."""
    if as_json:
        click.echo(json.dumps(pending_to_json(store, pending), ensure_ascii=False, indent=1))
        return
    for found in pending:
        if found.steps and (dry_run or found.channel.kind is ChannelKind.STDOUT):
            click.echo(render_text(build_digest(store, found)), nl=False)
    if not any(found.steps for found in pending) and not quiet and sys.stderr.isatty():
        click.echo("No changes since the last check.", err=True)


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


def deliver_all(store: Store, pending: Sequence[Pending]) -> list[DeliveryFailed]:
    """Deliver to each channel and remember what it took; returns the failures, which do not hinder the others."""
    failures = []
    for found in pending:
        try:
            if found.steps:
                deliver(store, found)
        except DeliveryFailed as failure:
            failures.append(failure)
        else:
            mark_told(store, found.channel.name, found.steps)
    return failures


def deliver(store: Store, pending: Pending) -> None:
    """Send a webhook or a mail (standard output has been printed); raises DeliveryFailed and UsageError."""
    channel = pending.channel
    if channel.kind is ChannelKind.WEBHOOK:
        told = [str(store.path.absolute()), *(step.pair for step in pending.steps)]
        message_id = hashlib.sha256(json.dumps(told).encode()).hexdigest()[:32]
        payload = digest_to_json(build_digest(store, pending))
        post_webhook(channel, payload, message_id=message_id, key=webhook_key(os.environ))
    elif channel.kind is ChannelKind.MAIL:
        server, digest = smtp_server(os.environ), build_digest(store, pending)
        mail = compose_mail(
            server.sender, channel.targets, subject(digest), render_text(digest), render_html_mail(digest)
        )
        send_mail(server, channel, mail)
