"""What a person names, as something to track: a site, or the address of a policy."""

from dataclasses import dataclass
from urllib.parse import urldefrag, urlsplit, urlunsplit

from db.errors import UnknownTarget, UsageError
from db.records import Document, Role
from db.store import Store
from tracker.policy.names import PRIVACY, document_kind
from tracker.text.site_names import ascii_host

MAX_TARGET = 2000
"""Characters; browsers and the Wayback Machine's index take no longer addresses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A site (`url` is its homepage) or a document (`url` is the policy's address); `section` is the part asked for.

    A section that begins with `#` is a fragment of the page, any other a heading on it.
    """

    name: str
    host: str
    url: str
    is_site: bool
    kind: str
    section: str | None


def parse_target(target: str, *, document: str = PRIVACY, section: str | None = None) -> Target:
    """Return what a person means; raises UsageError for what is neither a site nor the address of a page.

    >>> parse_target("GitHub.com").url, parse_target("https://buffer.com/legal#privacy-policy").section
    ('http://github.com/', '#privacy-policy')
    """
    target = target.strip()
    kind = document_kind(document)
    try:
        whole, fragment = urldefrag(target if "://" in target else f"https://{target}")
        parts = urlsplit(whole)
        host = ascii_host(parts.hostname or "").removeprefix("www.")
        is_web = parts.scheme in {"http", "https"} and parts.port != 0 and parts.username is None
    except ValueError:  # a bracket that is not closed, a port that is no number
        is_web = False
    has_spaces = any(character.isspace() for character in target)
    if not is_web or not _is_host(host) or has_spaces or len(target) > MAX_TARGET:
        hint = "write it like example.com or https://example.com/privacy"
        message = f"{target[:100]!r}: neither a site nor an address; {hint}"
        raise UsageError(message)
    asked = section or (f"#{fragment}" if fragment else None)
    if not parts.path.strip("/") and not parts.query and asked is None:
        place = host if parts.port is None else f"{host}:{parts.port}"
        name = place if kind == PRIVACY else f"{place} ({kind})"
        return Target(name=name, host=host, url=f"http://{place}/", is_site=True, kind=kind, section=None)
    url = urlunsplit(parts)
    name = url + (asked if asked and asked.startswith("#") else f"#{asked}" if asked else "")
    return Target(name=name, host=host, url=url, is_site=False, kind=kind, section=asked)


def _is_host(host: str) -> bool:
    """Whether a name can be one of the web's: a dot (or the colons of an IPv6 address), no odd characters."""
    return ("." in host.strip(".") or ":" in host) and all(part.isalnum() or part in "-._:" for part in host)


def track(store: Store, target: Target) -> bool:
    """Track a target; returns False if it was tracked already."""
    return store.add_document(
        target.name,
        host=target.host,
        url=target.url,
        role=Role.HOMEPAGE if target.is_site else Role.POLICY,
        kind=target.kind,
        section=target.section,
    )


def add_target(store: Store, name: str, *, document: str = PRIVACY, section: str | None = None) -> Document:
    """Return the document of a target, tracking it unless it is tracked already; raises UsageError for nonsense."""
    target = parse_target(name, document=document, section=section)
    if not target.is_site and section is None:
        try:
            return store.find_document(name)
        except UnknownTarget:
            pass
    track(store, target)
    return store.find_document(target.name)
