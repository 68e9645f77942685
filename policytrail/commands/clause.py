"""`policytrail clause`: one clause's whole life."""

import json
from dataclasses import asdict
from pathlib import Path

import click
from rich.console import Console

from db.errors import UnknownTarget
from db.store import Store
from policytrail.commands.blame import moment, when
from tracker.history.blame import ClauseLife, Wording, clause_life, find_lineages
from tracker.history.version_table import HistoryRow
from tracker.history.version_texts import recorded_rows
from tracker.text.timestamps import readable_date


def print_clauses(target: str, query: str, *, db_path: Path, as_json: bool) -> None:
    """Print the lives of the clauses that ever said `query`."""
    store = Store(db_path, create=False)
    document = store.find_document(target)
    rows = {row.version: row for row in recorded_rows(store, document)}
    spans, origins = store.spans(document.id), store.origins(document.id)
    store.close()
    lives = [clause_life(spans, origins, lineage) for lineage in find_lineages(spans, query)]
    if not lives:
        message = f"{document.name}: no clause ever said {query!r}; 'policytrail search' looks for words in any order"
        raise UnknownTarget(message)
    if as_json:
        click.echo(json.dumps([life_to_json(life, rows) for life in lives], ensure_ascii=False, indent=1))
        return
    console = Console(highlight=False)
    for life in lives:
        print_life(console, life, rows)


def life_to_json(life: ClauseLife, rows: dict[int, HistoryRow]) -> dict[str, object]:
    """Return a life as JSON: each wording with the captures between which it began, and its last capture."""
    wordings = [
        {**moment(rows[wording.first]), "last_version": wording.last, "last_capture": rows[wording.last].last_capture}
        | {"text": wording.text}
        for wording in life.wordings
    ]
    return {**asdict(life), "wordings": wordings}


def print_life(console: Console, life: ClauseLife, rows: dict[int, HistoryRow]) -> None:
    """Print a life for a person: each wording with its time, and what became of the clause."""
    console.print(f"clause {life.lineage} ({life.kind})", style="bold", markup=False)
    for parent in life.parents:
        origin = "split off from" if parent.kind == "split" else "merged from"
        console.print(f"  {origin} clause {parent.parent}", markup=False)
    for wording, after in zip(life.wordings, (*life.wordings[1:], None), strict=True):
        row = rows[wording.first]
        console.print(f"  since {when(row)}  {row.replay_url}", style="cyan", markup=False, soft_wrap=True)
        console.print(f"    {wording.text}", markup=False)
        if is_end(wording, after, rows):
            gone = rows[wording.last + 1]
            console.print(
                f"  gone since {readable_date(gone.first_capture)}  {gone.replay_url}", style="red", markup=False
            )
    for child in life.children:
        console.print(f"  went into clause {child.lineage} ({child.kind})", markup=False)
    console.print()


def is_end(wording: Wording, after: Wording | None, rows: dict[int, HistoryRow]) -> bool:
    """Whether the clause was gone after this wording, for good or for a while."""
    return wording.last + 1 in rows and (after is None or after.first > wording.last + 1)
