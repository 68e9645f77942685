"""A person's word on an address: the document's in a time, or none of it; the history is derived again with it."""

from collections.abc import Callable
from urllib.parse import urldefrag

from db.errors import UsageError
from db.records import Document, Location, Role
from db.store import Store
from tracker.recording.record_history import record_history
from tracker.targets.tracking import parse_target


def give_location(
    store: Store, document: Document, url: str, *, valid_from: str | None = None, valid_to: str | None = None
) -> None:
    """Make an address the document's from one timestamp to another (None: open); what crawls find leaves it so.

    Raises UsageError for what is no address, or a time that ends before it begins.
    """
    target = parse_target(url)
    if valid_from is not None and valid_to is not None and valid_to <= valid_from:
        message = f"--to {valid_to}: it ends before it begins; the address is the policy's from --from until --to"
        raise UsageError(message)
    store.give_location(document.id, urldefrag(target.url).url, valid_from=valid_from, valid_to=valid_to)
    record_history(store, document)


def reject_location(store: Store, documents: tuple[Document, ...], url: str, *, reason: str, day: str) -> Location:
    """Keep that an address is none of a document's; returns what it was. Raises UsageError where no document has it."""
    found = [
        (document, at)
        for document in documents
        for at in store.locations(document.id)
        if at.role == Role.POLICY and _same_address(at.url, url)
    ]
    if not found:
        message = f"{url}: no address of a policy; 'policytrail locations TARGET' names them"
        raise UsageError(message)
    for document, at in found:
        said = f"rejected on {day}" + (f": {reason}" if reason else "") + f" (was: {at.evidence})"
        store.reject_location(document.id, at.url, evidence=said)
        record_history(store, document)
    return found[0][1]


def _same_address(one: str, other: str) -> bool:
    plain: Callable[[str], str] = lambda url: url.partition("://")[2].removeprefix("www.").rstrip("/") or url  # noqa: E731
    return plain(one) == plain(other if "://" in other else f"http://{other}")
