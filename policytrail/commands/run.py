"""`policytrail run`: what cron calls. It looks at what is due, tells what the rules say; quiet when all is well."""

import json
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic

from crawler.crawl import CrawlRequest, CrawlResult, crawl
from crawler.interrupts import leave_at_once
from crawler.progress import progress_line
from db.errors import EXIT_FAILED, EXIT_INTERRUPTED, EXIT_TRY_LATER, ArchiveError
from db.housekeeping import keep_house
from db.store import Store
from db.watching import Watched, watched_documents
from policytrail.commands.crawl import archive_problems, describe
from policytrail.commands.output import print_json, print_json_text, print_text, tell, warn
from policytrail.commands.run_signals import ping, write_metrics
from tracker.alerts.delivery import Delivered, deliver, only_worker
from tracker.alerts.news import iso
from tracker.text.counts import counted


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRequest:
    """What a person asks of a run; `ping_url` is told of its beginning and end, `metrics` is a file for Prometheus."""

    db_path: Path
    archive: tuple[str, ...]
    max_minutes: float | None
    rate: float | None
    contact: str | None
    site_url: str | None
    ping_url: str | None
    metrics: Path | None
    log_json: bool
    as_json: bool
    quiet: bool


@dataclass(slots=True, kw_only=True)
class RunResult:
    """What a run came to; `problems` are in words, and were not so in the run before."""

    began: datetime
    due: int = 0
    crawled: CrawlResult | None = None
    delivered: Delivered | None = None
    problems: list[str] = field(default_factory=list)
    status: int = 0
    seconds: float = 0.0

    def summary(self) -> dict[str, object]:
        """Return it as JSON."""
        crawled = self.crawled.summary() if self.crawled else {}
        told = self.delivered
        counts = {"sent": told.sent, "waiting": told.waiting, "dead": told.dead} if told else {}
        return {
            "due": self.due,
            **{name: value for name, value in crawled.items() if name not in {"targets", "seconds"}},
            "messages": counts,
            "problems": self.problems,
            "status": self.status,
            "seconds": round(self.seconds, 3),
        }


Log = Callable[..., None]


def run_once(request: RunRequest) -> None:
    """Run: crawl what is due, tell what the rules say, keep house; say so if something is not well."""
    log = json_log if request.log_json else no_log
    result = RunResult(began=datetime.now(UTC))
    began = monotonic()
    ping(request.ping_url, "/start", "")
    log("begun", db=str(request.db_path))
    run_id = begin(request)
    look(request, result, log)
    tell_all(request, result, log)
    result.seconds = monotonic() - began
    clean_up(request.db_path, run_id, result)
    log("ended", **result.summary())
    finish(request, result)


def look(request: RunRequest, result: RunResult, log: Log) -> None:
    """Crawl what is due; an archive that does not answer keeps nothing back that is to be told."""
    due = due_documents(request.db_path, result.began)
    result.due = len(due)
    if not due:
        return
    shown = not (request.quiet or request.log_json)
    asked = CrawlRequest(
        db_path=request.db_path,
        archive=request.archive,
        max_minutes=request.max_minutes,
        rate=request.rate,
        contact=request.contact,
        document_ids=tuple(document.id for document in due),
    )
    try:
        crawled = crawl(
            asked, lambda tally, archives: progress_line(tally, archives, lambda: describe(tally), shown=shown)
        )
    except ArchiveError as error:
        result.problems.append(str(error))
        result.status = error.exit_status
        log("archive", problem=str(error))
        return
    result.crawled = crawled
    if not crawled.finished:
        warn("stopped; nothing recorded is lost, and the same command goes on from here")
        leave_at_once(EXIT_INTERRUPTED)
    for name, reason in sorted(crawled.tally.failed.items()):
        log("failed", target=name, reason=reason)
    result.problems += [*new_failures(crawled), *crawled.tally.unreadable, *archive_problems(crawled.tally)]
    if crawled.tally.failed or crawled.tally.unreadable or crawled.tally.archives:
        result.status = EXIT_TRY_LATER if crawled.given_up else EXIT_FAILED


def due_documents(db_path: Path, now: datetime) -> list[Watched]:
    """Return the documents to look at now."""
    store = Store(db_path, create=False)
    due = [each for each in watched_documents(store) if not each.paused and is_due(each, iso(now))]
    store.close()
    return due


def is_due(document: Watched, now: str) -> bool:
    """Tell whether to look at a document; a last look that is yet to come was one of a clock that has been set back."""
    return (document.due_at or "") <= now or (document.looked_at or "") > now


def new_failures(crawled: CrawlResult) -> list[str]:
    """Return what failed otherwise than in the run before; of an archive that gave up on us, one line for all."""
    failed = crawled.tally.failed
    if crawled.given_up:
        return [f"{counted(len(failed), 'target')} not looked at: {next(iter(failed.values()))}"] if failed else []
    return [f"{name}: {reason}" for name, reason in sorted(failed.items()) if name not in crawled.known_failures]


def tell_all(request: RunRequest, result: RunResult, log: Log) -> None:
    """Send what is due out of the outbox."""
    store = Store(request.db_path, create=False)
    with only_worker(request.db_path):
        result.delivered = deliver(
            store,
            os.environ,
            clock=lambda: datetime.now(UTC),
            echo=print_text,
            site_url=request.site_url,
        )
    store.close()
    for failure in result.delivered.failures:
        log("not delivered", problem=failure)
    result.problems += result.delivered.failures
    if result.delivered.failures and result.status == 0:
        result.status = EXIT_FAILED


def begin(request: RunRequest) -> int:
    """Note that a run began, whatever becomes of it."""
    store = Store(request.db_path, create=False)
    run_id = store.start_run("run", ", ".join(request.archive))
    store.close()
    return run_id


def clean_up(db_path: Path, run_id: int, result: RunResult) -> None:
    """Note how the run ended, and leave the database as the next one likes to find it."""
    store = Store(db_path, create=False)
    store.finish_run(run_id, result.summary())
    keep_house(store)
    store.close()


def finish(request: RunRequest, result: RunResult) -> None:
    """Tell whoever watches over runs, and people where something is not well; ends the process with the status."""
    if request.metrics is not None:
        write_metrics(request.metrics, request.db_path, result.summary(), datetime.now(UTC))
    problem = ping(request.ping_url, f"/{result.status}" if result.status else "", "\n".join(result.problems))
    if request.as_json:
        print_json(result.summary())
    elif result.problems or not (request.quiet or not sys.stderr.isatty()):
        tell(in_words(result))
    for line in (*result.problems, *([problem] if problem else [])):
        warn(line)
    sys.exit(result.status)


def in_words(result: RunResult) -> str:
    """Return what a run came to, in a line."""
    parts = [f"{counted(result.due, 'target')} due"]
    if result.crawled:
        changes = counted(result.crawled.tally.changes_new, "new change")
        parts += [describe(result.crawled.tally), changes]
    if result.delivered:
        parts.append(f"{counted(result.delivered.sent, 'message')} sent, {result.delivered.waiting} waiting")
        parts += [f"{result.delivered.dead} given up"] if result.delivered.dead else []
    return ", ".join([*parts, f"{result.seconds:.1f} s"])


def json_log(event: str, **values: object) -> None:
    """Print an event as a line of JSON on standard error."""
    moment = iso(datetime.now(UTC))
    text = json.dumps({"at": moment, "event": event, **values}, ensure_ascii=False, default=str)
    print_json_text(text, on_stderr=True)


def no_log(event: str, **values: object) -> None:
    """Print nothing."""
