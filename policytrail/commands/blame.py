"""`policytrail blame`: each clause with its birth and the beginning of its present wording."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from rich.padding import Padding
from rich.text import Text

from db.store import Store
from policytrail.clock import now_timestamp
from policytrail.commands.moments import captures_of, moment, still_there, window
from policytrail.commands.output import people_console, print_json, print_styled, warn
from tracker.history.blame import BlameLine, blame
from tracker.history.chosen_versions import future_note
from tracker.history.version_selection import choose_version
from tracker.history.version_table import HistoryRow
from tracker.history.version_texts import recorded_rows
from tracker.text.printable import printable


def print_blame(target: str, at: str | None, *, db_path: Path, as_json: bool) -> None:
    """Print each clause of a version with its birth and the beginning of its wording."""
    store = Store(db_path, create=False)
    document = store.find_document(target)
    rows = {row.version: row for row in recorded_rows(store, document)}
    row = rows[max(rows)] if at is None else choose_version(tuple(rows.values()), at, document.name)
    lines = blame(store.spans(document.id), store.origins(document.id), row.version)
    store.close()
    if at and (note := future_note(tuple(rows.values()), at, now_timestamp())):
        warn(note)
    if as_json:
        clauses = [
            {**asdict(line), "born": moment(rows[line.born]), "worded": moment(rows[line.worded])} for line in lines
        ]
        print_json({"target": document.name, **moment(row), "last_capture": row.last_capture, "clauses": clauses})
        return
    console = people_console()
    print_styled(console, Text(f"{printable(document.name)}, version {row.version}: {still_there(row)}", style="bold"))
    for part in clause_lines(lines, rows):
        print_styled(console, part)
    for line in legend(lines, rows):
        print_styled(console, Text(line, style="dim"), whole_lines=True)


def clause_lines(lines: Sequence[BlameLine], rows: Mapping[int, HistoryRow]) -> Iterator[Text | Padding]:
    """Yield each clause, and below it since when it is there and reads as it does."""
    for line in lines:
        yield Text(f"\n{printable(line.text)}", style="bold" if line.kind == "heading" else "")
        since = f"since {window(rows[line.born])} (version {line.born})"
        if line.worded != line.born:
            since += f"; reads so since {window(rows[line.worded])} (version {line.worded})"
        yield Padding(Text(since, style="cyan"), (0, 0, 0, 4), expand=False)


def legend(lines: Sequence[BlameLine], rows: Mapping[int, HistoryRow]) -> Iterator[str]:
    """Yield the versions that are named, each with the captures between which it appeared."""
    yield "\nThe captures between which each version appeared:"
    for number in sorted({number for line in lines for number in (line.born, line.worded)}):
        yield f"  version {number}, {window(rows[number])}"
        yield from (f"    {printable(address)}" for address in captures_of(rows[number]))
