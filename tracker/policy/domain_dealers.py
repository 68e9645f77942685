"""Registrars, parking services and dealers in domains: who speaks where a domain leads that nobody keeps. Pure.

The list is of those with the most domains parked or for sale; whoever is not on it is judged by names alone.
"""

import re

from tracker.text.phrases import compile_phrases
from tracker.text.site_names import registered_domain

_DEALERS = {
    "afternic": ("afternic.com",),
    "bodis": ("bodis.com",),
    "buydomains": ("buydomains.com",),
    "dan.com": ("dan.com", "undeveloped.com"),
    "domain market": ("domainmarket.com",),
    "dynadot": ("dynadot.com",),
    "efty": ("efty.com",),
    "enom": ("enom.com",),
    "epik": ("epik.com",),
    "gandi": ("gandi.net",),
    "giant panda": ("giantpanda.com",),
    "godaddy": ("godaddy.com", "secureserver.net", "wsimg.com"),
    "hugedomains": ("hugedomains.com", "turncommerce.com", "namebright.com"),
    "namecheap": ("namecheap.com",),
    "namesilo": ("namesilo.com",),
    "network solutions": ("networksolutions.com", "web.com"),
    "parkingcrew": ("parkingcrew.com", "parkingcrew.net", "teaminternet.com"),
    "porkbun": ("porkbun.com",),
    "register.com": ("register.com",),
    "sav.com": ("sav.com",),
    "sedo": ("sedo.com", "sedo.de", "sedoparking.com"),
    "spaceship": ("spaceship.com",),
    "squadhelp": ("squadhelp.com", "atom.com"),
    "tucows": ("tucows.com", "opensrs.com", "hover.com"),
    "uniregistry": ("uniregistry.com", "uni.link"),
    "above.com": ("above.com", "trellian.com"),
    "skenzo": ("skenzo.com",),
    "smartname": ("smartname.com",),
    "domainsponsor": ("domainsponsor.com", "oversee.net"),
    "marchex": ("marchex.com",),
    "nic.ru": ("nic.ru", "reg.ru"),
}
_BY_DOMAIN = {domain: name for name, domains in _DEALERS.items() for domain in domains}
_HEAD_CHARACTERS = 300
_OFTEN = 3
"""How often a dealer names himself in his own policy; a site that is hosted by one names him once."""
_PATTERN: re.Pattern[str] = compile_phrases(_DEALERS)


def dealer_of_host(host: str) -> str | None:
    """Return the dealer a host belongs to, None if it is nobody's we know.

    >>> dealer_of_host("www.hugedomains.com"), dealer_of_host("example.com")
    ('hugedomains', None)
    """
    return _BY_DOMAIN.get(registered_domain(host))


def dealer_who_speaks(title: str, text: str) -> str | None:
    """Return the dealer a folded text speaks for: named at its head or in its title, and again and again; else None."""
    named = [found[0] for found in _PATTERN.finditer(text)]
    head = _PATTERN.search(f"{title}\n{text[:_HEAD_CHARACTERS]}")
    return head[0] if head and named.count(head[0]) >= _OFTEN else None
