"""The progress line of a crawl, on a terminal: which target, how many are done, what is waited for and until when."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from rich.console import Console
from rich.live import Live
from rich.spinner import Spinner
from rich.text import Text

from crawler.fetching.politeness import Politeness
from crawler.run import Progress, Tally
from tracker.text.counts import counted
from tracker.text.printable import printable

REFRESH_PER_SECOND = 4
LONG_MINUTES = 2.0
"""A crawl that takes longer is told beforehand how long it will be."""
_LONGEST_NAME = 40


def waiting_text(archives: Sequence[Politeness], now: float) -> str:
    """Return what the run waits for, in words; empty if nothing holds it up. `now` is seconds since the epoch."""
    return next(filter(None, (_waits_for(politeness, now) for politeness in archives)), "")


def _waits_for(politeness: Politeness, now: float) -> str:
    if politeness.closed_until > now:
        return f"waiting until {_clock(politeness.closed_until)}: {politeness.reason}"
    if politeness.retry_at > now:
        return f"trying again at {_clock(politeness.retry_at)}: {politeness.retry_reason}"
    return ""


def _clock(seconds: float) -> str:
    """The time of day, for the person at the terminal: local."""
    return datetime.fromtimestamp(seconds).astimezone().strftime("%H:%M:%S")


def target_text(progress: Progress) -> str:
    """Return which target is at work, and which of how many it is.

    >>> target_text(Progress(targets=12, done=2, at_work=["github.com", "a.example"]))
    'github.com (3 of 12, and 1 more at work)'
    """
    if not progress.at_work:
        return f"{progress.done} of {counted(progress.targets, 'target')}"
    name = printable(progress.at_work[0])
    name = name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}…"
    others = len(progress.at_work) - 1
    more = f", and {others} more at work" if others else ""
    return f"{name} ({progress.done + 1} of {progress.targets}{more})"


def minutes_to_go(tally: Tally, seconds_between: float) -> float:
    """Return how long the fetches still to come take at the pace of the run, as far as they can be told by now."""
    to_come = sum(tally.progress.expected.values()) - tally.fetches
    return max(0, to_come) * seconds_between / 60


def progress_text(tally: Tally, archives: Sequence[Politeness], counts: str, now: float) -> str:
    """Return the line: the target, what is waited for (early, for it must not be cut off), what is done and left."""
    parts = [target_text(tally.progress), waiting_text(archives, now), counts]
    pace = max((politeness.seconds_between.get("replay", 0.0) for politeness in archives), default=0.0)
    minutes = minutes_to_go(tally, pace)
    parts += [f"about {minutes:.0f} min to go"] if minutes >= LONG_MINUTES else []
    return "; ".join(part for part in parts if part)


@contextmanager
def progress_line(
    tally: Tally, archives: Sequence[Politeness], counts: Callable[[], str], *, shown: bool
) -> Iterator[None]:
    """Show the progress on standard error while the block runs, if that is a terminal and `shown`."""
    console = Console(stderr=True)
    if not shown or not console.is_terminal:
        yield
        return
    spinner = Spinner("dots")

    def line() -> Spinner:
        spinner.update(text=Text(progress_text(tally, archives, counts(), time.time())))
        return spinner

    with Live(get_renderable=line, console=console, refresh_per_second=REFRESH_PER_SECOND, transient=True):
        yield
