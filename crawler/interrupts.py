"""Ctrl-C: the run stops at once, between two steps, and every helper with it.

Scrapy itself would wait for answers, and for our own pauses, which may take minutes. Nothing is lost by not
waiting: what the database holds is whole after every transaction, and the next run goes on from there.
"""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import resource_tracker
from types import FrameType
from typing import NoReturn


@dataclass(slots=True)
class Interrupt:
    """Whether a person asked to stop."""

    came: bool = False


@contextmanager
def reactor_stops_on_interrupt() -> Iterator[Interrupt]:
    """End the reactor's loop on SIGINT while the block runs; a second SIGINT does what it does elsewhere.

    Not by a KeyboardInterrupt out of whatever runs just then: Twisted catches that like any other exception.
    """
    interrupt = Interrupt()

    def stop(_number: int, _frame: FrameType | None) -> None:
        from twisted.internet import reactor  # noqa: PLC0415 - importing it installs one; Scrapy chooses which

        interrupt.came = True
        signal.signal(signal.SIGINT, before)
        reactor.callFromThread(reactor.crash)  # type: ignore[misc]  # the module is the reactor

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield interrupt
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def children_spared() -> Iterator[None]:
    """Processes and threads started in the block do not get the terminal's SIGINT; whoever started them ends them."""
    resource_tracker.ensure_running()  # multiprocessing starts it at first need, and unblocks SIGINT then
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def leave_at_once(status: int) -> NoReturn:
    """End the process when all is written and closed; Python would wait for threads that look up names."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)
