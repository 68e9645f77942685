"""The pages one begins with: recent changes, and the documents."""

from dataclasses import dataclass
from enum import StrEnum

from db.document_cards import (
    DocumentCard,
    DocumentFilter,
    DocumentOrder,
    count_documents,
    document_choices,
    list_documents,
)
from db.errors import UnknownTarget
from db.step_cards import StepFilter, find_steps
from db.store import Store
from policytrail.meanings import TOPIC_WORDS
from policytrail.site.answers import Answer, Elsewhere, Row
from policytrail.site.asked import Asked
from policytrail.site.cards import Card, card_of
from policytrail.site.pictures import Bar, sparkline
from tracker.assessment.meaning import Weight

CARDS, DOCUMENTS, DOCUMENTS_AT_START = 12, 50, 10
Topic = StrEnum("Topic", {topic: topic for topic in TOPIC_WORDS})  # type: ignore[misc]  # made of a table


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedDocument:
    """A document in a list, with its sparkline."""

    card: DocumentCard
    bars: tuple[Bar, ...]


def step_filter(asked: Asked, *, document_id: int | None = None) -> StepFilter:
    """Return which changes an address asks for; raises UsageError for a word that is none."""
    least = asked.choice("weight", Weight) or Weight.EDITORIAL
    weights = list(Weight)
    topic = asked.choice("topic", Topic)
    year = asked.date("year")
    return StepFilter(
        document_id=document_id,
        weights=tuple(weight.value for weight in weights[weights.index(least) :]),
        topic=topic.value if topic else None,
        language=asked.text("language") or None,
        tag=asked.text("tag") or None,
        since=asked.date("from") or year,
        until=asked.date("until") or year,
    )


def start_page(store: Store, asked: Asked) -> Answer:
    """Answer with the newest changes as cards, and the documents that changed last."""
    page = asked.page()
    found = find_steps(store, step_filter(asked), limit=CARDS + 1, offset=(page - 1) * CARDS)
    cards = [card_of(step) for step in found[:CARDS]]
    wanted = _document_filter(asked)
    choices = document_choices(store)
    listed = [
        ListedDocument(card=card, bars=sparkline(card.steps, choices.first_year, choices.last_year))
        for card in list_documents(store, wanted, DocumentOrder.CHANGED, limit=DOCUMENTS_AT_START)
    ]
    return Answer(
        template="start.html",
        context={
            "cards": cards,
            "page": page,
            "more": len(found) > CARDS,
            "documents": listed,
            "total": count_documents(store, wanted),
            "choices": choices,
        },
        rows=[card_row(card) for card in cards],
        about={"page": page, "more": len(found) > CARDS},
    )


def documents_page(store: Store, asked: Asked) -> Answer | Elsewhere:
    """Answer with the documents, or lead to the one that ?document= names; raises UnknownTarget, UsageError."""
    name = asked.parameters.get("document")
    if name is not None:
        return Elsewhere(path=f"/-/history/{_named(store, name)}")
    page, order = asked.page(), asked.choice("sort", DocumentOrder) or DocumentOrder.NAME
    wanted, choices = _document_filter(asked), document_choices(store)
    cards = list_documents(store, wanted, order, limit=DOCUMENTS, offset=(page - 1) * DOCUMENTS)
    total = count_documents(store, wanted)
    listed = [
        ListedDocument(card=card, bars=sparkline(card.steps, choices.first_year, choices.last_year)) for card in cards
    ]
    context = {
        "documents": listed,
        "page": page,
        "more": page * DOCUMENTS < total,
        "total": total,
        "choices": choices,
        "order": order.value,
        "orders": tuple(order.value for order in DocumentOrder),
    }
    return Answer(
        template="documents.html",
        context=context,
        rows=[document_row(card) for card in cards],
        about={"page": page, "total": total},
    )


def _named(store: Store, name: str) -> int:
    found = store.rows("SELECT id FROM documents WHERE name = ?", name)
    if not found:
        raise UnknownTarget("no document of that name is tracked")
    return int(found[0]["id"])


def _document_filter(asked: Asked) -> DocumentFilter:
    return DocumentFilter(
        name=asked.text("name") or None,
        language=asked.text("language") or None,
        tag=asked.text("tag") or None,
        year=(asked.date("year") or "")[:4] or None,
    )


def card_row(card: Card) -> Row:
    """Return a change as a row for programs."""
    step, change = card.step, card.step.change
    return {
        "step": step.step,
        "document_id": step.document_id,
        "document": step.document,
        "not_before": step.not_before,
        "first_capture": step.first_capture,
        "weight": card.weight,
        "topics": card.topics,
        "summary": card.sentence,
        "changes": len(step.meanings),
        "section": change.section if change else None,
        "reason": change.meaning.reason if change else None,
        "old_text": change.old_text if change else None,
        "new_text": change.new_text if change else None,
    }


def document_row(card: DocumentCard) -> Row:
    """Return a document as a row for programs."""
    return {
        "id": card.id,
        "document": card.document,
        "site": card.site,
        "kind": card.kind,
        "versions": card.versions,
        "first_change": card.first_change,
        "last_change": card.last_change,
        "last_capture": card.last_capture,
        "looked_until": card.looked_until,
        "alternating": card.alternating,
    }
