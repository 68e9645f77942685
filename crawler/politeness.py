"""One politeness for the process: the pace of CDX and replay requests, and the wait after a refusal.

Pure bookkeeping over a clock that is passed in; the download handler sleeps as told.
Limits: web.archive.org allows 30 CDX and 600 replay requests a minute and asks clients to stay at 80 % of that
(https://github.com/edgi-govdata-archiving/wayback, 0.5.1); ignoring a 429 for a minute brings a block of an hour.
"""

from dataclasses import dataclass, field

CDX_PER_MINUTE = 24.0
REPLAY_PER_MINUTE = 60.0
WAITS_SECONDS = (60.0, 600.0, 3600.0, 7200.0)  # first refusal, and each that follows without a success between


@dataclass(slots=True, kw_only=True)
class Politeness:
    """When the next request of each kind may be sent; times are seconds of one monotonic or wall clock."""

    seconds_between: dict[str, float]
    next_slot: dict[str, float] = field(default_factory=dict)
    closed_until: float = 0.0
    strikes: int = 0
    reason: str = ""

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
        self.closed_until = now + (retry_after_seconds if retry_after_seconds is not None else wait)
        self.strikes += 1
        self.reason = reason

    def succeeded(self) -> None:
        """The archive answered: the next refusal starts with the shortest wait again."""
        self.strikes = 0


def seconds_between(requests_per_minute: float) -> float:
    """Return the pause between requests; 0 requests a minute means no limit."""
    return 60.0 / requests_per_minute if requests_per_minute > 0 else 0.0
