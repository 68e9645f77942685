"""A crawl from beginning to end: the archive opened, the targets chosen, the spider run, the run's record closed."""

import logging
import math
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from scrapy.crawler import CrawlerProcess
from scrapy.settings import Settings

from crawler import settings as crawler_settings
from crawler.fetching.header_limit import bound_reply_headers
from crawler.fetching.politeness import Politeness
from crawler.interrupts import reactor_stops_on_interrupt
from crawler.planning.fetch_plan import Sample
from crawler.reading.extraction_pool import ExtractionPool
from crawler.run import Options, Run, Tally
from crawler.sources import Pace, open_sources
from crawler.spiders.history import HistorySpider
from db.errors import PolicytrailError, UnknownTarget, UsageError
from db.lock import run_lock
from db.records import Document
from db.store import Store
from tracker.recording.record_looks import record_looks
from tracker.recording.record_page import Keep
from tracker.targets.tracking import track

MEGABYTE = 1_000_000

_NO_COUNTS = {"failed", "archives", "unreadable", "looked_at", "broken", "progress"}

Watch = Callable[[Tally, Sequence[Politeness]], AbstractContextManager[None]]
"""Given what a run counts, and what it waits for at each archive, shows it while the block runs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlRequest:
    """What a person asks of a crawl; without `targets`, all that are tracked, or those of `document_ids`.

    `archive` names one archive or several: a name of crawler.archive.archives.ARCHIVE_BASES, `own`, a base address, a
    path to WARC or WACZ files; without it, those of the database, else the Wayback Machine. `start` and `end` are
    prefixes of timestamps; `sample` is remembered for each target (None: as remembered, else CHANGES); `max_minutes`
    bounds asking, not recording; `rate` is in replay requests a minute (None: the archive's own limit, 0: none);
    `document` is the kind of policy (None: the one tracked at an address, else privacy); `wait` waits for another run
    instead of raising StoreBusy.
    """

    db_path: Path
    targets: tuple[str, ...] = ()
    archive: str | tuple[str, ...] = ()
    sample: Sample | None = None
    start: str | None = None
    end: str | None = None
    max_fetches: int | None = None
    max_minutes: float | None = None
    rate: float | None = None
    max_page_mb: float = 20.0
    keep: Keep = Keep.CHANGED
    document: str | None = None
    section: str | None = None
    contact: str | None = None
    wait: bool = False
    document_ids: tuple[int, ...] | None = None

    @property
    def archives(self) -> tuple[str, ...]:
        """The archives named."""
        return (self.archive,) if isinstance(self.archive, str) else tuple(self.archive)


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlResult:
    """What a crawl came to: `finished` is False if a person stopped it, `given_up` True if the archive refused it.

    `known_failures` are the targets that fail for the same reason as the last time.
    """

    targets: int
    tally: Tally
    seconds: float
    finished: bool
    given_up: bool
    known_failures: frozenset[str] = frozenset()

    def summary(self) -> dict[str, object]:
        """Return the summary object of the command line's contract."""
        counts = {name: value for name, value in asdict(self.tally).items() if name not in _NO_COUNTS}
        failed = [{"target": name, "reason": reason} for name, reason in sorted(self.tally.failed.items())]
        unreadable: dict[str, object] = {"unreadable": list(self.tally.unreadable)} if self.tally.unreadable else {}
        archives = [{"archive": name, "reason": reason} for name, reason in sorted(self.tally.archives.items())]
        unreadable |= {"archives_failed": archives} if archives else {}
        return {"targets": self.targets, **counts, **unreadable, "failed": failed, "seconds": round(self.seconds, 3)}


def crawl(request: CrawlRequest, watch: Watch = lambda tally, archives: nullcontext()) -> CrawlResult:  # noqa: ARG005
    """Find captures, fetch what is needed, record versions and changes; one crawl a process, as Scrapy has it.

    Raises StoreError, StoreBusy, ArchiveUnreachable, ArchiveRefuses and UnreadableArchive; a target that fails is named
    in the result's tally, and the others are done.
    """
    began, started = time.monotonic(), datetime.now(UTC)
    tally = Tally()
    names_some = bool(request.targets)
    with run_lock(request.db_path, wait=request.wait, create=names_some), ExtractionPool() as pool:
        store = Store(request.db_path, create=names_some)
        documents = choose_documents(store, request, tally)
        if request.sample is not None:
            for document in documents:
                store.remember_sample(document.id, request.sample)
        tally.progress.targets = len(documents)
        run, names = begin_run(store, request, tally, pool)
        run_id = store.start_run("crawl", names)
        with watch(tally, tuple(source.politeness for source in run.sources)):
            finished = run_spider(run, documents, request.contact)
        if tally.broken is not None:
            raise tally.broken
        failed = {} if run.given_up else tally.failed
        known = record_looks(store, tuple(tally.looked_at), failed, began=started, now=datetime.now(UTC))
        result = CrawlResult(
            targets=len(documents),
            tally=tally,
            seconds=time.monotonic() - began,
            finished=finished,
            given_up=run.given_up,
            known_failures=known,
        )
        store.finish_run(run_id, result.summary())
        store.close()
    return result


def options_of(request: CrawlRequest) -> Options:
    """Return what the stages need to know of a request."""
    return Options(
        sample=request.sample,
        start=request.start,
        end=request.end,
        max_fetches=request.max_fetches,
        max_bytes=int(request.max_page_mb * MEGABYTE),
        keep=request.keep,
    )


def begin_run(store: Store, request: CrawlRequest, tally: Tally, pool: ExtractionPool) -> tuple[Run, str]:
    """Return what the stages work with, its archives opened, and their names; one of several that fails is tallied."""
    deadline = math.inf if request.max_minutes is None else time.time() + request.max_minutes * 60
    pace = Pace(rate=request.rate, deadline=deadline, wait=request.wait)
    opened = open_sources(store, request.archives, pace, pool)
    tally.unreadable += opened.unreadable
    tally.archives |= {name: str(error) for name, error in opened.closed.items()}
    run = Run(
        store=store,
        sources=tuple(opened.sources),
        options=options_of(request),
        tally=tally,
        pool=pool,
        deadline=deadline,
    )
    return run, ", ".join(source.name for source in run.sources)


def choose_documents(store: Store, request: CrawlRequest, tally: Tally) -> tuple[Document, ...]:
    """Return the documents named, adding those that are not tracked yet; all of them if none is named.

    A target that makes no sense is named in the tally; the others are done. Raises UsageError if nothing is tracked.
    """
    if request.document_ids is not None:
        wanted = set(request.document_ids)
        return tuple(document for document in store.documents() if document.id in wanted)
    if not request.targets:
        tracked = store.documents()
        if not tracked:
            message = f"{request.db_path}: nothing is tracked; name a site or an address, or use 'policytrail add'"
            raise UsageError(message)
        return tracked
    documents: dict[int, Document] = {}
    for target in request.targets:
        try:
            found = track(store, target, document=request.document, section=request.section).document
        except (UsageError, UnknownTarget) as error:
            tally.failed[target] = str(error)
        else:
            documents[found.id] = found
    return tuple(documents.values())


def run_spider(run: Run, documents: tuple[Document, ...], contact: str | None) -> bool:
    """Run the spider to its end; it fills the tally. Returns False if a person stopped it."""
    settings = Settings()
    settings.setmodule(crawler_settings, priority="project")
    settings.set("DOWNLOAD_MAXSIZE", run.options.max_bytes)
    settings.set("CONCURRENT_REQUESTS", len(run.sources) * settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN"))
    if contact:
        settings.set("USER_AGENT", f"{crawler_settings.USER_AGENT} {contact}")
    process = CrawlerProcess(settings)
    # A body cut short is tried again by crawler.fetching.retries and stands in the ledger if it stays so.
    logging.getLogger("scrapy.core.downloader.handlers.http11").setLevel(logging.ERROR)
    for name in ("scrapy.core.scraper", "scrapy.core.engine"):
        logging.getLogger(name).addFilter(_is_unexpected)
    bound_reply_headers()
    process.crawl(HistorySpider, run=run, documents=documents)
    with reactor_stops_on_interrupt() as interrupt:
        process.start(install_signal_handlers=False)
    return not interrupt.came


def _is_unexpected(record: logging.LogRecord) -> bool:
    """Whether a log record is of a fault of ours: what is raised on purpose is told in one line, not as a traceback."""
    return not (record.exc_info and isinstance(record.exc_info[1], PolicytrailError))
