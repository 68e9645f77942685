"""`policytrail crawl`: find captures, fetch what is needed, record versions and changes."""

import json
import logging
import sys
import time
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import click
from scrapy.crawler import CrawlerProcess
from scrapy.settings import Settings

from crawler import settings as crawler_settings
from crawler.archive.archives import WARC_BASE, Archive, is_address
from crawler.archive.cdx import Dialect
from crawler.archive.detection import detect_archive
from crawler.archive.warc_archive import WarcIndex
from crawler.fetching.handlers import open_warc_index
from crawler.fetching.politeness import CDX_PER_MINUTE, REPLAY_PER_MINUTE, Politeness, seconds_between
from crawler.interrupts import leave_at_once, reactor_stops_on_interrupt
from crawler.planning.fetch_plan import Sample
from crawler.progress import progress_line
from crawler.reading.extraction_pool import ExtractionPool
from crawler.run import Options, Run, Tally
from crawler.spiders.history import HistorySpider
from db.errors import EXIT_FAILED, EXIT_INTERRUPTED, EXIT_TRY_LATER, ArchiveRefuses, UnknownTarget, UsageError
from db.lock import run_lock
from db.records import Breaker, Document
from db.store import Store
from tracker.recording.record_page import Keep
from tracker.targets.tracking import add_target
from tracker.text.counts import counted

PATIENCE_SECONDS = 120.0
MEGABYTE = 1_000_000


def crawl_targets(
    targets: tuple[str, ...],
    *,
    db_path: Path,
    as_json: bool,
    archive: str,
    sample: str,
    start: str | None,
    end: str | None,
    max_fetches: int | None,
    max_minutes: float | None,
    rate: float | None,
    max_page_mb: float,
    keep: str,
    document: str,
    section: str | None,
    contact: str | None,
    wait: bool,
    quiet: bool,
) -> None:
    """Crawl the targets named, or all that are tracked, and say what that came to."""
    began = time.monotonic()
    options = Options(
        sample=Sample(sample),
        start=timestamp_prefix(start, "--from"),
        end=timestamp_prefix(end, "--to"),
        max_fetches=max_fetches,
        deadline=None if max_minutes is None else began + max_minutes * 60,
        max_bytes=int(max_page_mb * MEGABYTE),
        keep=Keep(keep),
    )
    tally = Tally()
    with ExtractionPool() as pool:
        if not is_address(archive):
            pool.wake()  # a second processor is idle while files are indexed, and an archive takes its time to answer
        place, warcs = open_archive(archive)
        with run_lock(db_path, wait=wait):
            store = Store(db_path)
            documents = choose_documents(store, targets, tally, document=document, section=section)
            politeness = remembered_politeness(store, place.base, rate, wait=wait)
            run_id = store.start_run("crawl", archive)
            run = Run(store=store, archive=place, options=options, tally=tally, politeness=politeness, pool=pool)
            finished = run_spider(run, documents, warcs, contact, show_progress=not quiet)
            summary = summarize(len(documents), tally, time.monotonic() - began)
            store.finish_run(run_id, summary)
            store.close()
    report(summary, len(documents), tally, as_json=as_json, quiet=quiet)
    if not finished:
        click.echo("policytrail: stopped; nothing recorded is lost, and the same command goes on from here", err=True)
        leave_at_once(EXIT_INTERRUPTED)
    if tally.failed:
        sys.exit(EXIT_TRY_LATER if politeness.given_up else EXIT_FAILED)


def timestamp_prefix(date: str | None, option: str) -> str | None:
    """Return a date as the prefix of a 14-digit timestamp; raises UsageError for what is none.

    >>> timestamp_prefix("2024-03-01", "--from")
    '20240301'
    """
    if date is None:
        return None
    digits = "".join(character for character in date if character.isdigit())
    if not 4 <= len(digits) <= 14 or not all(character.isdigit() or character in "-T: Z" for character in date):
        message = f"{option} {date}: not a date; write it like 2024, 2024-03 or 2024-03-01"
        raise UsageError(message)
    return digits


def open_archive(archive: str) -> tuple[Archive, WarcIndex | None]:
    """Return the archive at an address, or over the WARC files at a path with their index.

    Raises ArchiveUnreachable and UnreadableArchive.
    """
    if is_address(archive):
        return detect_archive(archive.rstrip("/")), None
    return Archive(base=WARC_BASE, dialect=Dialect.WAYBACK), open_warc_index(archive)


def choose_documents(
    store: Store, targets: tuple[str, ...], tally: Tally, *, document: str, section: str | None
) -> tuple[Document, ...]:
    """Return the documents named, adding those that are not tracked yet; all of them if none is named.

    A target that makes no sense is named in the tally; the others are done.
    """
    if not targets:
        return store.documents()
    documents: dict[int, Document] = {}
    for target in targets:
        try:
            found = add_target(store, target, document=document, section=section)
        except (UsageError, UnknownTarget) as error:
            tally.failed[target] = str(error)
        else:
            documents[found.id] = found
    return tuple(documents.values())


def remembered_politeness(store: Store, base: str, rate: float | None, *, wait: bool) -> Politeness:
    """Return the run's politeness, going on from what the last run met with; `rate` is in requests a minute.

    Raises ArchiveRefuses if the archive is closed to us for longer than a person waits, unless `wait`.
    """
    cdx_rate = CDX_PER_MINUTE if rate is None else (min(rate, CDX_PER_MINUTE) if rate else 0)
    replay_rate = REPLAY_PER_MINUTE if rate is None else rate
    breaker = store.breaker(base)
    if breaker.closed_until - time.time() > PATIENCE_SECONDS and not wait:
        until = datetime.fromtimestamp(breaker.closed_until).astimezone().strftime("%Y-%m-%d %H:%M:%S %Z")
        message = f"{base}: refused us ({breaker.reason}); nothing will be asked before {until}; run again then"
        raise ArchiveRefuses(message)
    return Politeness(
        seconds_between={"cdx": seconds_between(cdx_rate), "replay": seconds_between(replay_rate)},
        changed=lambda now: store.remember_breaker(
            base, Breaker(strikes=now.strikes, closed_until=now.closed_until, reason=now.reason)
        ),
        closed_until=breaker.closed_until,
        strikes=breaker.strikes,
        reason=breaker.reason,
    )


def run_spider(
    run: Run, documents: tuple[Document, ...], warcs: WarcIndex | None, contact: str | None, *, show_progress: bool
) -> bool:
    """Run the spider to its end; it fills the tally. Returns False if a person stopped it."""
    settings = Settings()
    settings.setmodule(crawler_settings, priority="project")
    settings.set("DOWNLOAD_MAXSIZE", run.options.max_bytes)
    settings.set("POLITENESS", run.politeness)
    settings.set("WARC_INDEX", warcs)
    if contact:
        settings.set("USER_AGENT", f"{crawler_settings.USER_AGENT} {contact}")
    process = CrawlerProcess(settings)
    # A body cut short is tried again by crawler.fetching.retries and stands in the ledger if it stays so.
    logging.getLogger("scrapy.core.downloader.handlers.http11").setLevel(logging.ERROR)
    process.crawl(HistorySpider, run=run, documents=documents)
    shown = progress_line(lambda: describe(run.tally), run.politeness, shown=show_progress)
    with shown, reactor_stops_on_interrupt() as interrupt:
        process.start(install_signal_handlers=False)
    return not interrupt.came


def describe(tally: Tally) -> str:
    """Return how far the run is, in words."""
    counts = ((tally.captures, "new capture"), (tally.fetches, "fetch"), (tally.versions_new, "new version"))
    return ", ".join(counted(count, noun) for count, noun in counts)


def summarize(targets: int, tally: Tally, seconds: float) -> dict[str, object]:
    """Return the summary object of the contract."""
    counts = {name: value for name, value in asdict(tally).items() if name != "failed"}
    failed = [{"target": name, "reason": reason} for name, reason in sorted(tally.failed.items())]
    return {"targets": targets, **counts, "failed": failed, "seconds": round(seconds, 3)}


def report(summary: dict[str, object], targets: int, tally: Tally, *, as_json: bool, quiet: bool) -> None:
    """Print the summary, and name what failed."""
    if as_json:
        click.echo(json.dumps(summary))
    elif not quiet:
        counts = f"{describe(tally)}, {counted(tally.changes_new, 'new change')}"
        click.echo(f"{counted(targets, 'target')}, {counts}, {summary['seconds']} s")
    for name, reason in sorted(tally.failed.items()):
        click.echo(f"policytrail: {reason if name in reason else f'{name}: {reason}'}", err=True)
