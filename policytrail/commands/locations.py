"""`policytrail locations`: the trail of addresses at which a policy was to be found."""

from dataclasses import dataclass
from pathlib import Path

from db.records import Location
from db.store import Store
from policytrail.commands.output import print_json, print_line
from tracker.text.timestamps import readable_date


@dataclass(frozen=True, slots=True, kw_only=True)
class _Trail:
    """A location with the first and last capture that were listed there, and how many."""

    location: Location
    captures: int
    first_capture: str | None
    last_capture: str | None


def print_locations(target: str, *, db_path: Path, as_json: bool) -> None:
    """Print each address of a document with its time, and how it was found."""
    store = Store(db_path, create=False)
    document = store.find_document(target)
    trails = [_trail(store, location) for location in store.locations(document.id) if location.role != "search"]
    store.close()
    trails.sort(key=lambda trail: (trail.location.role, trail.first_capture or "z"))
    if as_json:
        print_json([_to_json(trail) for trail in trails])
    else:
        for line in (line for trail in trails for line in _to_lines(trail)):
            print_line(line)


def _trail(store: Store, location: Location) -> _Trail:
    captures, first, last = store.captures_at(location)
    return _Trail(location=location, captures=captures, first_capture=first, last_capture=last)


def _to_json(trail: _Trail) -> dict[str, object]:
    location = trail.location
    return {
        "url": location.url,
        "role": location.role,
        "first_capture": trail.first_capture,
        "last_capture": trail.last_capture,
        "captures": trail.captures,
        "valid_from": location.valid_from,
        "valid_to": location.valid_to,
        "evidence": location.evidence,
        "found_in": location.found_in,
        "listing": location.listing,
    }


def _to_lines(trail: _Trail) -> list[str]:
    when = "never captured"
    if trail.first_capture and trail.last_capture:
        days = f"{readable_date(trail.first_capture)} to {readable_date(trail.last_capture)}"
        when = f"{days}, {trail.captures} captures"
    location = trail.location
    role = "" if location.role == "policy" else f" ({location.role})"
    lines = [f"{location.url}{role}", f"    {when}", f"    {location.evidence}"]
    return [*lines, f"    {location.found_in}"] if location.found_in else lines
