"""What the outbox decides: which news goes into one message and under which key, and when to try again. Pure."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import groupby

from db.outbox_records import News, Queued
from tracker.alerts.rules import Rhythm

WAITS = (
    *(timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2)),
    *(timedelta(hours=6), timedelta(hours=12), timedelta(hours=20), timedelta(hours=20), timedelta(hours=20)),
)
"""Between tries: a server that is down for a weekend is met again by whoever runs each night. Then it is given up."""
LONGEST_WAIT = timedelta(days=2)
"""A server that asks for more is tried after that."""
KEY_CHARACTERS = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """One message to be: what it tells, and to whom; the same in every process that makes it."""

    key: str
    channel: str
    recipients: tuple[str, ...]
    news_ids: tuple[int, ...]


def bundle(queued: Sequence[Queued], now: datetime) -> tuple[Bundle, ...]:
    """Return the messages that are due: one for each recipient; mail of the same contents and rules is one message."""
    due = [entry for entry in queued if is_due(Rhythm(entry.digest), entry.last_message_at, now)]
    by_recipient: dict[str, list[Queued]] = {}
    for entry in due:
        by_recipient.setdefault(entry.recipient, []).append(entry)
    alike: dict[tuple[object, ...], list[str]] = {}
    for recipient, entries in sorted(by_recipient.items()):
        contents = (tuple(entry.news for entry in entries), tuple(sorted({entry.rules for entry in entries})))
        apart = "" if channel_of(recipient) == "mailto" else recipient
        alike.setdefault((contents, apart), []).append(recipient)
    return tuple(_bundle(tuple(recipients), by_recipient[recipients[0]]) for recipients in alike.values())


def _bundle(recipients: tuple[str, ...], entries: Sequence[Queued]) -> Bundle:
    news = [entry.news for entry in entries]
    return Bundle(
        key=message_key(recipients, news),
        channel=channel_of(recipients[0]),
        recipients=recipients,
        news_ids=tuple(item.id for item in news),
    )


def channel_of(recipient: str) -> str:
    """Return the first part of a recipient: mailto, https, env, atom, stdout, or a service of Apprise's."""
    return recipient.partition(":")[0]


def message_key(recipients: Iterable[str], news: Iterable[News]) -> str:
    """Return what tells a message from all others: made from what it tells, and to whom."""
    told = [
        [item.document, item.kind.value, item.old_sha256, item.new_sha256, item.words, item.recorded_at]
        for item in news
    ]
    return sha256(json.dumps([sorted(recipients), told]).encode()).hexdigest()[:KEY_CHARACTERS]


def thread_key(document: str) -> str:
    """Return what all mail about a document refers to."""
    return "document-" + sha256(document.encode()).hexdigest()[:16]


def is_due(rhythm: Rhythm, last: str | None, now: datetime) -> bool:
    """Tell whether a message may go: one a day, or a week, of UTC.

    A last one in the future, of a clock that was set back since, counts for nothing.
    """
    if rhythm is Rhythm.IMMEDIATELY or last is None:
        return True
    before = datetime.fromisoformat(last)
    if before > now:
        return True
    if rhythm is Rhythm.DAILY:
        return before.date() < now.date()
    return before.isocalendar()[:2] < now.isocalendar()[:2]


def next_try(attempts: int, now: datetime, retry_after_seconds: float | None) -> datetime | None:
    """Return when to try again after so many tries; None: it is given up. A server may ask for a longer wait."""
    if attempts > len(WAITS):
        return None
    asked = min(retry_after_seconds or 0.0, LONGEST_WAIT.total_seconds())
    return now + max(WAITS[attempts - 1], timedelta(seconds=asked))


def may_try(next_try: datetime, now: datetime) -> bool:
    """Tell whether the time of a try has come; one further ahead than any wait is of a clock that has been set back."""
    return not now < next_try <= now + LONGEST_WAIT


def merge_entries(entries: Iterable[tuple[str, str, Rhythm]]) -> tuple[tuple[str, str, str], ...]:
    """Return, for each recipient, the names of the rules that tell it, and the most urgent of their rhythms.

    >>> merge_entries([("a", "one", Rhythm.DAILY), ("a", "two", Rhythm.IMMEDIATELY)])
    (('a', 'one,two', 'immediately'),)
    """
    merged = []
    for recipient, group in groupby(sorted(entries), key=lambda entry: entry[0]):
        wanted = list(group)
        urgent = min((rhythm for _, _, rhythm in wanted), key=list(Rhythm).index)
        merged.append((recipient, ",".join(sorted({rule for _, rule, _ in wanted})), urgent.value))
    return tuple(merged)
