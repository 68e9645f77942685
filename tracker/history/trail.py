"""The trail of a document's addresses as a person judges it: with its gaps, and what was refused there and why."""

from dataclasses import dataclass
from itertools import pairwise

from db.outcomes import Outcome
from db.records import Capture, Document, Location, Role
from db.store import Store
from tracker.text.counts import counted
from tracker.text.timestamps import moment_of

SILENT_DAYS = 366
"""A site that was archived for so long without its policy has a gap."""
_COPIES = frozenset({Outcome.OK, Outcome.UNCHANGED})
_MOST_REASONS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Captures of an address that are no version, for one reason."""

    outcome: Outcome
    reason: str
    captures: int
    first_capture: str
    last_capture: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """An address with the first and last capture listed there in its time, how many, and what was refused of them."""

    location: Location
    captures: int
    first_capture: str | None
    last_capture: str | None
    refused: tuple[Refusal, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A time (timestamps) in which the site was archived and no policy of it was found, and what is known of it."""

    start: str
    end: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Trail:
    """All addresses of a document, those of its policy last, and the gaps between."""

    stays: tuple[Stay, ...]
    gaps: tuple[Gap, ...]


def read_trail(store: Store, document: Document) -> Trail:
    """Return where a document was to be found, when it was not, and what stood there instead."""
    policy, site = store.captures(document.id), store.captures(document.id, role=Role.HOMEPAGE)
    stays = [_stay(store, at, (*policy, *site)) for at in store.locations(document.id) if at.role != Role.SEARCH]
    stays.sort(key=lambda stay: (stay.location.role, stay.first_capture or "z"))
    shown = sorted(capture.timestamp for capture in policy if capture.version_id is not None)
    return Trail(stays=tuple(stays), gaps=find_silences(site, shown))


def find_silences(site: tuple[Capture, ...], policy: list[str]) -> tuple[Gap, ...]:
    """Return the times of more than a year in which the site was archived and its policy was not, oldest first."""
    if not site:
        return ()
    edges = sorted({site[0].timestamp, *policy, site[-1].timestamp})
    gaps = []
    for start, end in pairwise(edges):
        within = [capture for capture in site if start <= capture.timestamp <= end]
        if within and (moment_of(end) - moment_of(start)).days > SILENT_DAYS:
            gaps.append(Gap(start=start, end=end, reason=_what_homepages_say(within)))
    return tuple(gaps)


def _what_homepages_say(captures: list[Capture]) -> str:
    looked_at = [capture for capture in captures if capture.target is not None]
    targets = sorted({capture.target for capture in looked_at if capture.target})
    if targets:
        return f"homepages of that time link to {', '.join(targets[:3])}"
    if looked_at:
        return f"{counted(len(looked_at), 'homepage')} of that time looked at, none with a link to a policy"
    return "no homepage of that time was looked at"


def _stay(store: Store, location: Location, captures: tuple[Capture, ...]) -> Stay:
    count, first, last = store.captures_at(location)
    own = [capture for capture in captures if capture.location_id == location.id]
    refused = _refusals(own) if location.role == Role.POLICY else ()
    return Stay(location=location, captures=count, first_capture=first, last_capture=last, refused=refused)


def _refusals(captures: list[Capture]) -> tuple[Refusal, ...]:
    """What is no version of the captures of an address, by reason, the oldest first."""
    by_reason: dict[tuple[Outcome, str], list[str]] = {}
    for capture in captures:
        if capture.outcome is not None and capture.outcome not in _COPIES:
            by_reason.setdefault((capture.outcome, capture.note or capture.target or ""), []).append(capture.timestamp)
    rows = [
        Refusal(
            outcome=outcome, reason=reason, captures=len(stamps), first_capture=min(stamps), last_capture=max(stamps)
        )
        for (outcome, reason), stamps in by_reason.items()
    ]
    return tuple(sorted(rows, key=lambda row: row.first_capture)[:_MOST_REASONS])
