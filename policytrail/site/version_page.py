"""A version's page: the text as a policy reads, with the age of each clause as a quiet color, and its proof."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from db.errors import UnknownTarget
from db.records import StoredSpan
from db.store import Store
from policytrail.site.answers import Answer, Row
from policytrail.site.asked import Asked
from policytrail.site.document_page import document_of, steps_to_versions
from tracker.history.blame import BlameLine, blame, wordings_of
from tracker.history.version_table import HistoryRow, history_rows
from tracker.text.timestamps import moment_of, readable_window

HEAT_YEARS = (1, 2, 4, 8)
"""A clause younger than so many years when this version was last seen has the heat 1, 2, 3, 4; older ones have 5."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgedClause:
    """A clause of a version with its age: since when it says this, since when it exists, how often it changed."""

    lineage: int
    kind: str
    level: int
    text: str
    heat: int
    since: str
    born: str
    changed: int
    age: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Clauses that stand together: a heading or paragraph alone, the items of a list, the rows of a table."""

    kind: str
    clauses: tuple[AgedClause, ...]


def version_page(store: Store, asked: Asked) -> Answer:
    """Answer with a version's text; raises UnknownTarget."""
    document, number = document_of(store, asked), asked.part("version")
    rows = {row.version: row for row in history_rows(store, document)}
    if number not in rows:
        message = f"{document.name} has no version {number}."
        raise UnknownTarget(message)
    spans = store.spans(document.id)
    clauses = aged_clauses(spans, blame(spans, store.origins(document.id), number), rows, number)
    numbers = sorted(rows)
    place = numbers.index(number)
    context = {
        "document": document,
        "row": rows[number],
        "blocks": tuple(blocks_of(clauses)),
        "outline": tuple(clause for clause in clauses if clause.kind == "heading"),
        "steps": steps_to_versions(store, document.id).get(number, ()),
        "before": numbers[place - 1] if place else None,
        "after": numbers[place + 1] if place + 1 < len(numbers) else None,
        "is_newest": rows[number].last_capture == max(row.last_capture for row in rows.values()),
    }
    about = {"document": document.name, "version": number, "sha256": rows[number].sha256}
    return Answer(template="version.html", context=context, rows=list(map(_row, clauses)), about=about)


def aged_clauses(
    spans: Sequence[StoredSpan], lines: Sequence[BlameLine], rows: Mapping[int, HistoryRow], number: int
) -> tuple[AgedClause, ...]:
    """Return the clauses of a version with their ages, in order."""
    by_lineage: dict[int, list[StoredSpan]] = {}
    for span in spans:
        by_lineage.setdefault(span.lineage, []).append(span)
    seen = rows[number].last_capture
    return tuple(_aged(line, by_lineage[line.lineage], rows, seen) for line in lines)


def _aged(line: BlameLine, own: Sequence[StoredSpan], rows: Mapping[int, HistoryRow], seen: str) -> AgedClause:
    born, worded = rows[line.born], rows[line.worded]
    changed = len([wording for wording in wordings_of(own, line.lineage) if wording.first <= line.worded]) - 1
    since = readable_window(worded.not_before, worded.first_capture)
    birth = readable_window(born.not_before, born.first_capture)
    times = "never changed" if changed < 1 else "changed once" if changed == 1 else f"changed {changed} times"
    return AgedClause(
        lineage=line.lineage,
        kind=line.kind,
        level=line.level,
        text=line.text,
        heat=_heat(worded.first_capture, seen),
        since=since,
        born=birth,
        changed=max(0, changed),
        age=f"says this since {since}; there since {birth}, {times}" if changed > 0 else f"since {since}, {times}",
    )


def _heat(first: str, seen: str) -> int:
    years = (moment_of(seen) - moment_of(first)).days / 365.25
    return next((heat for heat, limit in enumerate(HEAT_YEARS, start=1) if years < limit), len(HEAT_YEARS) + 1)


def blocks_of(clauses: Sequence[AgedClause]) -> Iterator[Block]:
    """Yield the clauses as blocks: items and rows in a row are one list, one table."""
    for kind, group in groupby(clauses, key=lambda clause: clause.kind):
        if kind in {"item", "row"}:
            yield Block(kind=kind, clauses=tuple(group))
        else:
            yield from (Block(kind=kind, clauses=(clause,)) for clause in group)


def _row(clause: AgedClause) -> Row:
    names = ("lineage", "kind", "level", "text", "since", "born", "changed")
    return {name: getattr(clause, name) for name in names}
