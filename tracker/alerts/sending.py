"""Sending a message to its recipients, each kind of channel in its own form."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

from db.outbox import news_in, sent_to
from db.store import Store
from tracker.alerts.apprise_channel import notify
from tracker.alerts.atom import Entry, render_atom, write_atom
from tracker.alerts.channels import Channel, ChannelKind
from tracker.alerts.content import Alert, Digest
from tracker.alerts.digest import read_digest
from tracker.alerts.mail import Attachment, Letter, compose_mail, send_mail, smtp_server
from tracker.alerts.outbox import thread_key
from tracker.alerts.recipients import open_recipient
from tracker.alerts.redline import redline_page
from tracker.alerts.render_html import render_html_mail
from tracker.alerts.render_text import chat_text, digest_to_json, render_text, subject
from tracker.alerts.webhook import post_webhook, webhook_key

MAX_ATTACHED = 5
FEED_ENTRIES = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """What sending needs besides the message: the history, the settings, the published site, and standard output."""

    store: Store
    environment: Mapping[str, str]
    site_url: str | None
    echo: Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """A message: `recipients` are those of `to` that did not take it yet, `documents` what it is about."""

    to: tuple[str, ...]
    recipients: tuple[str, ...]
    digest: Digest
    documents: tuple[str, ...]
    allow_private: bool


def send(post: Post, envelope: Envelope) -> dict[str, str]:
    """Send a message; returns why, for each recipient that refused it alone.

    Raises DeliveryFailed if nobody took it, and UsageError where a setting is missing.
    """
    channel = open_recipient(envelope.recipients[0], post.environment)
    if channel.kind is ChannelKind.MAIL:
        return _mail(post, envelope, channel)
    if channel.kind is ChannelKind.WEBHOOK:
        _webhook(post, envelope, channel)
    elif channel.kind is ChannelKind.APPRISE:
        _chat(envelope, channel)
    elif channel.kind is ChannelKind.ATOM:
        _feed(post, envelope, channel)
    else:
        post.echo(render_text(envelope.digest))
    return {}


def _mail(post: Post, envelope: Envelope, channel: Channel) -> dict[str, str]:
    server, digest = smtp_server(post.environment), envelope.digest
    addresses = {
        recipient: recipient.removeprefix("mailto:") if recipient.startswith("mailto:") else channel.targets[0]
        for recipient in envelope.to
    }
    letter = Letter(
        key=digest.key,
        subject=subject(digest),
        text=render_text(digest),
        html=render_html_mail(digest),
        threads=tuple(thread_key(document) for document in envelope.documents[:MAX_ATTACHED]),
        unsubscribe=f"unsubscribe {', '.join(digest.rules)}",
        attachments=() if post.site_url else tuple(map(_attached(post), digest.alerts[:MAX_ATTACHED])),
    )
    open_addresses = {addresses[recipient]: recipient for recipient in envelope.recipients}
    refused = send_mail(server, tuple(open_addresses), compose_mail(server.sender, tuple(addresses.values()), letter))
    return {open_addresses[address]: reason for address, reason in refused.items()}


def _attached(post: Post) -> Callable[[Alert], Attachment]:
    def attach(alert: Alert) -> Attachment:
        host = "".join(letter if letter.isalnum() or letter in ".-" else "-" for letter in alert.step.site)
        return Attachment(name=f"{host}-{alert.step.first_capture[:8]}.html", page=redline_page(post.store, alert.step))

    return attach


def _webhook(post: Post, envelope: Envelope, channel: Channel) -> None:
    post_webhook(
        channel,
        digest_to_json(envelope.digest),
        message_id=envelope.digest.key,
        key=webhook_key(post.environment),
        allow_private=envelope.allow_private,
    )


def _chat(envelope: Envelope, channel: Channel) -> None:
    digest = envelope.digest
    text, html = chat_text(digest), render_html_mail(digest)
    notify(channel, subject(digest), text, html, allow_private=envelope.allow_private)


def _feed(post: Post, envelope: Envelope, channel: Channel) -> None:
    """Write the feed anew, out of this message and those that went there before."""
    recipient = envelope.recipients[0]
    entries = [_entry(envelope.digest, datetime.now(UTC), post.site_url)]
    for delivery_id, key, taken_at in sent_to(post.store, recipient, FEED_ENTRIES - 1):
        digest = read_digest(post.store, news_in(post.store, delivery_id), (), key=key, site_url=post.site_url)
        entries.append(_entry(digest, datetime.fromisoformat(taken_at), post.site_url))
    write_atom(channel.targets[0], render_atom(tuple(entries), post.site_url or "urn:policytrail"))


def _entry(digest: Digest, at: datetime, site_url: str | None) -> Entry:
    page, link = render_html_mail(digest), _web_link(digest, site_url)
    return Entry(key=digest.key, title=subject(digest), html=page, at=at, link=link)


def _web_link(digest: Digest, site_url: str | None) -> str:
    links = [address for alert in digest.alerts for _, address in alert.links]
    return next((link for link in links if urlsplit(link).scheme in {"http", "https"}), site_url or "")
