"""Asking the Wayback Machine to capture the pages of targets, and noting each job."""

import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import httpx

from crawler.archive.archives import WAYBACK_MACHINE
from crawler.fetching.politeness import LONGEST_WAIT_IN_A_RUN_SECONDS, Politeness
from crawler.live.capture import NO_ADDRESS, live_address
from crawler.live.save_page_now import TIMEOUT_SECONDS, Saved, SaveKeys, SaveOutcome, SavePageNow, pace
from crawler.settings import USER_AGENT
from crawler.sources import believed
from db.lock import run_lock
from db.records import Breaker
from db.saves import record_save
from db.store import Store
from tracker.alerts.secret_settings import setting

ACCESS_KEY, SECRET_KEY = "POLICYTRAIL_IA_ACCESS_KEY", "POLICYTRAIL_IA_SECRET_KEY"


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveRequest:
    """What a person asks for: `targets` as typed, none of them for all; `base` is the service's address."""

    db_path: Path
    targets: tuple[str, ...] = ()
    base: str = WAYBACK_MACHINE
    contact: str | None = None
    wait: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedPage:
    """A target, the address that was to be captured (empty: none is known), and what became of it."""

    target: str
    url: str
    saved: Saved


def save_pages(
    request: SaveRequest, environment: Mapping[str, str] = os.environ, sleep: Callable[[float], None] = time.sleep
) -> tuple[SavedPage, ...]:
    """Ask for a capture of each target's page; returns what became of each. Each job is noted in the database.

    Raises StoreError, StoreBusy and UnknownTarget.
    """
    agent = f"{USER_AGENT} {request.contact}" if request.contact else USER_AGENT
    with (
        run_lock(request.db_path, wait=request.wait, create=False),
        httpx.Client(headers={"User-Agent": agent}, timeout=TIMEOUT_SECONDS) as client,
    ):
        store = Store(request.db_path, create=False)
        documents = [store.find_document(name) for name in request.targets] or list(store.documents())
        keys = keys_of(environment)
        politeness = _politeness(store, f"{request.base}/save", keys)
        service = SavePageNow(base=request.base, client=client, politeness=politeness, keys=keys, sleep=sleep)
        limit = service.daily_limit()
        pages = []
        for document in documents:
            url = live_address(store, document)
            saved = _save(service, url, limit)
            if url is not None:
                record_save(
                    store,
                    document.id,
                    url,
                    job=saved.job,
                    outcome=saved.outcome,
                    timestamp=saved.timestamp,
                    note=saved.note,
                )
            pages.append(SavedPage(target=document.name, url=url or "", saved=saved))
        store.close()
    return tuple(pages)


def keys_of(environment: Mapping[str, str]) -> SaveKeys | None:
    """Return the keys of the environment, None without both of them."""
    access, secret = setting(environment, ACCESS_KEY), setting(environment, SECRET_KEY)
    return SaveKeys(access=access, secret=secret) if access and secret else None


def _save(service: SavePageNow, url: str | None, limit: str | None) -> Saved:
    if url is None:
        return Saved(outcome=SaveOutcome.FAILED, note=NO_ADDRESS)
    return Saved(outcome=SaveOutcome.REFUSED, note=limit) if limit else service.save(url)


def _politeness(store: Store, name: str, keys: SaveKeys | None) -> Politeness:
    """Go on from what the last questions met with: a refusal is remembered on disk."""
    breaker = believed(store.breaker(name), time.time())
    politeness = Politeness(
        seconds_between=pace(keys),
        changed=lambda now: store.remember_breaker(
            name, Breaker(strikes=now.strikes, closed_until=now.closed_until, reason=now.reason)
        ),
        closed_until=breaker.closed_until,
        strikes=breaker.strikes,
        reason=breaker.reason,
    )
    if breaker.closed_until - time.time() > LONGEST_WAIT_IN_A_RUN_SECONDS:
        politeness.give_up(f"it refused us before ({breaker.reason}); try again later")
    return politeness
