"""`policytrail clause`: one clause's whole life."""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from db.store import Store
from policytrail.commands.moments import captures_of, moment, still_there, window
from policytrail.commands.output import people_console, print_json, print_styled, warn
from tracker.history.blame import ClauseLife, Wording, clause_life, find_lineages
from tracker.history.version_table import HistoryRow
from tracker.history.version_texts import recorded_rows
from tracker.text.printable import printable


def print_clauses(target: str, query: str, *, db_path: Path, as_json: bool) -> None:
    """Print the lives of the clauses that ever said `query`."""
    store = Store(db_path, create=False)
    document = store.find_document(target)
    rows = {row.version: row for row in recorded_rows(store, document)}
    spans, origins = store.spans(document.id), store.origins(document.id)
    store.close()
    lives = [clause_life(spans, origins, lineage) for lineage in find_lineages(spans, query)]
    if as_json:
        print_json([life_to_json(life, rows) for life in lives], indent=1)
        return
    console = people_console()
    for life in lives:
        print_life(console, life, rows)
    if not lives:
        hint = "'policytrail search' looks for words in any order"
        warn(f"{document.name}: no clause ever said {query!r}; {hint}")


def life_to_json(life: ClauseLife, rows: Mapping[int, HistoryRow]) -> dict[str, object]:
    """Return a life as JSON: each wording with the captures between which it began, its last capture, and its end."""
    wordings = [
        {
            **moment(rows[wording.first]),
            "last_version": wording.last,
            "last_capture": rows[wording.last].last_capture,
            "gone": moment(rows[wording.last + 1]) if is_end(wording, after, rows) else None,
            "text": wording.text,
        }
        for wording, after in zip(life.wordings, (*life.wordings[1:], None), strict=True)
    ]
    return {**asdict(life), "wordings": wordings}


def print_life(console: Console, life: ClauseLife, rows: Mapping[int, HistoryRow]) -> None:
    """Print a life for a person: each wording with its time, and what became of the clause."""
    print_styled(console, Text(f"clause {life.lineage} ({life.kind})", style="bold"))
    for parent in life.parents:
        origin = "split off from" if parent.kind == "split" else "merged from"
        print_styled(console, Text(f"  {origin} clause {parent.parent}"))
    for wording, after in zip(life.wordings, (*life.wordings[1:], None), strict=True):
        print_moment(console, "since", rows[wording.first], "cyan")
        print_styled(console, Padding(Text(printable(wording.text)), (0, 0, 0, 4), expand=False))
        if is_end(wording, after, rows):
            print_moment(console, "gone", rows[wording.last + 1], "red")
        elif after is None:
            print_styled(console, Text(f"  {still_there(rows[wording.last])}", style="green"))
    for child in life.children:
        print_styled(console, Text(f"  went into clause {child.lineage} ({child.kind})"))
    print_styled(console, Text(""))


def print_moment(console: Console, what: str, row: HistoryRow, style: str) -> None:
    """Print between which two captures something happened, and where they are replayed."""
    lines = [f"  {what} {window(row)}", *(f"    {printable(address)}" for address in captures_of(row))]
    print_styled(console, Text("\n".join(lines), style=style), whole_lines=True)


def is_end(wording: Wording, after: Wording | None, rows: Mapping[int, HistoryRow]) -> bool:
    """Whether the clause was gone after this wording, for good or for a while."""
    return wording.last + 1 in rows and (after is None or after.first > wording.last + 1)
