"""Putting into the outbox what there is to tell, in the transaction that records it: steps, corrections, troubles.

The first history of a document is a baseline, whenever the document was added: nothing is told of it.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from db.alerts import AlertStep, StepDetails, alert_steps, step_details
from db.outbox import (
    doubt_about,
    end_news,
    open_news,
    queue,
    recipients_told,
    record_news,
    steps_not_in_the_news,
    steps_taken_back,
    unqueue,
)
from db.outbox_records import News, NewsKind
from db.records import Document
from db.rules import stored_rules
from db.store import Store
from db.watching import Watched, keep_baseline, watched_document
from tracker.alerts.content import headline_words
from tracker.alerts.outbox import merge_entries
from tracker.alerts.rules import Rule, covers, read_rule, wanted_changes, weight_of
from tracker.assessment.meaning import is_cosmetic
from tracker.history.doubt import DOUBT_WORDS, Doubt
from tracker.text.timestamps import readable_date


def rules_of(store: Store) -> tuple[Rule, ...]:
    """Return all rules, by name."""
    return tuple(
        read_rule(rule.name, rule.settings, paused=rule.paused, allow_private=rule.allow_private)
        for rule in stored_rules(store)
    )


def queue_news(store: Store, document: Document, *, now: datetime) -> int:
    """Queue what a document's steps, as recorded now, bring to tell, and take back; returns how much is news."""
    moment = iso(now)
    with store.transaction():
        baseline = keep_baseline(store, document.id)
        _take_back(store, document.id, moment)
        rules = rules_of(store)
        steps = steps_not_in_the_news(store, document.id, alert_steps(store, [document.id]))
        fresh = [step for step in steps if baseline is not None and step.first_capture > baseline]
        watched = watched_document(store, document.id)
        wanted_past = [rule for rule in rules if rule.backfill]
        told = [tell_step(store, watched, step, rules, now=moment) for step in reversed(fresh)]
        if wanted_past:
            past = [step for step in steps if step not in fresh]
            told += [tell_step(store, watched, step, wanted_past, now=moment) for step in reversed(past)]
    return sum(told)


def tell_step(store: Store, document: Watched, step: AlertStep, rules: Iterable[Rule], *, now: str) -> bool:
    """Record a step as news and queue it for whom it concerns; False for a step that is cosmetic throughout."""
    details = step_details(store, step)
    if is_cosmetic(map(weight_of, details.changes)):
        return False
    news_id = record_news(
        store,
        document.id,
        NewsKind.STEP,
        headline_words(details),
        now=now,
        old_version_id=step.old_version_id,
        new_version_id=step.new_version_id,
        not_before=step.not_before,
        first_capture=step.first_capture,
    )
    queue(store, news_id, entries_for(document, details, rules), now=now)
    return True


def entries_for(document: Watched, details: StepDetails, rules: Iterable[Rule]) -> tuple[tuple[str, str, str], ...]:
    """Return whom a step concerns: (recipient, names of rules, rhythm)."""
    return merge_entries(
        (recipient, rule.name, rule.digest)
        for rule in rules
        if covers(rule, document) and wanted_changes(rule, details.changes)
        for recipient in rule.to
    )


def tell_trouble(store: Store, document: Watched, kind: NewsKind, words: str, *, now: datetime) -> None:
    """Record that something is amiss with a document, or is over, and queue it for the rules that ask for notices."""
    with store.transaction():
        news_id = record_news(store, document.id, kind, words, now=iso(now))
        concerned = [rule for rule in rules_of(store) if rule.notices and covers(rule, document)]
        entries = merge_entries((recipient, rule.name, rule.digest) for rule in concerned for recipient in rule.to)
        queue(store, news_id, entries, now=iso(now))


def end_trouble(store: Store, document: Watched, trouble: News, kind: NewsKind, words: str, *, now: datetime) -> None:
    """Record that what was amiss with a document is over: told to those alone who were told of it."""
    with store.transaction():
        end_news(store, trouble.id)
        unqueue(store, trouble.id)
        told = recipients_told(store, trouble.id)
        if told:
            news_id = record_news(store, document.id, kind, words, now=iso(now))
            queue(store, news_id, told, now=iso(now))


def troubles(store: Store, kind: NewsKind) -> dict[int, News]:
    """Return what is amiss with documents, by their ids."""
    return {item.document_id: item for item in open_news(store, [kind])}


def _take_back(store: Store, document_id: int, now: str) -> None:
    """Tell those who were told of a step that it is taken back; out of what was not sent yet it goes in silence."""
    for step in steps_taken_back(store, document_id):
        end_news(store, step.id)
        unqueue(store, step.id)
        told = recipients_told(store, step.id)
        if told:
            words = _correction_words(step, doubt_about(store, step))
            news_id = record_news(store, document_id, NewsKind.CORRECTION, words, now=now, corrects=step.id)
            queue(store, news_id, told, now=now)


def _correction_words(step: News, doubt: str | None) -> str:
    window = f"between {readable_date(step.not_before or '')} and {readable_date(step.first_capture or '')}"
    reason = DOUBT_WORDS[Doubt(doubt)] if doubt else "captures that became known later do not confirm it"
    return f"no change {window} after all ({step.words}); of the text it was seen in: {reason}"


def backfill(store: Store, rule: Rule, documents: Sequence[Watched], *, now: datetime) -> int:
    """Queue for a rule the steps recorded before it was there; returns how many."""
    count = 0
    with store.transaction():
        for document in documents:
            if covers(rule, document):
                count += _backfill_document(store, document, rule, iso(now))
    return count


def _backfill_document(store: Store, document: Watched, rule: Rule, now: str) -> int:
    steps = alert_steps(store, [document.id])
    unknown = steps_not_in_the_news(store, document.id, steps)
    known = {(item.old_version_id, item.new_version_id): item.id for item in open_news(store, [NewsKind.STEP])}
    count = sum(tell_step(store, document, step, [rule], now=now) for step in reversed(unknown))
    for step in reversed(steps):
        if step.pair in known:
            entries = entries_for(document, step_details(store, step), [rule])
            count += queue(store, known[step.pair], entries, now=now) > 0
    return count


def iso(moment: datetime) -> str:
    """Return a moment as the database has it: ISO 8601 UTC, to the second."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
