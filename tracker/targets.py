"""What a person names, as something to track."""

from urllib.parse import urlsplit

from db.errors import UnknownTarget, UsageError
from db.records import Document
from db.store import Store


def parse_target(target: str) -> tuple[str, str]:
    """Return (host, address) of a policy's URL; raises UsageError for what is none."""
    target = target.strip()
    parts = urlsplit(target if "://" in target else f"https://{target}")
    if parts.scheme not in {"http", "https"} or not parts.hostname or "." not in parts.hostname or " " in target:
        message = f"{target!r}: not the address of a policy; write it like https://example.com/privacy"
        raise UsageError(message)
    return parts.hostname.removeprefix("www."), parts.geturl()


def add_target(store: Store, target: str) -> Document:
    """Track a target unless it is tracked already; returns its document. Raises UsageError for a bad address."""
    try:
        return store.find_document(target)
    except UnknownTarget:
        host, url = parse_target(target)
        store.add_document(url, host=host, url=url)
        return store.find_document(url)
