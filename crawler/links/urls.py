"""Addresses as pages write them, and as we compare and store them. Pure.

An archived page may carry its archive's addresses, a base of its own, scripts in place of addresses, and
a dozen spellings of one address; all of it is undone here, before anything is compared or stored.
"""

import re
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from tracker.text.site_names import ascii_host, registered_domain

# /web/20090101000000id_/http://x/ as the Wayback Machine and pywb write it, whatever host and path stand before;
# a collapsed "http:/x" comes from servers that normalize paths; "%3A" from clients that quote too much.
_ARCHIVE_PREFIX = re.compile(
    r"^(?:(?:https?:)?//[^/?#]+)?(?:/[\w.~-]+){0,4}?/(?:\d{1,14}|\*)(?:[a-z]{2}_)?/(?=(?:https?|ftp)(?::|%3a)/)",
    re.IGNORECASE,
)
_COLLAPSED_SCHEME = re.compile(r"^(https?|ftp):/+(?=[^/])", re.IGNORECASE)
_QUOTED_SCHEME = re.compile(r"^(?:https?|ftp)%3a", re.IGNORECASE)
_SCHEME = re.compile(r"^([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_HOST_AND_PORT = re.compile(r"^[\w.-]+\.[a-z]{2,}:\d+(?:/|$)", re.IGNORECASE)
# The first literal of a script that looks like an address; `('x','y')` opens the first of them.
_SCRIPT_LITERAL = re.compile(
    r"""(["'])((?:https?://|\.{0,2}/|\?)[^"'\s<>]{1,2000}|[^"'\s<>(){};,]{1,500}\.[a-z]{3,5}(?:[?#][^"'\s<>]{0,500})?)\1""",
    re.IGNORECASE,
)
_WHITESPACE = re.compile(r"[\t\r\n]+")
_INDEX_PAGE = re.compile(r"/(?:index|default)\.(?:html?|php\d?|aspx?|jsp|cfm|shtml)$", re.IGNORECASE)
_DEFAULT_PORTS = frozenset({80, 443})
_SESSION_KEYS = re.compile(
    r"^(?:phpsessid|jsessionid|sid|session_?id|aspsessionid\w*|cfid|cftoken|utm_\w+|ref|referrer|gclid|fbclid|_ga|osCsid)$",
    re.IGNORECASE,
)
_SESSION_IN_PATH = re.compile(r";jsessionid=[^/?#]*", re.IGNORECASE)
MAX_ADDRESS = 4000
"""Characters; browsers and the Wayback Machine's index stop at about 2,000."""


def original_address(url: str) -> str:
    """Return the address that was archived, of an address inside an archive; any other unchanged.

    >>> original_address("https://web.archive.org/web/20090101000000id_/http://x.com/privacy")
    'http://x.com/privacy'
    >>> original_address("/web/2009/http:/x.com/")
    'http://x.com/'
    """
    url = url.strip()
    for _ in range(3):  # an archive of an archive; deeper is a trap
        stripped = _ARCHIVE_PREFIX.sub("", url, count=1)
        if stripped == url:
            break
        url = unquote(stripped) if _QUOTED_SCHEME.match(stripped) else stripped
        url = _COLLAPSED_SCHEME.sub(lambda found: f"{found[1]}://", url)
    return url


def resolve(href: str, *, page_url: str, base: str | None) -> str | None:
    """Return the absolute address of `href` on the page at `page_url`; None where it leads to no page of the web.

    `base` is the page's `<base href>`. A `javascript:` link that opens a literal address leads there.

    >>> resolve("../privacy", page_url="http://x.com/a/b/", base=None)
    'http://x.com/a/privacy'
    >>> resolve("javascript:window.open('/privacy.html')", page_url="http://x.com/", base=None)
    'http://x.com/privacy.html'
    >>> resolve("mailto:privacy@x.com", page_url="http://x.com/", base=None)
    """
    href = _WHITESPACE.sub("", href.strip())
    if len(href) > MAX_ADDRESS:
        return None
    scheme = _SCHEME.match(href)
    if scheme and scheme[1].lower() in {"javascript", "vbscript"}:
        literal = script_address(unquote(href))
        return None if literal is None else resolve(literal, page_url=page_url, base=base)
    if scheme and scheme[1].lower() not in {"http", "https"} and not _HOST_AND_PORT.match(href):
        return None
    try:
        address = urljoin(
            _start(page_url, base), _COLLAPSED_SCHEME.sub(lambda found: f"{found[1]}://", original_address(href))
        )
        parts = urlsplit(address)
        is_web = parts.scheme in {"http", "https"} and bool(parts.hostname) and "cdn-cgi/l/email" not in parts.path
    except ValueError:  # "http://[broken" and other things that are no address
        return None
    return original_address(address).replace(" ", "%20") if is_web else None


def _start(page_url: str, base: str | None) -> str:
    """Return where the relative links of a page start; empty if its address is broken."""
    try:
        start = urljoin(original_address(page_url), original_address(base.strip()) if base else "")
        return urlsplit(start).geturl()
    except ValueError:  # "http://[broken"
        return ""


def script_address(script: str) -> str | None:
    """Return the first literal in a script that is an address, as written; None if there is none.

    >>> script_address("window.open('privacy.html','w','width=300'); return false")
    'privacy.html'
    """
    found = _SCRIPT_LITERAL.search(script[:MAX_ADDRESS])
    return found[2] if found else None


def page_key(url: str) -> str:
    """Return one key for all spellings of an address: what is equal here is one page.

    Scheme, `www.`, default port, fragment, final slash, index page, case, sessions and the order of the query are
    dropped: archives look addresses up without regard to most of them (see crawler.archive.urlkeys).

    >>> page_key("HTTP://www.X.com:80/legal/index.html#top"), page_key("https://x.com/legal/")
    ('x.com/legal', 'x.com/legal')
    """
    address, _ = urldefrag(original_address(url))
    if "://" not in address:
        address = f"http://{address.removeprefix('//')}"
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return address.lower()
    host = ascii_host(parts.hostname or "").removeprefix("www.")
    place = f"{host}:{port}" if port and port not in _DEFAULT_PORTS else host
    path = _INDEX_PAGE.sub("/", unquote(_SESSION_IN_PATH.sub("", parts.path)))
    path = re.sub(r"/{2,}", "/", path).rstrip("/")
    keys = sorted(part for part in parts.query.split("&") if part and not _SESSION_KEYS.match(part.partition("=")[0]))
    return (place + path + ("?" + "&".join(keys) if keys else "")).lower()


def without_session(url: str) -> str:
    """Return the address without what names one visitor's session, which no other visit of the archive's shares.

    >>> without_session("http://x.com/privacy.asp?sid=3f9a&page=2"), without_session("http://x.com/p;jsessionid=A1?sid=2")
    ('http://x.com/privacy.asp?page=2', 'http://x.com/p')
    """
    address, _, query = url.partition("?")
    kept = [part for part in query.split("&") if part and not _SESSION_KEYS.match(part.partition("=")[0])]
    return _SESSION_IN_PATH.sub("", address) + ("?" + "&".join(kept) if kept else "")


def host_of(url: str) -> str:
    """Return the host of an address or of a bare host name, in ASCII and lower case; empty if there is none.

    >>> host_of("HTTPS://user@Www.X.com:8080/p")
    'www.x.com'
    """
    address = original_address(url)
    try:
        return ascii_host(urlsplit(address if "//" in address else f"//{address}").hostname or "")
    except ValueError:
        return ""


def same_site(first: str, second: str) -> bool:
    """Whether two addresses or hosts belong to one registered domain.

    >>> same_site("https://docs.github.com/x", "github.com"), same_site("a.github.io", "b.github.io")
    (True, False)
    """
    here, there = host_of(first), host_of(second)
    return bool(here) and bool(there) and registered_domain(here) == registered_domain(there)
