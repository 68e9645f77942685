"""An Atom file of messages, for readers of feeds: written whole beside its place and then put there."""

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from feedgenerator import Atom1Feed

from tracker.alerts.channels import DeliveryFailed
from tracker.text.printable import printable


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A message in the feed; `key` is its identity."""

    key: str
    title: str
    html: str
    at: datetime
    link: str


def render_atom(entries: tuple[Entry, ...], link: str) -> str:
    """Return the feed, the newest entry first."""
    feed = Atom1Feed(title="policytrail", link=link, description="Changed policies", language="en")
    for entry in entries:
        feed.add_item(
            title=printable(entry.title),
            link=entry.link or link,
            description=_without_controls(entry.html),
            unique_id=f"urn:policytrail:{entry.key}",
            updateddate=entry.at,
            pubdate=entry.at,
        )
    return str(feed.writeString("utf-8"))


def _without_controls(text: str) -> str:
    """XML knows no control characters, escaped or not (https://www.w3.org/TR/xml/#charsets)."""
    return "".join(character for character in text if character in "\n\t" or character.isprintable())


def write_atom(path: str, page: str) -> None:
    """Put the feed at its place, so that nobody reads half of it; raises DeliveryFailed."""
    place = Path(path)
    beside = place.with_name(f".{place.name}.{os.getpid()}")
    try:
        beside.write_text(page, encoding="utf-8")
        beside.replace(place)
    except OSError as error:
        raise DeliveryFailed(f"the feed cannot be written ({error.strerror})") from error
