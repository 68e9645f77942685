"""What a person names, as something to track: a site, or the address of a policy."""

from dataclasses import dataclass
from urllib.parse import urldefrag, urlsplit, urlunsplit

from db.errors import UsageError
from db.records import Document, Role
from db.store import Store
from tracker.policy.names import PRIVACY, document_kind
from tracker.text.site_names import ascii_host

MAX_TARGET = 2000
"""Characters; browsers and the Wayback Machine's index take no longer addresses."""

_TEXT_MARK = ":~:"
"""What follows in a copied address is words that a browser marks: https://wicg.github.io/scroll-to-text-fragment/"""


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
        fragment = fragment.partition(_TEXT_MARK)[0]
        parts = urlsplit(whole)
        host = ascii_host(parts.hostname or "").removeprefix("www.")
        is_web = parts.scheme in {"http", "https"} and parts.port != 0 and parts.username is None
    except ValueError:  # a bracket that is not closed, a port that is no number
        is_web = False
    has_spaces = any(character.isspace() for character in target)
    is_host = is_web and (_is_host(host) or _is_local_host(host, is_typed_whole="://" in target))
    if not is_host or has_spaces or len(target) > MAX_TARGET:
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


def _is_local_host(host: str, *, is_typed_whole: bool) -> bool:
    """Whether a name is one of a local net, which has no dot: but for localhost only where its scheme was typed too."""
    can_be = bool(host) and all(part.isalnum() or part in "-_" for part in host)
    return can_be and (is_typed_whole or host == "localhost")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tracked:
    """A target's document; `is_new` is False if it was tracked already."""

    document: Document
    is_new: bool


def track(store: Store, name: str, *, document: str | None = None, section: str | None = None) -> Tracked:
    """Track a target; raises UsageError for nonsense.

    Without `document` the one at that address is meant, whatever its kind, else the privacy policy. Another kind of
    policy at an address that is tracked is a document of its own.
    """
    target = parse_target(name, document=document or PRIVACY, section=section)
    if not target.is_site and section is None:
        found = store.find_documents(name)
        meant = [each for each in found if each.kind == target.kind] or (found if document is None else ())
        if len(meant) == 1:
            return Tracked(document=meant[0], is_new=False)
    free_name = _free_name(store, target)
    is_new = store.add_document(
        free_name,
        host=target.host,
        url=target.url,
        role=Role.HOMEPAGE if target.is_site else Role.POLICY,
        kind=target.kind,
        section=target.section,
    )
    return Tracked(document=store.find_document(free_name), is_new=is_new)


def _free_name(store: Store, target: Target) -> str:
    """The target's name, with its kind if a policy of another kind has the name."""
    named = store.find_documents(target.name)[:1]
    taken = any(each.name == target.name and each.kind != target.kind for each in named)
    return f"{target.name} ({target.kind})" if taken else target.name
