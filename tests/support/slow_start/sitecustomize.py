"""On the path of a program: its helper processes are slow to start, and the first of them is slow to end as well.

A machine under load does this to any of them. The first is the one that could remove the file at SLOW_START_TOLD_BY,
and it tells that it has come by writing to the pipe at SLOW_START_TELLS.
"""

import os
import signal
import sys
import time
from pathlib import Path

SECONDS = 0.7


def start_slowly() -> None:
    try:
        Path(os.environ["SLOW_START_TOLD_BY"]).unlink()
    except FileNotFoundError:
        time.sleep(SECONDS)
        return
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
    Path(os.environ["SLOW_START_TELLS"]).write_text("started", encoding="ascii")
    time.sleep(2 * SECONDS)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})


if "--multiprocessing-fork" in sys.orig_argv:
    start_slowly()
