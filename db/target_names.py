"""The ways in which people write the name of a target, and the names that one mistyped may stand for. Pure."""

import difflib
import re
from collections.abc import Iterable
from itertools import product

MAX_COMPARED = 20_000
"""Names; comparing a mistyped one with more would take longer than a second."""
_BEFORE_HOST = re.compile(r"^(?:https?:)?(?://)?(?:www\.)?", re.IGNORECASE)
_HOST = re.compile(r"^[^/?#]*")


def bare_name(target: str) -> str:
    """Return what people mean by a name: without scheme, `www.` and last slash, the host in lower case and ASCII.

    >>> bare_name("HTTPS://www.Example.com/Privacy/"), bare_name("bücher.example")
    ('example.com/Privacy', 'xn--bcher-kva.example')
    """
    bare = _BEFORE_HOST.sub("", target.strip())
    host = _HOST.match(bare)
    end = host.end() if host else 0
    return (_ascii(bare[:end].lower()) + bare[end:]).rstrip("/")


def _ascii(host: str) -> str:
    try:
        return host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError:
        return host


def spellings(target: str) -> tuple[str, ...]:
    """Return all names and addresses that mean the same as the one given.

    >>> spellings("www.a.example")[:4]
    ('a.example', 'a.example/', 'www.a.example', 'www.a.example/')
    """
    bare = bare_name(target)
    return tuple(
        f"{scheme}{www}{bare}{slash}"
        for scheme, www, slash in product(("", "https://", "http://"), ("", "www."), ("", "/"))
    )


def similar_names(target: str, names: Iterable[str], *, limit: int = 3) -> tuple[str, ...]:
    """Return the names that may have been meant, the likeliest first: of hosts above or below, then alike in letters.

    >>> similar_names("github.com", ["https://docs.github.com/privacy", "gitlab.com"])
    ('https://docs.github.com/privacy', 'gitlab.com')
    """
    asked = bare_name(target)
    by_bare = {bare_name(name): name for name in names}
    related = [name for bare, name in by_bare.items() if _is_related(_host(asked), _host(bare))]
    compared = list(by_bare)[:MAX_COMPARED]
    alike = [by_bare[bare] for bare in difflib.get_close_matches(asked, compared, n=limit, cutoff=0.75)]
    by_host = {_host(bare): name for bare, name in reversed(by_bare.items())}
    alike += [
        by_host[host] for host in difflib.get_close_matches(_host(asked), by_host, n=limit, cutoff=0.8) if _host(asked)
    ]
    return tuple(dict.fromkeys([*sorted(related, key=len), *alike]))[:limit]


def _host(bare: str) -> str:
    host = _HOST.match(bare)
    return host[0].partition(" ")[0] if host else ""


def _is_related(asked: str, host: str) -> bool:
    """Whether one host is the other, or lies below it; a top-level domain alone is nobody's."""
    shorter, longer = sorted((asked, host), key=len)
    return "." in shorter and (longer == shorter or longer.endswith(f".{shorter}"))
