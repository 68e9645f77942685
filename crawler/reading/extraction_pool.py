"""Extraction in processes of its own: the reactor goes on, a hostile page ends with its process and its minute."""

import asyncio
import multiprocessing
import os
from types import TracebackType
from typing import Self

from pebble import ProcessExpired, ProcessPool

from crawler.interrupts import children_spared
from db.errors import ArchiveError
from db.outcomes import Outcome
from db.records import Document
from tracker.recording.reading import Reading
from tracker.recording.record_page import FetchedCapture

SECONDS_A_PAGE = 60.0
MAX_WORKERS = 4
LOST_AFTER = 10
"""A page waits for a free process no longer than so many pages at their worst; else its process lost it."""


def _read_capture(body: bytes, document: Document, *, content_type: str | None, url: str) -> Reading:
    """What a process does with a page; only there the extractor is loaded, which takes a second."""
    from crawler.reading.read_capture import read_capture  # noqa: PLC0415

    return read_capture(body, document, content_type=content_type, url=url)


def _load_extractor() -> None:
    import crawler.reading.read_capture  # noqa: F401, PLC0415


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
        # A fresh process each: forking a process that runs a reactor and an open database breaks both.
        self._pool = ProcessPool(max_workers=self._workers, context=multiprocessing.get_context("spawn"))

    def __enter__(self) -> Self:
        """Return the pool itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the processes, whatever they are doing; those that are just starting say nothing of it."""
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
        arguments = {"content_type": page.headers.get("content-type"), "url": page.capture.url}
        with children_spared():  # the first page starts the processes
            future = self._pool.schedule(
                _read_capture, args=(page.body, document), kwargs=arguments, timeout=self.seconds
            )
        answer = asyncio.wrap_future(future)
        await asyncio.wait({answer}, timeout=LOST_AFTER * self.seconds)
        if not answer.done():
            raise ExtractionLost
        try:
            reading: Reading = answer.result()
        except TimeoutError:
            problem = f"not extracted within {self.seconds:.0f} s"
            return Reading(outcome=Outcome.UNUSABLE, problem=problem)
        except ProcessExpired as error:
            problem = f"the extraction broke down (exit {error.exitcode})"
            return Reading(outcome=Outcome.UNUSABLE, problem=problem)
        return reading


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
