"""The archives of a run, opened: each with its dialect, its own politeness, and the index of its files."""

import math
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from crawler.archive.archives import ARCHIVE_BASES, WAYBACK_MACHINE, Archive, is_address, name_of, without_credentials
from crawler.archive.cdx import Dialect
from crawler.archive.detection import detect_archive
from crawler.archive.warc_archive import WarcIndex, index_warcs
from crawler.fetching.politeness import CDX_PER_MINUTE, REPLAY_PER_MINUTE, Politeness, seconds_between
from crawler.reading.extraction_pool import ExtractionPool
from db.archives import OWN_BASE, OWN_NAME
from db.errors import ArchiveError, ArchiveRefuses
from db.records import Breaker
from db.store import Store
from tracker.text.retry_after import LONGEST_WAIT_SECONDS

PATIENCE_SECONDS = 120.0
"""A run begins although the archive asked for so long a pause; for a longer one the next run is for."""
OWN_FOLDER = "captures"
"""Beside the database: the WARC files of our own captures."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An archive of this run, by its id in the database; `warcs` is the index of its files, if it is made of files."""

    id: int
    name: str
    archive: Archive
    politeness: Politeness
    warcs: WarcIndex | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How a run asks archives: `rate` in replay requests a minute (None: their own limit, 0: none), until when.

    `wait`: also an archive that is closed for long.
    """

    rate: float | None = None
    deadline: float = math.inf
    wait: bool = False


@dataclass(slots=True, kw_only=True)
class Opened:
    """The archives that could be opened, and by name why others could not; `unreadable` tells what of files was not."""

    sources: list[Source] = field(default_factory=list)
    closed: dict[str, ArchiveError] = field(default_factory=dict)
    unreadable: tuple[str, ...] = ()


def open_sources(store: Store, archives: tuple[str, ...], pace: Pace, pool: ExtractionPool) -> Opened:
    """Return the archives named, else those of the database, else the Wayback Machine.

    Raises what keeps the first of them from being opened (ArchiveUnreachable, ArchiveRefuses, UnreadableArchive) if
    none can be; of several, one that cannot is told in the result.
    """
    opened = Opened()
    for place in dict.fromkeys(archives or remembered_places(store) or (WAYBACK_MACHINE,)):
        try:
            opened.sources.append(open_source(store, place, pace, pool))
        except ArchiveError as error:
            opened.closed[without_credentials(place)[0]] = error
    if not opened.sources:
        raise next(iter(opened.closed.values()))
    opened.unreadable = tuple(
        problem for source in opened.sources if source.warcs is not None for problem in source.warcs.problems
    )
    return opened


def remembered_places(store: Store) -> tuple[str, ...]:
    """Return where the archives of a database are, as `--archive` would name them."""
    return tuple(_places(store))


def _places(store: Store) -> Iterator[str]:
    for archive in (known for known in store.archives() if known.asked):
        if archive.base == OWN_BASE:
            yield OWN_NAME
        elif is_address(archive.place):
            yield archive.place
        else:
            yield os.path.normpath(store.path.parent / archive.place)


def open_source(store: Store, place: str, pace: Pace, pool: ExtractionPool) -> Source:
    """Return the archive of a name, at an address, or over the files at a path, and remember it.

    The pool wakes while files are indexed: a second processor is idle then, and an archive takes its time to answer.
    """
    if place != OWN_NAME and place in ARCHIVE_BASES:
        place = ARCHIVE_BASES[place]
    if not is_address(place):
        pool.wake()
        return _open_files(store, place, pace)
    base, authorization = without_credentials(place.rstrip("/"))
    politeness = remembered_politeness(store, base, pace)
    archive = detect_archive(base, authorization)
    name = name_of(base)
    archive_id = store.remember_archive(base, name=name, replay_place=archive.replay_place, asked=True)
    return Source(id=archive_id, name=name, archive=archive, politeness=politeness)


def _open_files(store: Store, place: str, pace: Pace) -> Source:
    is_own = place == OWN_NAME
    folder = store.path.parent.absolute()
    warcs = index_warcs(str(folder / OWN_FOLDER) if is_own else place)
    beside = OWN_FOLDER if is_own else os.path.relpath(Path(place).absolute(), folder)
    archive = Archive(base=OWN_BASE if is_own else store.base_of_files(beside), dialect=Dialect.WAYBACK)
    name = OWN_NAME if is_own else beside
    archive_id = store.remember_archive(
        archive.base, name=name, place=beside, replay_place=archive.replay_place, asked=True
    )
    politeness = Politeness(seconds_between={}, deadline=pace.deadline)
    return Source(id=archive_id, name=name, archive=archive, politeness=politeness, warcs=warcs)


def remembered_politeness(store: Store, base: str, pace: Pace) -> Politeness:
    """Return an archive's politeness, going on from what the last run met with.

    Raises ArchiveRefuses if the archive is closed to us for longer than a person waits, unless they said to wait.
    """
    cdx_rate = CDX_PER_MINUTE if pace.rate is None else (min(pace.rate, CDX_PER_MINUTE) if pace.rate else 0)
    replay_rate = REPLAY_PER_MINUTE if pace.rate is None else pace.rate
    breaker = believed(store.breaker(base), time.time())
    if breaker.closed_until - time.time() > PATIENCE_SECONDS and not pace.wait:
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
        deadline=pace.deadline,
    )


def believed(breaker: Breaker, now: float) -> Breaker:
    """Return a remembered refusal, or none where it leads further ahead than one may: the clock was wrong then."""
    if breaker.closed_until - now > LONGEST_WAIT_SECONDS:
        return Breaker(strikes=0, closed_until=0.0, reason="")
    return breaker
