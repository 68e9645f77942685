"""`policytrail search`: full text over every version."""

from pathlib import Path

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from db.errors import UsageError
from db.store import Store
from policytrail.commands.clause import print_moment
from policytrail.commands.moments import moment, still_there
from policytrail.commands.output import people_console, print_json, print_styled, shows_styles, tell
from tracker.history.assessments import shipped_rules
from tracker.history.search import SearchHit, SearchOrder, search_in_order
from tracker.text.printable import printable
from tracker.text.timestamps import typed_date

MOST_HITS = 10_000
"""Clauses that are looked through for a topic."""


def search_versions(
    query: str,
    order: SearchOrder,
    *,
    target: str | None,
    topic: str | None,
    limit: int,
    db_path: Path,
    as_json: bool,
) -> None:
    """Print the clauses of all versions that match."""
    store = Store(db_path, create=False)
    try:
        document = store.find_document(target) if target else None
        result = search_in_order(store, query, order, document=document, limit=MOST_HITS if topic else limit)
    finally:
        store.close()
    about = _about(topic, result.hits)
    hits, total = about[:limit], len(about) if topic else result.total
    if as_json:
        print_json([hit_to_json(hit) for hit in hits], indent=1)
        return
    console = people_console()
    if result.first_seen:
        print_moment(console, "first seen", result.first_seen, "bold")
        print_styled(console, Text(""))
    for hit in hits:
        print_hit(console, hit)
    if not hits:
        tell(f"nothing says {query} in any recorded version")
    elif total > len(hits):
        more = "" if result.complete else " or more"
        tell(f"{len(hits)} of {total}{more}; --limit shows more")


def order_of(kind: str | None, since: str | None, sort: str) -> SearchOrder:
    """Return the order asked for; raises UsageError if `since` is no date."""
    began = typed_date(since) if since else None
    if since and began is None:
        message = f"--since {since}: no date; write it like 2024, 2024-03 or 2024-03-01"
        raise UsageError(message)
    return SearchOrder(kind=kind, since=began, by_date=sort == "date")


def _about(topic: str | None, hits: tuple[SearchHit, ...]) -> tuple[SearchHit, ...]:
    """Return the hits about a topic, in their order; all without one."""
    if topic is None:
        return hits
    assessor = shipped_rules().assessor
    return tuple(hit for hit in hits if topic in assessor.topics_of_clause(hit.text, " . ".join(hit.path[-2:])))


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
    print_styled(console, Text(printable(hit.document), style="bold"), whole_lines=True)
    if hit.path:
        print_styled(console, Text(f"  {printable(' › '.join(hit.path))}", style="dim"))
    print_moment(console, "since", hit.since, "cyan")
    if hit.gone:
        print_moment(console, "gone", hit.gone, "red")
    else:
        print_styled(console, Text(f"  {still_there(hit.last)}", style="green"))
    marked = marked_text(hit, styled=shows_styles(console))
    print_styled(console, Padding(marked, (0, 0, 1, 4), expand=False))


def marked_text(hit: SearchHit, *, styled: bool) -> Text:
    """Return the clause with what matched highlighted, or between `**` where styles do not show."""
    text = Text()
    position = 0
    for start, end in hit.matches:
        found = printable(hit.text[start:end])
        text.append(printable(hit.text[position:start]))
        text.append(found if styled else f"**{found}**", style="bold reverse")
        position = end
    return text.append(printable(hit.text[position:]))
