"""`policytrail alerts told|ack|retry`: who was told what and when, who looked at it, and what was not taken."""

import csv
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from db.diligence import ToldStep, acknowledge, find_step, told_steps
from db.errors import EXIT_FAILED
from db.outbox import revive
from db.store import Store
from policytrail.commands.output import print_json, print_line, print_text, warn
from tracker.alerts.delivery import deliver, only_worker
from tracker.alerts.news import iso
from tracker.text.printable import printable, spreadsheet_cell
from tracker.text.timestamps import readable_time

COLUMNS = (*("step", "document", "not_before", "first_capture", "recorded_at", "words", "told", "looked_at"),)


def print_told(targets: tuple[str, ...], *, as_csv: bool, db_path: Path, as_json: bool) -> None:
    """Print each change with who was told of it and when, and who looked at it."""
    store = Store(db_path, create=False)
    steps = told_steps(store, [store.find_document(target).id for target in targets] or None)
    store.close()
    if as_json:
        print_json([row_of(step) for step in steps], indent=1)
    elif as_csv:
        print_csv(steps)
    else:
        print_steps(steps)


def row_of(step: ToldStep) -> dict[str, object]:
    """Return a step as JSON."""
    return {
        "step": step.step,
        "document": step.document,
        "not_before": step.not_before,
        "first_capture": step.first_capture,
        "recorded_at": step.recorded_at,
        "words": step.words,
        "told": [f"{who} {when}".strip() for who, when in step.told],
        "looked_at": [f"{by} {at}: {note}".rstrip(": ") for by, at, note in step.looked_at],
    }


def print_csv(steps: tuple[ToldStep, ...]) -> None:
    """Print steps as CSV; a cell that a spreadsheet would take for a formula begins with an apostrophe."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(COLUMNS)
    for step in steps:
        writer.writerow([_cell(value) for value in row_of(step).values()])


def _cell(value: object) -> str:
    text = printable("; ".join(value) if isinstance(value, list) else str(value))
    return spreadsheet_cell(text)


def print_steps(steps: tuple[ToldStep, ...]) -> None:
    """Print steps for people, a few lines each."""
    for step in steps:
        window = f"between {readable_time(step.not_before)} and {readable_time(step.first_capture)} UTC"
        print_line(f"{step.step}  {step.document}")
        print_line(f"    {window}" + (f": {step.words}" if step.words else ""))
        print_line(f"    told: {', '.join(f'{who} {when}' for who, when in step.told) or 'nobody'}")
        for by, at, note in step.looked_at:
            print_line(f"    looked at: {by} {at}" + (f": {note}" if note else ""))


def acknowledge_step(step: str, *, by: str, note: str, db_path: Path) -> None:
    """Note that somebody looked at a step: its number, or TARGET@VERSION."""
    store = Store(db_path, create=False)
    found = find_step(store, step)
    acknowledge(store, found, by=by, note=note, now=iso(datetime.now(UTC)))
    store.close()
    print_line(f"{found.document}, step {found.id}: looked at by {by}")


def retry_deliveries(*, db_path: Path, quiet: bool) -> None:
    """Send now what waits, and what was given up."""
    store = Store(db_path, create=False)
    now = datetime.now(UTC)
    with only_worker(db_path):
        revive(store, now=iso(now))
        came = deliver(
            store,
            os.environ,
            clock=lambda: datetime.now(UTC),
            echo=print_text,
            site_url=os.environ.get("POLICYTRAIL_SITE_URL"),
            regardless=True,
        )
    store.close()
    for failure in came.failures:
        warn(str(failure))
    if not quiet:
        print_line(f"{came.sent} messages sent, {came.waiting} wait, {came.dead} given up")
    if came.failures:
        sys.exit(EXIT_FAILED)
