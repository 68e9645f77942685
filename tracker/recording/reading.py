"""What reading a page came to, as a value."""

from dataclasses import dataclass

from db.outcomes import Outcome
from db.records import NewVersion


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A page read by the pure core: the version it would be, or the outcome and the reason why it is none.

    `instead` are the headings of a page that lacks the section asked for, None where it is there or none was asked for.
    `target` is the address the page sends its readers to, `canonical` the one it calls its own.
    """

    outcome: Outcome
    version: NewVersion | None = None
    problem: str | None = None
    target: str | None = None
    canonical: str | None = None
    instead: tuple[str, ...] | None = None
