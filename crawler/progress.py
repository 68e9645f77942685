"""The progress line of a crawl, on a terminal: what is done, and what is being waited for and until when."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from rich.console import Console
from rich.live import Live
from rich.spinner import Spinner
from rich.text import Text

from crawler.fetching.politeness import Politeness

REFRESH_PER_SECOND = 4


def waiting_text(politeness: Politeness, now: float) -> str:
    """Return what the run waits for, in words; empty if nothing holds it up. `now` is seconds since the epoch."""
    if politeness.closed_until <= now:
        return ""
    # For the person at the terminal, hence in local time.
    until = datetime.fromtimestamp(politeness.closed_until).astimezone().strftime("%H:%M:%S")
    return f"waiting until {until}: {politeness.reason}"


@contextmanager
def progress_line(describe: Callable[[], str], politeness: Politeness, *, shown: bool) -> Iterator[None]:
    """Show `describe()` and the wait on standard error while the block runs, if that is a terminal and `shown`."""
    console = Console(stderr=True)
    if not shown or not console.is_terminal:
        yield
        return
    spinner = Spinner("dots")

    def line() -> Spinner:
        waiting = waiting_text(politeness, time.time())
        spinner.update(text=Text(f"{describe()}   {waiting}".rstrip()))
        return spinner

    with Live(get_renderable=line, console=console, refresh_per_second=REFRESH_PER_SECOND, transient=True):
        yield
