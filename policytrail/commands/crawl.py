"""`policytrail crawl`: find captures, fetch what is needed, record versions and changes."""

import sys
from pathlib import Path

from crawler.crawl import CrawlRequest, CrawlResult, crawl
from crawler.interrupts import leave_at_once
from crawler.planning.fetch_plan import Sample
from crawler.progress import progress_line
from crawler.run import Tally
from db.errors import EXIT_FAILED, EXIT_INTERRUPTED, EXIT_TRY_LATER, UsageError
from policytrail.clock import now_timestamp
from policytrail.commands.moments import timestamp_prefix
from policytrail.commands.output import print_json, print_line, warn
from tracker.recording.record_page import Keep
from tracker.text.counts import counted


def crawl_targets(
    targets: tuple[str, ...],
    *,
    db_path: Path,
    as_json: bool,
    archive: tuple[str, ...],
    sample: str | None,
    start: str | None,
    end: str | None,
    max_fetches: int | None,
    max_minutes: float | None,
    rate: float | None,
    max_page_mb: float,
    keep: str,
    document: str | None,
    section: str | None,
    contact: str | None,
    wait: bool,
    quiet: bool,
) -> None:
    """Crawl the targets named, or all that are tracked, and say what that came to."""
    check_period(start, end, now_timestamp())
    request = CrawlRequest(
        db_path=db_path,
        targets=targets,
        archive=archive,
        sample=None if sample is None else Sample(sample),
        start=timestamp_prefix(start, "--from"),
        end=timestamp_prefix(end, "--to"),
        max_fetches=max_fetches,
        max_minutes=max_minutes,
        rate=rate,
        max_page_mb=max_page_mb,
        keep=Keep(keep),
        document=document,
        section=section,
        contact=contact,
        wait=wait,
    )
    result = crawl(
        request,
        lambda tally, archives: progress_line(tally, archives, lambda: describe(tally), shown=not quiet),
    )
    report(result, as_json=as_json, quiet=quiet)
    if not result.finished:
        warn("stopped; nothing recorded is lost, and the same command goes on from here")
        leave_at_once(EXIT_INTERRUPTED)
    if result.tally.failed or result.tally.unreadable or result.tally.archives:
        sys.exit(EXIT_TRY_LATER if result.given_up else EXIT_FAILED)


def check_period(start: str | None, end: str | None, now: str) -> None:
    """Raise UsageError for a time in which nothing can have been captured; `now` is a timestamp."""
    first, last = timestamp_prefix(start, "--from"), timestamp_prefix(end, "--to")
    if first and last and first > last.ljust(14, "9"):
        message = f"--from {start} is after --to {end}; nothing can have been captured between them"
        raise UsageError(message)
    if first and first > now[: len(first)]:
        message = f"--from {start} has not come yet; nothing can have been captured since"
        raise UsageError(message)


def describe(tally: Tally) -> str:
    """Return how far the run is, in words."""
    counts = ((tally.captures, "new capture"), (tally.fetches, "fetch"), (tally.versions_new, "new version"))
    return ", ".join(counted(count, noun) for count, noun in counts)


def archive_problems(tally: Tally) -> list[str]:
    """Return which of several archives failed, and why."""
    named = sorted(tally.archives.items())
    return [reason if reason.startswith(name) else f"{name}: {reason}" for name, reason in named]


def report(result: CrawlResult, *, as_json: bool, quiet: bool) -> None:
    """Print the summary, and name what failed."""
    if as_json:
        print_json(result.summary())
    elif not quiet:
        counts = f"{describe(result.tally)}, {counted(result.tally.changes_new, 'new change')}"
        print_line(f"{counted(result.targets, 'target')}, {counts}, {round(result.seconds, 3)} s")
    for problem in (*result.tally.unreadable, *archive_problems(result.tally)):
        warn(problem)
    known = result.known_failures if quiet else frozenset()
    for name, reason in sorted(result.tally.failed.items()):
        if name not in known:  # cron would mail the same line every night
            warn(reason if name in reason else f"{name}: {reason}")
