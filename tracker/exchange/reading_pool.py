"""Texts read in processes of their own, all processors at once; a hostile one ends with its process and its minute."""

import multiprocessing
import os
from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from types import TracebackType
from typing import Protocol, Self

from pebble import ProcessExpired, ProcessPool

from db.outcomes import Outcome
from tracker.recording.reading import Reading

SECONDS_A_TEXT = 60.0
MAX_WORKERS = 4


def _read(body: bytes) -> Reading:
    """What a process does with a text; only there the reader is loaded, which takes a second."""
    from tracker.exchange.read_text import read_text  # noqa: PLC0415

    return read_text(body)


class Reader(Protocol):
    """What reads texts ahead of who asks for them."""

    def start(self, bodies: Sequence[tuple[str, bytes]]) -> "Mapping[str, Future[Reading]]":
        """Begin to read texts, each under a name; returns what will have been read by their names."""


class ReadingPool:
    """Reads texts ahead of who asks for them."""

    def __init__(self, workers: int | None = None) -> None:
        """Make the pool; its processes start with the first text, freshly: a fork would share the open database."""
        workers = workers or min(MAX_WORKERS, os.cpu_count() or 1)
        self._pool = ProcessPool(max_workers=workers, context=multiprocessing.get_context("spawn"))

    def __enter__(self) -> Self:
        """Return the pool itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the processes, whatever they are doing."""
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()

    def start(self, bodies: Sequence[tuple[str, bytes]]) -> "Mapping[str, Future[Reading]]":
        """Begin to read texts, each under a name; returns what will have been read by their names."""
        return {name: self._pool.schedule(_read, args=(body,), timeout=SECONDS_A_TEXT) for name, body in bodies}


def reading_of(future: "Future[Reading]") -> Reading:
    """Return what was read; a text that takes too long or ends its process is unusable."""
    try:
        return future.result()
    except TimeoutError:
        problem = f"not read within {SECONDS_A_TEXT:.0f} s"
    except ProcessExpired as error:
        problem = f"the reading broke down (exit {error.exitcode})"
    except (MemoryError, RecursionError):
        problem = "the reading took more memory than a text may"
    return Reading(outcome=Outcome.UNUSABLE, problem=problem)
