"""A document's history derived anew, and what is to be told of it, in one transaction: neither is without the other."""

from datetime import UTC, datetime

from db.records import Document
from db.store import Store
from tracker.alerts.news import queue_news
from tracker.history.derive_history import derive_history


def record_history(store: Store, document: Document) -> int:
    """Derive a document's history from its captures and queue what is news; returns the number of new steps."""
    return derive_history(store, document, lambda: queue_news(store, document, now=datetime.now(UTC)))
