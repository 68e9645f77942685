"""`policytrail search`: full text over every version."""

import json
from pathlib import Path

import click
from rich.console import Console
from rich.text import Text

from db.store import Store
from policytrail.commands.blame import moment
from tracker.history.search import SearchHit, search
from tracker.history.version_table import HistoryRow
from tracker.text.timestamps import readable_date


def search_versions(query: str, *, target: str | None, limit: int, db_path: Path, as_json: bool) -> None:
    """Print the clauses of all versions that match."""
    store = Store(db_path, create=False)
    try:
        document = store.find_document(target) if target else None
        hits = search(store, query, document=document, limit=limit)
    finally:
        store.close()
    if as_json:
        click.echo(json.dumps([hit_to_json(hit) for hit in hits], ensure_ascii=False, indent=1))
        return
    console = Console(highlight=False)
    for hit in hits:
        print_hit(console, hit)
    if not hits:
        click.echo(f"nothing says {query} in any recorded version", err=True)
    elif len(hits) == limit:
        click.echo(f"the first {limit}; --limit shows more", err=True)


def hit_to_json(hit: SearchHit) -> dict[str, object]:
    """Return a hit as JSON; `gone` is null while the newest version still has the clause."""
    return {
        "document": hit.document,
        "lineage": hit.lineage,
        "kind": hit.kind,
        "path": list(hit.path),
        "text": hit.text,
        "matches": [list(match) for match in hit.matches],
        "since": moment(hit.since),
        "last_version": hit.last.version,
        "last_capture": hit.last.last_capture,
        "gone": moment(hit.gone) if hit.gone else None,
    }


def print_hit(console: Console, hit: SearchHit) -> None:
    """Print a hit for a person: where, since when and until when with the captures to look at, and what it says."""
    console.print(hit.document, style="bold", markup=False, soft_wrap=True)
    if hit.path:
        console.print(f"  {' › '.join(hit.path)}", style="dim", markup=False, soft_wrap=True)
    console.print(f"  since {window(hit.since)}  {hit.since.replay_url}", style="cyan", markup=False, soft_wrap=True)
    if hit.gone:
        console.print(f"  gone {window(hit.gone)}  {hit.gone.replay_url}", style="red", markup=False, soft_wrap=True)
    else:
        console.print(f"  still there on {readable_date(hit.last.last_capture)}", style="green", markup=False)
    console.print(marked_text(hit, styled=console.is_terminal), "")


def marked_text(hit: SearchHit, *, styled: bool) -> Text:
    """Return the clause with what matched highlighted, or between `**` where styles do not show."""
    text = Text()
    position = 0
    for start, end in hit.matches:
        found = hit.text[start:end]
        text.append(hit.text[position:start])
        text.append(found if styled else f"**{found}**", style="bold reverse")
        position = end
    return text.append(hit.text[position:])


def window(row: HistoryRow) -> str:
    """Return between which two days a version appeared; for the first one, that nothing was captured before it."""
    day = readable_date(row.first_capture)
    return f"between {readable_date(row.not_before)} and {day}" if row.not_before else f"{day} or before"
