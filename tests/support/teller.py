"""Records what is news and sends what waits, as `run` does, until it is killed: teller.py FILE."""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from db.store import Store
from tracker.alerts import webhook
from tracker.alerts.delivery import deliver, only_worker
from tracker.alerts.news import queue_news

webhook.BACKOFF_SECONDS = 0.01
database = Path(sys.argv[1])
store = Store(database)
print("ready", flush=True)
with only_worker(database):
    for document in store.documents():
        queue_news(store, document, now=datetime.now(UTC))
    deliver(store, os.environ, clock=lambda: datetime.now(UTC), echo=print, regardless=True)
