"""A limit for the whole of a request: a server that sends a byte a second keeps every time-out of a single read."""

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class DeadlinePassed(BaseException):
    """The time for the whole is over."""


@contextmanager
def whole_deadline(seconds: float) -> Iterator[None]:
    """Raise DeadlinePassed in the block when it has taken so many seconds; for the main thread alone (signal(2))."""

    def pass_deadline(_number: int, _frame: FrameType | None) -> None:
        raise DeadlinePassed

    began = time.monotonic()
    handler = signal.signal(signal.SIGALRM, pass_deadline)
    others_left, _ = signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        left = max(others_left - (time.monotonic() - began), 0.001) if others_left else 0.0
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, handler)
        signal.setitimer(signal.ITIMER_REAL, left)
