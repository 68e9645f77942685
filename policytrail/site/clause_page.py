"""The life of a clause as a stack of redlines, and the clauses of a document that stand longest."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from db.errors import UnknownTarget
from db.store import Store
from policytrail.site.answers import Answer
from policytrail.site.asked import Asked
from policytrail.site.document_page import document_of, steps_to_versions
from policytrail.site.version_page import aged_clauses
from tracker.diff.word_diff import Segment, diff_words
from tracker.history.blame import Wording, blame, clause_life
from tracker.history.version_table import HistoryRow, history_rows
from tracker.history.version_texts import newest
from tracker.text.timestamps import readable_date, readable_window

MOST_CLAUSES = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class LifeStage:
    """A wording: since when, until when, what it changed of the one before (a redline); `gone`: when it went, if so."""

    first: int
    last: int
    since: str
    until: str
    text: str
    redline: tuple[Segment, ...]
    steps: tuple[int, ...]
    gone: str | None


def clause_page(store: Store, asked: Asked) -> Answer:
    """Answer with a clause's whole life; raises UnknownTarget."""
    document, lineage = document_of(store, asked), asked.part("lineage")
    rows = {row.version: row for row in history_rows(store, document)}
    spans = store.spans(document.id)
    if all(span.lineage != lineage for span in spans):
        message = f"{document.name} has no clause {lineage}."
        raise UnknownTarget(message)
    life = clause_life(spans, store.origins(document.id), lineage)
    stages = stages_of(life.wordings, rows, steps_to_versions(store, document.id))
    texts = {span.lineage: span.text for span in spans}
    context = {"document": document, "life": life, "stages": tuple(reversed(stages)), "texts": texts}
    found = [
        {
            "first_version": stage.first,
            "last_version": stage.last,
            "since": stage.since,
            "until": stage.until,
            "gone": stage.gone,
            "text": stage.text,
        }
        for stage in stages
    ]
    about = {"document": document.name, "lineage": lineage, "kind": life.kind}
    return Answer(template="clause.html", context=context, rows=found, about=about)


def stages_of(
    wordings: Sequence[Wording], rows: Mapping[int, HistoryRow], steps: Mapping[int, tuple[int, ...]]
) -> tuple[LifeStage, ...]:
    """Return the wordings, oldest first, each with what it changed."""
    stages = []
    for wording, before, after in zip(wordings, (None, *wordings), (*wordings[1:], None), strict=False):
        went = wording.last + 1 in rows and (after is None or after.first > wording.last + 1)
        end = rows[wording.last + 1] if went else None
        stages.append(
            LifeStage(
                first=wording.first,
                last=wording.last,
                since=readable_window(rows[wording.first].not_before, rows[wording.first].first_capture),
                until=readable_date(rows[wording.last].last_capture),
                text=wording.text,
                redline=diff_words(before.text if before else wording.text, wording.text),
                steps=steps.get(wording.first, ()),
                gone=readable_window(end.not_before, end.first_capture) if end else None,
            )
        )
    return tuple(stages)


def clauses_page(store: Store, asked: Asked) -> Answer:
    """Answer with the clauses of the newest version, the oldest first; raises UnknownTarget."""
    document = document_of(store, asked)
    rows = {row.version: row for row in history_rows(store, document)}
    if not rows:
        message = f"{document.name}: no version is recorded yet."
        raise UnknownTarget(message)
    number = newest(tuple(rows.values())).version
    spans = store.spans(document.id)
    lines = sorted(blame(spans, store.origins(document.id), number), key=lambda line: (line.worded, line.born))
    body = [line for line in lines if line.kind != "heading"][:MOST_CLAUSES]
    clauses = aged_clauses(spans, body, rows, number)
    names = ("lineage", "kind", "text", "since", "born", "changed")
    return Answer(
        template="clauses.html",
        context={"document": document, "clauses": clauses, "version": number},
        rows=[{name: getattr(clause, name) for name in names} for clause in clauses],
        about={"document": document.name, "version": number},
    )
