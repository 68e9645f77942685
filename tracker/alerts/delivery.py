"""The one worker of the outbox: makes messages of what waits, sends what is due, notes who took it.

A try is counted before it is made and noted after it; a process killed in between makes it again, under the same key.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from db.errors import StoreBusy, UsageError
from db.lock import run_lock
from db.outbox import begin_try, deliveries, end_try, make_delivery, news_in, rules_told, waiting, withdraw
from db.outbox_records import Delivery, News
from db.store import Store
from tracker.alerts.channels import DeliveryFailed
from tracker.alerts.digest import read_digest
from tracker.alerts.news import iso, rules_of
from tracker.alerts.outbox import bundle, may_try, next_try
from tracker.alerts.rules import Rule
from tracker.alerts.sending import Envelope, Post, send


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """What a pass over the outbox came to; `failures` are in words, one for each message that was not taken by all."""

    sent: int
    waiting: int
    dead: int
    failures: tuple[str, ...]


@contextmanager
def only_worker(database: Path) -> Iterator[None]:
    """Keep a second worker from telling the same; a crawl may go on meanwhile. Raises StoreBusy."""
    with ExitStack() as stack:
        try:
            stack.enter_context(run_lock(Path(f"{database}.alerts")))
        except StoreBusy as error:
            message = f"{database}: another run is telling what changed; try again later"
            raise StoreBusy(message) from error
        yield


def deliver(
    store: Store,
    environment: Mapping[str, str],
    *,
    clock: Callable[[], datetime],
    echo: Callable[[str], None],
    site_url: str | None = None,
    regardless: bool = False,
) -> Delivered:
    """Send what is due (`regardless`: all that waits); the caller is the only worker."""
    make_messages(store, clock())
    post = Post(store=store, environment=environment, site_url=site_url, echo=echo)
    rules = rules_of(store)
    failures = []
    sent = 0
    for delivery in deliveries(store, "waiting"):
        if regardless or may_try(datetime.fromisoformat(delivery.next_try), clock()):
            problem = _try(post, delivery, rules, clock)
            failures += [problem] if problem else []
            sent += not problem
    return Delivered(
        sent=sent,
        waiting=len(deliveries(store, "waiting")),
        dead=len(deliveries(store, "dead")),
        failures=tuple(failures),
    )


def make_messages(store: Store, now: datetime) -> None:
    """Make messages of what waits and is due, each in a transaction of its own."""
    for made in bundle(waiting(store), now):
        make_delivery(
            store,
            key=made.key,
            channel=made.channel,
            recipients=made.recipients,
            news_ids=made.news_ids,
            now=iso(now),
        )


def _try(post: Post, delivery: Delivery, rules: tuple[Rule, ...], clock: Callable[[], datetime]) -> str:
    """Try to send a message; returns what went wrong, empty if nothing did."""
    news = news_in(post.store, delivery.id)
    if not news:  # what it told was taken back, or its document removed
        withdraw(post.store, delivery.id)
        return ""
    envelope = _envelope(post, delivery, news, rules)
    tries = delivery.attempts + 1
    begin_try(post.store, delivery.id, next_try=iso(next_try(tries, clock(), None) or clock()))
    asked = None
    try:
        refused = send(post, envelope)
    except (DeliveryFailed, UsageError) as failure:
        refused = dict.fromkeys(delivery.recipients, str(failure))
        asked = failure.retry_after_seconds if isinstance(failure, DeliveryFailed) else None
    return _note(post.store, delivery, refused, next_try(tries, clock(), asked), clock())


def _envelope(post: Post, delivery: Delivery, news: tuple[News, ...], rules: tuple[Rule, ...]) -> Envelope:
    names = rules_told(post.store, delivery.id)
    asking = [rule for rule in rules if rule.name in names]
    return Envelope(
        to=delivery.to,
        recipients=delivery.recipients,
        digest=read_digest(post.store, news, asking, key=delivery.key, site_url=post.site_url),
        documents=tuple(dict.fromkeys(item.document for item in news)),
        allow_private=any(rule.allow_private for rule in rules if set(rule.to) & set(delivery.to)),
    )


def _note(store: Store, delivery: Delivery, refused: dict[str, str], again: datetime | None, now: datetime) -> str:
    problem = "; ".join(dict.fromkeys(refused.values()))
    state = "sent" if not refused else "dead" if again is None else "waiting"
    end_try(
        store,
        delivery.id,
        taken=[recipient for recipient in delivery.recipients if recipient not in refused],
        refused=refused,
        state=state,
        error=problem or None,
        next_try=iso(again or now),
        now=iso(now),
    )
    given_up = "; given up, 'policytrail alerts retry' sends it" if state == "dead" else ""
    return f"{', '.join(refused)}: {problem}{given_up}" if refused else ""
