"""What tells others that a run was there: a ping to a dead man's switch, and a text file for Prometheus."""

import os
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import httpx

from db.outbox_records import NewsKind
from db.store import Store
from db.watching import watched_documents
from tracker.alerts.deadline import DeadlinePassed, whole_deadline
from tracker.alerts.news import troubles

PING_SECONDS = 10.0


def ping(url: str | None, path: str, body: str) -> str:
    """Tell a service like https://healthchecks.io how a run goes; returns what went wrong, without the address.

    `path` is /start, an exit status, or empty: all is well.
    """
    if not url:
        return ""
    try:
        with (
            whole_deadline(PING_SECONDS),
            httpx.stream("POST", url.rstrip("/") + path, content=body.encode()) as answer,
        ):
            return "" if answer.is_success else f"--ping: answered {answer.status_code}"
    except DeadlinePassed:
        return f"--ping: took longer than {PING_SECONDS:.0f} s"
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        return f"--ping: {type(error).__name__}"


def write_metrics(path: Path, db_path: Path, summary: Mapping[str, object], now: datetime) -> None:
    """Write a text file for the Prometheus node exporter's textfile collector, whole or not at all."""
    store = Store(db_path, create=False)
    documents = watched_documents(store)
    silent = len(troubles(store, NewsKind.SILENT))
    store.close()
    messages = summary["messages"] if isinstance(summary["messages"], Mapping) else {}
    values = {
        "last_run_timestamp_seconds": int(now.timestamp()),
        "last_run_status": summary["status"],
        "last_run_seconds": summary["seconds"],
        "targets": len(documents),
        "targets_due": summary["due"],
        "targets_failing": sum(document.failure is not None for document in documents),
        "targets_silent": silent,
        "changes_new": summary.get("changes_new", 0),
        "fetches": summary.get("fetches", 0),
        "listing_requests": summary.get("cdx_requests", 0),
        "messages_sent": messages.get("sent", 0),
        "messages_waiting": messages.get("waiting", 0),
        "messages_given_up": messages.get("dead", 0),
    }
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    beside.write_text(render_metrics(values), encoding="utf-8")
    beside.replace(path)


def render_metrics(values: Mapping[str, object]) -> str:
    """Return gauges in Prometheus' text format (https://prometheus.io/docs/instrumenting/exposition_formats/).

    >>> print(render_metrics({"targets": 3}), end="")
    # TYPE policytrail_targets gauge
    policytrail_targets 3
    """
    return "".join(f"# TYPE policytrail_{name} gauge\npolicytrail_{name} {value}\n" for name, value in values.items())
