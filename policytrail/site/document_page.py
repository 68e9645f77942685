"""A document's page: its life as a picture, its versions with what led to each, the doubtful ones, its addresses."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import islice

from db.assessments import StoredAssessment, meanings_by_version
from db.errors import UnknownTarget
from db.records import Document
from db.store import Store
from policytrail.meanings import version_sentences
from policytrail.site.answers import Answer, Elsewhere
from policytrail.site.asked import Asked
from policytrail.site.pictures import timeline
from tracker.assessment.meaning import Weight
from tracker.history.version_selection import choose_version
from tracker.history.version_table import doubtful_rows, history_rows
from tracker.history.version_texts import newest


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What led to a version: the heaviest weight, and a sentence or two."""

    weight: str
    text: str


def document_of(store: Store, asked: Asked) -> Document:
    """Return the document whose number is in the address; raises UnknownTarget."""
    number = asked.part("document")
    document = store.document(number)
    if document is None:
        message = f"No document has the number {number}."
        raise UnknownTarget(message)
    return document


def document_page(store: Store, asked: Asked) -> Answer | Elsewhere:
    """Answer with a document's life, or lead to the version of ?on=; raises UnknownTarget, UsageError."""
    document = document_of(store, asked)
    rows = history_rows(store, document)
    if asked.text("on") and rows:
        shown = choose_version(rows, asked.text("on"), document.name)
        return Elsewhere(path=f"/-/version/{document.id}/{shown.version}")
    doubtful, meanings = doubtful_rows(store, document), meanings_by_version(store, document.id)
    weights = {version: tuple(meaning.weight for meaning in found) for version, found in meanings.items()}
    context = {
        "document": document,
        "rows": rows,
        "now": newest(rows) if rows else None,
        "doubtful": doubtful,
        "steps": steps_to_versions(store, document.id),
        "sentences": {version: _told(found) for version, found in meanings.items() if found},
        "picture": timeline(rows, doubtful, weights),
        "locations": store.locations(document.id),
    }
    return Answer(
        template="document.html",
        context=context,
        rows=[asdict(row) for row in rows],
        about={"document": document.name, "alternating": document.alternating, "doubtful": list(map(asdict, doubtful))},
    )


def _told(meanings: Sequence[StoredAssessment]) -> Told:
    found = {meaning.weight for meaning in meanings}
    heaviest = next(weight.value for weight in reversed(Weight) if weight.value in found)
    return Told(weight=heaviest, text=" ".join(islice(version_sentences(meanings), 2)))


def steps_to_versions(store: Store, document_id: int) -> dict[int, tuple[int, ...]]:
    """Return the ids of the steps that led to each version, by its number, oldest first."""
    steps: dict[int, tuple[int, ...]] = {}
    for row in store.rows(
        "SELECT steps.id, number FROM steps JOIN versions ON versions.id = new_version_id"
        " WHERE steps.document_id = ? AND number IS NOT NULL AND NOT technical ORDER BY first_capture",
        document_id,
    ):
        steps[row["number"]] = (*steps.get(row["number"], ()), row["id"])
    return steps
