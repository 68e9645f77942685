"""`policytrail locations`: the trail of addresses at which a policy was to be found, and a person's word on one."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from db.errors import UsageError
from db.lock import run_lock
from db.store import Store
from policytrail.commands.output import print_json, print_line
from tracker.history.trail import Gap, Refusal, Stay, Trail, read_trail
from tracker.recording.judge_location import reject_location
from tracker.text.counts import counted
from tracker.text.timestamps import readable_date

REJECT = "reject"


def locations(words: Sequence[str], *, reason: str | None, db_path: Path, as_json: bool) -> None:
    """Print the trail of a target, or keep that an address is none of its policy's: `reject URL`."""
    if words and words[0] == REJECT:
        if len(words) != 2:
            message = (
                "write it like: policytrail locations reject https://example.com/help/privacy --reason 'what it is'"
            )
            raise UsageError(message)
        reject(words[1], reason=reason or "", db_path=db_path)
        return
    if len(words) != 1 or reason is not None:
        message = "write: policytrail locations TARGET, or locations reject URL --reason TEXT"
        raise UsageError(message)
    print_locations(words[0], db_path=db_path, as_json=as_json)


def reject(url: str, *, reason: str, db_path: Path) -> None:
    """Keep that an address is none of a policy's; the history is derived again without it."""
    store = Store(db_path, create=False)
    with run_lock(db_path):
        was = reject_location(store, store.documents(), url, reason=reason, day=f"{datetime.now(UTC):%Y-%m-%d}")
    store.close()
    print_line(f"{was.url}: rejected; no crawl takes it again, and the history is derived without it")


def print_locations(target: str, *, db_path: Path, as_json: bool) -> None:
    """Print each address with its time and how it was found, the gaps, and what was refused and why."""
    store = Store(db_path, create=False)
    trail = read_trail(store, store.find_document(target))
    store.close()
    if as_json:
        print_json([*(_stay_to_json(stay) for stay in trail.stays), *(_gap_to_json(gap) for gap in trail.gaps)])
    else:
        for line in _lines(trail):
            print_line(line)


def _stay_to_json(stay: Stay) -> dict[str, object]:
    at = stay.location
    return {
        "url": at.url,
        "role": at.role,
        "found_by": at.found_by,
        "first_capture": stay.first_capture,
        "last_capture": stay.last_capture,
        "captures": stay.captures,
        "valid_from": at.valid_from,
        "valid_to": at.valid_to,
        "evidence": at.evidence,
        "found_in": at.found_in,
        "listing": at.listing,
        "refused": [
            {
                "outcome": each.outcome,
                "reason": each.reason,
                "captures": each.captures,
                "first_capture": each.first_capture,
                "last_capture": each.last_capture,
            }
            for each in stay.refused
        ],
    }


def _gap_to_json(gap: Gap) -> dict[str, object]:
    return {"url": "", "role": "gap", "valid_from": gap.start, "valid_to": gap.end, "evidence": gap.reason}


def _lines(trail: Trail) -> list[str]:
    lines = [line for stay in trail.stays for line in _stay_lines(stay)]
    return lines + [f"no policy found {_time(gap.start, gap.end)}: {gap.reason}" for gap in trail.gaps]


def _stay_lines(stay: Stay) -> list[str]:
    at, when = stay.location, "never captured"
    if stay.first_capture and stay.last_capture:
        when = f"{_time(stay.first_capture, stay.last_capture)}, {counted(stay.captures, 'capture')}"
    lines = [f"{at.url}{'' if at.role == 'policy' else f' ({at.role})'}", f"    {when}", f"    {at.evidence}"]
    lines += [f"    {at.found_in}"] if at.found_in else []
    return lines + [f"    {_refusal_line(each)}" for each in stay.refused]


def _refusal_line(each: Refusal) -> str:
    when = _time(each.first_capture, each.last_capture)
    return f"refused: {counted(each.captures, 'capture')}, {when}: {each.outcome}: {each.reason}"


def _time(first: str, last: str) -> str:
    return f"{readable_date(first)} to {readable_date(last)}"
