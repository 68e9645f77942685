"""`policytrail add`: track sites and policies."""

import csv
from collections.abc import Iterable
from pathlib import Path

import click

from db.errors import EXIT_FAILED, UsageError
from db.lock import run_lock
from db.store import Store
from policytrail.commands.edit import WatchChange, apply_change
from policytrail.commands.moments import timestamp_prefix
from policytrail.commands.output import print_line, warn
from tracker.policy.names import PRIVACY
from tracker.recording.judge_location import give_location
from tracker.targets.target_lists import TargetLine, read_targets
from tracker.targets.tracking import parse_target, track
from tracker.text.timestamps import first_moment, last_moment


def add_targets(
    targets: tuple[str, ...],
    *,
    db_path: Path,
    list_path: Path | None,
    document: str | None,
    section: str | None,
    watch: WatchChange,
) -> None:
    """Track the targets, and those of a list; names those tracked already, and those that make no sense."""
    if not targets and list_path is None:
        message = "nothing to add; name a site or an address, or give --from FILE"
        raise UsageError(message)
    if list_path is None:
        for target in targets:
            parse_target(target, document=document or PRIVACY, section=section)
    lines = [TargetLine(number=0, target=target) for target in targets] + (_read_list(list_path) if list_path else [])
    store = Store(db_path)
    nonsense = _add(store, lines, document, section, watch)
    store.close()
    if nonsense:
        raise click.exceptions.Exit(EXIT_FAILED)


def add_address(
    targets: tuple[str, ...], address: str | None, *, since: str | None, until: str | None, db_path: Path
) -> None:
    """Make an address the one of a tracked target's policy, from one date to another; crawls leave it so."""
    if address is None or len(targets) != 1:
        message = (
            "write it like: policytrail add example.com --at https://example.com/legal/7 --from 2012-01 --to 2014-06"
        )
        raise UsageError(message)
    begins, ends = timestamp_prefix(since, "--from"), timestamp_prefix(until, "--to")
    store = Store(db_path)
    with run_lock(db_path):
        tracked = store.find_documents(targets[0])
        document = tracked[0] if len(tracked) == 1 else track(store, targets[0]).document
        valid_from, valid_to = begins and first_moment(begins), ends and last_moment(ends)
        give_location(store, document, address, valid_from=valid_from, valid_to=valid_to)
    store.close()
    print_line(f"{document.name}: {address} is an address of its policy; the next crawl looks there")


def _read_list(path: Path) -> list[TargetLine]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(read_targets(file))
    except OSError as error:
        message = f"{path}: {error.strerror}; give a list of sites, one a line, or a CSV file"
        raise UsageError(message) from error
    except (UnicodeDecodeError, csv.Error) as error:
        message = f"{path}: not a list of sites in UTF-8 ({error})"
        raise UsageError(message) from error


def _add(
    store: Store, lines: Iterable[TargetLine], document: str | None, section: str | None, watch: WatchChange
) -> int:
    """Add all in one transaction, naming what is skipped and why; returns how many lines made no sense."""
    added: list[str] = []
    nonsense = 0
    with store.transaction():
        for line in lines:
            place = f"line {line.number}: " if line.number else ""
            try:
                tracked = track(store, line.target, document=document, section=section)
            except UsageError as error:
                warn(f"{place}{error}")
                nonsense += 1
                continue
            apply_change(store, tracked.document.id, watch)
            if tracked.is_new:
                added.append(tracked.document.name)
            else:
                warn(f"{place}{tracked.document.name} is tracked already")
    if len(added) <= 10:
        for name in added:
            print_line(f"tracking {name}")
    else:
        print_line(f"tracking {len(added)} more targets")
    return nonsense
