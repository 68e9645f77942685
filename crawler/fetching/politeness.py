"""One politeness for the process: the pace of CDX and replay requests, and the wait after a refusal.

Pure bookkeeping over a clock that is passed in (seconds since the epoch, so that it can be remembered from run to
run); the download handler sleeps as told.
Limits: web.archive.org allows 30 CDX and 600 replay requests a minute and asks clients to stay at 80 % of that
(https://github.com/edgi-govdata-archiving/wayback, 0.5.1); ignoring a 429 for a minute brings a block of an hour.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, field

CDX_PER_MINUTE = 24.0
REPLAY_PER_MINUTE = 60.0
WAITS_SECONDS = (60.0, 600.0, 3600.0, 7200.0)  # first refusal, and each that follows without a success between
LONGEST_WAIT_IN_A_RUN_SECONDS = WAITS_SECONDS[1]
"""What an archive asks for beyond this is for the next run to wait out: nobody holds a lock for a day."""
STRIKES_TO_GIVE_UP = 3  # a run waits out a minute and ten minutes; an hour is for the next run
STORM_FAILURES = 10  # so many failures in a row are no bad luck but an archive in trouble


@dataclass(slots=True, kw_only=True)
class Politeness:
    """When the next request of each kind may be sent; `changed` is told of every refusal and recovery.

    A wait that leads beyond `deadline` (seconds since the epoch) is not begun, and nothing is sent after it.
    """

    seconds_between: dict[str, float]
    changed: Callable[["Politeness"], None] | None = None
    next_slot: dict[str, float] = field(default_factory=dict)
    closed_until: float = 0.0
    strikes: int = 0
    reason: str = ""
    answered: bool = False
    failures_in_a_row: int = 0
    given_up: bool = False
    retry_at: float = 0.0
    retry_reason: str = ""
    deadline: float = math.inf

    def is_over(self, now: float) -> bool:
        """Whether nothing more is to be sent: the archive was given up, or the run's time is over."""
        return self.given_up or now >= self.deadline

    def give_up(self, reason: str) -> None:
        """Send nothing more in this run."""
        self.given_up = True
        self.reason = reason

    def reserve(self, kind: str, now: float) -> float:
        """Return how long to wait (seconds) before a request of this kind; 0.0 takes the slot: send it now."""
        opens = max(self.closed_until, self.next_slot.get(kind, 0.0))
        if opens > now:
            return opens - now
        self.next_slot[kind] = now + self.seconds_between.get(kind, 0.0)
        return 0.0

    def refused(self, now: float, reason: str, retry_after_seconds: float | None = None) -> None:
        """The archive said no: close everything for a while, longer each time; a refusal while closed counts once."""
        if now < self.closed_until:
            return
        wait = WAITS_SECONDS[min(self.strikes, len(WAITS_SECONDS) - 1)]
        self.closed_until = now + (wait if retry_after_seconds is None else retry_after_seconds)
        self.strikes += 1
        self.reason = reason
        self.failures_in_a_row = 0
        too_long = self.closed_until - now > LONGEST_WAIT_IN_A_RUN_SECONDS
        self.given_up = self.strikes >= STRIKES_TO_GIVE_UP or too_long or self.closed_until > self.deadline
        if self.changed:
            self.changed(self)

    def tries_again(self, at: float, reason: str) -> None:
        """A request waits until `at` to be sent again; the latest is what a person is told of."""
        self.retry_at, self.retry_reason = at, reason

    def connection_refused(self, now: float) -> None:
        """Nobody listens: a ban if the archive answered before, else a wrong address, which waiting does not mend."""
        if self.answered:
            self.refused(now, "the archive refuses connections")
        else:
            self.give_up("no connection to the archive; check its address, or try again later")

    def failed(self, now: float) -> None:
        """The archive broke down over a request; many in a row count as a refusal."""
        self.failures_in_a_row += 1
        if self.failures_in_a_row >= STORM_FAILURES:
            self.refused(now, f"{STORM_FAILURES} failures in a row")

    def succeeded(self) -> None:
        """The archive answered: the next refusal starts with the shortest wait again."""
        self.answered = True
        self.failures_in_a_row = 0
        if self.strikes:
            self.strikes = 0
            if self.changed:
                self.changed(self)


def seconds_between(requests_per_minute: float) -> float:
    """Return the pause between requests; 0 requests a minute means no limit."""
    return 60.0 / requests_per_minute if requests_per_minute > 0 else 0.0
