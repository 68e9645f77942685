"""An own capture of live pages, from the targets to the WARC files."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from scrapy.crawler import CrawlerProcess
from scrapy.settings import Settings

from crawler.interrupts import reactor_stops_on_interrupt
from crawler.live.spider import LiveCapture, LiveOutcome, LivePage, LiveSpider
from crawler.settings import USER_AGENT
from crawler.sources import OWN_FOLDER
from db.archives import OWN_BASE, OWN_NAME
from db.lock import run_lock
from db.records import Document, Location, Role
from db.store import Store

SECONDS_BETWEEN = 10.0
"""Between two requests to a host: somebody else's site is not ours to hurry."""
TRIES = 3
NO_ADDRESS = "no address of its policy is known yet; 'policytrail crawl' finds it"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptureRequest:
    """What a person asks for: `targets` as typed, none for all; `pause` in seconds between requests to a host."""

    db_path: Path
    targets: tuple[str, ...] = ()
    ignore_robots: bool = False
    contact: str | None = None
    pause: float = SECONDS_BETWEEN
    max_page_mb: float = 20.0
    wait: bool = False


def capture_live(request: CaptureRequest) -> tuple[LiveCapture, ...]:
    """Capture the pages of the targets; returns what became of each. One capture a process, as Scrapy has it.

    Raises StoreError, StoreBusy and UnknownTarget.
    """
    with run_lock(request.db_path, wait=request.wait, create=False):
        store = Store(request.db_path, create=False)
        documents = [store.find_document(name) for name in request.targets] or list(store.documents())
        chosen = {document.name: live_address(store, document) for document in documents}
        pages = tuple(LivePage(target=name, url=url) for name, url in chosen.items() if url is not None)
        found = [_without_address(name) for name, url in chosen.items() if url is None]
        run_id = store.start_run("capture", OWN_NAME)
        folder = request.db_path.absolute().parent / OWN_FOLDER
        if pages:
            _run(request, pages, folder, found)
        if folder.exists():
            store.remember_archive(
                OWN_BASE, name=OWN_NAME, place=OWN_FOLDER, replay_place=f"{OWN_BASE}/web/", asked=True
            )
        store.finish_run(run_id, {outcome: count_of(found, outcome) for outcome in LiveOutcome})
        store.close()
    return tuple(sorted(found, key=lambda each: each.page.target))


def count_of(found: Sequence[LiveCapture], outcome: LiveOutcome) -> int:
    """Return how many pages ended so."""
    return sum(each.outcome is outcome for each in found)


def live_address(store: Store, document: Document) -> str | None:
    """Return where the document stands now: its address with the newest capture; None if none is known."""
    places = [at for at in store.locations(document.id) if at.role == Role.POLICY and at.valid_to is None]

    def newest(location: Location) -> str:
        captured = [row["newest"] for row in store.rows(_NEWEST, location.id)]
        return captured[0] or ""

    return max(places, key=newest).url if places else None


_NEWEST = "SELECT max(timestamp) AS newest FROM captures WHERE location_id = ? AND status IN ('200', '-')"


def _without_address(name: str) -> LiveCapture:
    return LiveCapture(page=LivePage(target=name, url=""), outcome=LiveOutcome.FAILED, url="", note=NO_ADDRESS)


def _run(request: CaptureRequest, pages: tuple[LivePage, ...], folder: Path, found: list[LiveCapture]) -> None:
    process = CrawlerProcess(_settings(request))
    logging.getLogger("scrapy").setLevel(logging.ERROR)
    process.crawl(LiveSpider, pages=pages, folder=folder, found=found)
    with reactor_stops_on_interrupt():
        process.start(install_signal_handlers=False)


def _settings(request: CaptureRequest) -> Settings:
    agent = f"{USER_AGENT} {request.contact}" if request.contact else USER_AGENT
    return Settings(
        {
            "USER_AGENT": agent,
            "ROBOTSTXT_OBEY": not request.ignore_robots,
            "ROBOTSTXT_USER_AGENT": "policytrail",
            "COOKIES_ENABLED": False,
            "COMPRESSION_ENABLED": False,  # the bytes as they came
            "REDIRECT_ENABLED": False,  # each hop is a capture
            "METAREFRESH_ENABLED": False,
            "RETRY_TIMES": TRIES - 1,
            "HTTPERROR_ALLOW_ALL": True,
            "REFERRER_POLICY": "no-referrer",
            "DOWNLOAD_DELAY": request.pause,
            "RANDOMIZE_DOWNLOAD_DELAY": False,
            "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
            "CONCURRENT_REQUESTS": 16,
            "DOWNLOAD_TIMEOUT": 60,
            "DOWNLOAD_MAXSIZE": int(request.max_page_mb * 1_000_000),
            "DOWNLOAD_WARNSIZE": 0,
            "TELNETCONSOLE_ENABLED": False,
            "LOG_LEVEL": "ERROR",
            "LOG_FORMAT": "%(levelname)s: %(message)s",
        },
        priority="project",
    )
