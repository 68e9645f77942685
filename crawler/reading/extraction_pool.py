"""Extraction in processes of its own: the reactor goes on, a hostile page ends with its process and its minute."""

import asyncio
import multiprocessing
import os
import resource
from collections.abc import Callable
from concurrent.futures.process import BrokenProcessPool
from types import TracebackType
from typing import Self, TypeVar

from pebble import ProcessExpired, ProcessPool

from crawler.interrupts import children_spared
from crawler.reading.homepage import Homepage
from db.errors import ArchiveError, UnreadablePage
from db.outcomes import Outcome
from db.records import Document
from tracker.recording.reading import Reading
from tracker.recording.record_page import FetchedCapture

Read = TypeVar("Read")
SECONDS_A_PAGE = 60.0
MAX_BYTES_A_PROCESS = 2 << 30
"""Twice what the largest page we read takes with all that is loaded; a hostile one ends with its process."""
MAX_WORKERS = 4
TRIES_OF_A_PAGE = 3
LOST_AFTER = 10
"""A page waits for a free process no longer than so many pages at their worst; else its process lost it."""


def _read_capture(body: bytes, document: Document, *, content_type: str | None, url: str) -> Reading:
    """What a process does with a page; only there the extractor is loaded, which takes a second."""
    from crawler.reading.read_capture import read_capture  # noqa: PLC0415

    return read_capture(body, document, content_type=content_type, url=url)


def _read_homepage(body: bytes, *, content_type: str | None, url: str, document: str) -> Homepage:
    """What a process does with a homepage: it is as hostile as any other page."""
    from crawler.reading.read_homepage import read_homepage  # noqa: PLC0415

    return read_homepage(body, content_type=content_type, url=url, document=document)


def _bound_memory() -> None:
    """Let a process have so much memory of its own and no more; see setrlimit(2)."""
    resource.setrlimit(resource.RLIMIT_DATA, (MAX_BYTES_A_PROCESS, MAX_BYTES_A_PROCESS))


def _load_extractor() -> None:
    import crawler.reading.read_capture  # noqa: F401, PLC0415


class PageTooHard(UnreadablePage):
    """A page took too long, or more memory than it may, or killed the process that read it."""


class ExtractionLost(ArchiveError):
    """A process took a page and never answered; run again."""

    def __str__(self) -> str:
        """Say so in one line."""
        return "a helper process lost the page; run again"


class ExtractionPool:
    """Reads pages in at most four processes, each page within `seconds`."""

    def __init__(self, seconds: float = SECONDS_A_PAGE) -> None:
        """Make the pool; its processes start with the first page."""
        self.seconds = seconds
        self._workers = min(MAX_WORKERS, os.cpu_count() or 1)
        self._pool = self._new_pool()

    def __enter__(self) -> Self:
        """Return the pool itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the processes, whatever they are doing; those that are just starting say nothing of it."""
        self._close()

    def _new_pool(self) -> ProcessPool:
        # A fresh process each: forking a process that runs a reactor and an open database breaks both.
        context = multiprocessing.get_context("spawn")
        return ProcessPool(max_workers=self._workers, context=context, initializer=_bound_memory)

    def _close(self) -> None:
        self._pool.stop()  # type: ignore[no-untyped-call]
        _end_processes(self._pool)
        self._pool.join()

    def wake(self) -> None:
        """Start the processes before there is a page to read: to load what they need takes them seconds."""
        with children_spared():
            for _ in range(self._workers):
                self._pool.schedule(_load_extractor)

    async def read(self, page: FetchedCapture, document: Document) -> Reading:
        """Return the reading of a page; one that takes too long or kills its process is unusable."""
        try:
            return await self._call(
                _read_capture, page.body, document, content_type=page.headers.get("content-type"), url=page.capture.url
            )
        except PageTooHard as error:
            return Reading(outcome=Outcome.UNUSABLE, problem=str(error))

    async def read_homepage(self, body: bytes, *, content_type: str | None, url: str, document: str) -> Homepage:
        """Return where a homepage leads; raises PageTooHard for one that takes too long or kills its process."""
        return await self._call(_read_homepage, body, content_type=content_type, url=url, document=document)

    async def _call(self, read: Callable[..., Read], *arguments: object, **options: object) -> Read:
        """Read in a process; again in new ones where pebble lost count of them (a process that ends as it begins)."""
        for _ in range(TRIES_OF_A_PAGE):
            pool = self._pool
            try:
                return await self._read_once(pool, read, arguments, options)
            except BrokenProcessPool:
                if self._pool is pool:
                    self._close()
                    self._pool = self._new_pool()
        message = "the reading broke down with its processes"
        raise PageTooHard(message)

    async def _read_once(
        self, pool: ProcessPool, read: Callable[..., Read], arguments: tuple[object, ...], options: dict[str, object]
    ) -> Read:
        with children_spared():  # to ask for its state starts the processes, too
            if not pool.active:
                raise BrokenProcessPool
            future = pool.schedule(read, args=arguments, kwargs=options, timeout=self.seconds)
        answer = asyncio.wrap_future(future)
        await asyncio.wait({answer}, timeout=LOST_AFTER * self.seconds)
        if not answer.done():
            raise ExtractionLost
        try:
            result: Read = answer.result()
        except TimeoutError as error:
            message = f"not read within {self.seconds:.0f} s"
            raise PageTooHard(message) from error
        except ProcessExpired as error:
            message = f"the reading broke down (exit {error.exitcode})"
            raise PageTooHard(message) from error
        except MemoryError as error:
            message = "the reading took more memory than a page may"
            raise PageTooHard(message) from error
        return result


def _end_processes(pool: ProcessPool) -> None:
    """End the processes of a stopped pool while what they share is still there.

    Pebble's join takes away the semaphores first and ends the processes one after the other: one that gets as far
    as to look for them meanwhile prints a traceback (pebble.pool.process.PoolManager.stop, 5.2.3).
    """
    replacing_ended_ones = pool._pool_manager_loop
    if replacing_ended_ones is None:
        return  # no page came, nothing was started
    replacing_ended_ones.join()
    for process in tuple(pool._pool_manager.worker_manager.workers.values()):
        process.terminate()
