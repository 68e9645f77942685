"""Which site a host belongs to: the registered domain, by the public suffix list bundled with tldextract.

Never asks the network for a newer list, so that the same address belongs to the same site on every machine.
"""

from functools import lru_cache
from ipaddress import ip_address

import tldextract
from tldextract.tldextract import ExtractResult

_extract = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)


def ascii_host(host: str) -> str:
    """Return the host in lower case and, where it can be, in the ASCII form of IDNA.

    >>> ascii_host("Bücher.Example.")
    'xn--bcher-kva.example'
    """
    host = host.strip().strip("[]").rstrip(".").lower()
    if host.isascii():
        return host
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return host


def registered_domain(host: str) -> str:
    """Return the domain someone registered (`bbc.co.uk` of `www.bbc.co.uk`); an IP address or bare name is itself.

    Below a top-level domain that the list does not have, the name next to it, as https://publicsuffix.org/list/ says.

    >>> registered_domain("news.bbc.co.uk"), registered_domain("127.0.0.1"), registered_domain("alice.github.io")
    ('bbc.co.uk', '127.0.0.1', 'alice.github.io')
    >>> registered_domain("legal.shop.example"), registered_domain("localhost")
    ('shop.example', 'localhost')
    """
    host = ascii_host(host)
    if _is_ip(host):
        return host
    parts = _parts(host)
    if parts.suffix:
        return f"{parts.domain}.{parts.suffix}" if parts.domain else host
    return ".".join(host.split(".")[-2:])


def brand_of(host: str) -> str:
    """Return the name a domain stands for: `bbc` of `www.bbc.co.uk`, the whole of an IP address.

    >>> brand_of("www.bbc.co.uk")
    'bbc'
    """
    domain = registered_domain(host)
    return domain if _is_ip(domain) else domain.partition(".")[0]


@lru_cache(maxsize=4096)
def _parts(host: str) -> ExtractResult:
    return _extract(host)


def _is_ip(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
