"""`policytrail add`: track sites and policies."""

import csv
from collections.abc import Iterable
from pathlib import Path

import click

from db.errors import EXIT_FAILED, UsageError
from db.store import Store
from policytrail.commands.edit import WatchChange, apply_change
from policytrail.commands.output import print_line, warn
from tracker.policy.names import PRIVACY
from tracker.targets.target_lists import TargetLine, read_targets
from tracker.targets.tracking import parse_target, track


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
        click.echo(f"tracking {len(added)} more targets")
    return nonsense
