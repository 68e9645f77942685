"""What a markup is given to draw, and the small noise that changes with every capture."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime

from sample.edits import Policy


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A policy at the moment of a capture: `brand` is the name of the site then, `timestamp` has 14 digits."""

    brand: str
    policy: Policy
    timestamp: str
    policy_url: str

    @property
    def title(self) -> str:
        """The title of the policy."""
        return self.policy[0].text

    @property
    def day(self) -> str:
        """The day of the capture as a site would write it."""
        moment = captured_at(self.timestamp)
        return f"{moment:%A}, {moment.day} {moment:%B %Y}"

    def number(self, label: str, below: int) -> int:
        """Return a number that differs from capture to capture, the same on each run."""
        return int(self.token(label), 16) % below

    def token(self, label: str) -> str:
        """Return 32 hexadecimal digits that differ from capture to capture, the same on each run."""
        return hashlib.sha256(f"{self.brand} {self.timestamp} {label}".encode()).hexdigest()[:32]


def captured_at(timestamp: str) -> datetime:
    """Return the moment of a 14-digit timestamp."""
    return datetime.strptime(timestamp, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
