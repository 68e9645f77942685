"""Changes as feeds, Atom and JSON Feed, with the redline as content: of all, of a document, a topic, a tag, a search.

https://www.rfc-editor.org/rfc/rfc4287 ; https://www.jsonfeed.org/version/1.1/
"""

import json
from dataclasses import dataclass, replace
from datetime import datetime

from feedgenerator import Atom1Feed

from db.errors import UsageError
from db.search_query import fts_expression
from db.step_cards import StepFilter, find_steps
from db.store import Store
from policytrail.site.answers import Feed
from policytrail.site.asked import Asked
from policytrail.site.cards import Card, card_of
from policytrail.site.document_page import document_of
from policytrail.site.frame import Frame, query_string, render
from policytrail.site.overview import step_filter
from tracker.text.printable import printable
from tracker.text.timestamps import readable_window

ENTRIES = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A change in a feed; `html` is its redline, `at` when it was recorded."""

    path: str
    key: str
    title: str
    html: str
    at: datetime


def feed_page(store: Store, asked: Asked) -> Feed:
    """Answer with the newest changes that are asked for, as the cards and filters of the start page have them."""
    steps = find_steps(store, _filter(store, asked), limit=ENTRIES)
    cards = tuple(card_of(step) for step in steps)
    is_atom = asked.parts["kind"] == "atom"
    path = asked.path + query_string(asked.parameters)
    return Feed(
        write=lambda frame: (atom_feed if is_atom else json_feed)(cards, frame, path),
        content_type="application/atom+xml; charset=utf-8" if is_atom else "application/feed+json; charset=utf-8",
    )


def _filter(store: Store, asked: Asked) -> StepFilter:
    number, query = asked.text("document"), asked.text("q")
    if number and not (number.isascii() and number.isdigit() and len(number) < 19):
        message = f"document={number}: the number of a document stands here"
        raise UsageError(message)
    document = document_of(store, replace(asked, parts={"document": number})) if number else None
    wanted = step_filter(asked, document_id=document.id if document else None)
    return replace(wanted, expression=fts_expression(query) if query else None)


def _entry(card: Card, frame: Frame) -> Entry:
    step = card.step
    return Entry(
        path=f"/-/change/{step.step}",
        key=f"urn:policytrail:change:{step.document_id}:{step.not_before}:{step.first_capture}",
        title=printable(f"{step.document} changed {readable_window(step.not_before, step.first_capture)}"),
        html=_without_controls(render("entry.html", {"card": card}, frame)),
        at=datetime.fromisoformat(step.recorded_at),
    )


def _without_controls(text: str) -> str:
    """XML knows no control characters, escaped or not (https://www.w3.org/TR/xml/#charsets)."""
    return "".join(character for character in text if character in "\n\t" or character.isprintable())


def atom_feed(cards: tuple[Card, ...], frame: Frame, path: str) -> str:
    """Return changes as an Atom feed."""
    feed = Atom1Feed(
        title=frame.title,
        link=frame.absolute("/"),
        feed_url=frame.absolute(path),
        description="Changed policies",
        language="en",
    )
    for entry in (_entry(card, frame) for card in cards):
        feed.add_item(
            title=entry.title,
            link=frame.absolute(entry.path),
            description=entry.html,
            unique_id=entry.key,
            updateddate=entry.at,
            pubdate=entry.at,
        )
    return str(feed.writeString("utf-8"))


def json_feed(cards: tuple[Card, ...], frame: Frame, path: str) -> str:
    """Return changes as a JSON Feed."""
    items = [
        {
            "id": entry.key,
            "url": frame.absolute(entry.path),
            "title": entry.title,
            "content_html": entry.html,
            "date_published": entry.at.isoformat(),
            "tags": list(card.topics),
        }
        for card, entry in ((card, _entry(card, frame)) for card in cards)
    ]
    value = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": frame.title,
        "home_page_url": frame.absolute("/"),
        "feed_url": frame.absolute(path),
        "items": items,
    }
    return json.dumps(value, ensure_ascii=False)
