"""Whose policy a page is: the site's own, or that of a registrar, a parking service, another company. Pure.

To refuse a site's own policy is the worst mistake; only plain signs count, and a company that bought the site, or the
group it belongs to, may speak for it.
"""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from tracker.phrases import fold
from tracker.site_names import brand_of, registered_domain

_DEALERS = frozenset({
    "hugedomains", "sedo", "sedoparking", "godaddy", "namecheap", "dan", "afternic", "bodis", "parkingcrew", "above",
    "networksolutions", "register", "enom", "tucows", "dynadot", "porkbun", "namesilo", "uniregistry", "buydomains",
    "domainmarket", "undeveloped", "squadhelp", "atom", "efty", "gandi", "ionos", "1and1", "strato", "ovh", "name",
})  # fmt: skip
"""Registrars and dealers: where a domain leads when nobody keeps it."""

_NO_LETTERS = re.compile(r"[\W_]+")
_LONG_BRAND = 6
"""Letters; shorter ones turn up by chance where words are run together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ownership:
    """Whose policy it is (a domain or name), why we think so, and whether it is someone else's."""

    owner: str
    reason: str
    theirs: bool


def whose_policy(site: str, url: str, title: str, text: str) -> Ownership:
    """Return whose policy the text at `url` is, looked for on behalf of `site` (its host)."""
    here, there = registered_domain(site), registered_domain(urlsplit(url).hostname or site)
    if here == there:
        return Ownership(owner=here, reason="stands on the site itself", theirs=False)
    if speaks_of(site, title, text):
        return Ownership(owner=there, reason=f"stands on {there} and speaks of {brand_of(site)}", theirs=False)
    if brand_of(there) in _DEALERS:
        return Ownership(owner=there, reason=f"{there} deals in domains", theirs=True)
    return Ownership(owner=there, reason=f"stands on {there}", theirs=False)


def speaks_of(site: str, title: str, text: str) -> bool:
    """Whether a text names the site (its host): by its domain or by its brand, however that is spaced."""
    said, brand = fold(f"{title} {text[:100_000]}"), fold(brand_of(site))
    if registered_domain(site) in said or brand in said:
        return True
    letters = _NO_LETTERS.sub("", brand)
    return len(letters) >= _LONG_BRAND and letters in _NO_LETTERS.sub("", said)
