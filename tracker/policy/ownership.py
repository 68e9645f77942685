"""Whose policy a page is: the site's own, or that of a registrar, a dealer in domains, another company. Pure.

To refuse a site's own policy is the worst mistake, so a page is only called someone else's where all it says of itself
points there: a dealer in domains that speaks on a site that is not his, or, where nothing but a redirect led to it,
another domain that speaks for itself and never of the site. A policy that moved to its company's other domain names the
site, shares a name with it, or says what the policy before it said.
"""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from tracker.policy.domain_dealers import dealer_of_host, dealer_who_speaks
from tracker.text.phrases import fold
from tracker.text.site_names import ascii_host, brand_of, registered_domain

_MAX_CHARACTERS = 100_000
_SHORT_NAME = 4
"""Letters; a name as short as this may be part of any word, so it has to stand alone."""
_OFTEN = 2
"""How often a text names the company that speaks; a single time may be a partner."""
_LONG_LINE = 30
"""Characters; shorter lines are headings that any policy has."""
_SHARED_LINES = 0.3
"""The share of the lines of a policy that a new address keeps, at least, when it is the old policy that moved."""
_NOT_LETTERS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ownership:
    """Whose policy it is (a registered domain or a dealer), why we think so, and whether it is someone else's."""

    owner: str
    reason: str
    theirs: bool


def whose_policy(
    site: str, url: str, title: str, text: str, *, is_redirected: bool = False, text_before: str = ""
) -> Ownership:
    """Return whose policy the text at `url` is, looked for on behalf of `site` (its host).

    `is_redirected`: nothing but a redirect leads from the site to `url`; no page of it links there, no person named it.
    `text_before` is the text the document had at its address before, empty if there was none.
    """
    here, there = registered_domain(site), registered_domain(_host(url) or site)
    names_site = speaks_of(site, title, text)
    dealer = _dealer(here, there, title, text, names_site=names_site)
    if dealer is not None:
        return Ownership(owner=dealer, reason=f"{dealer} deals in domains and speaks here", theirs=True)
    if here == there:
        return Ownership(owner=here, reason="it stands on the site itself", theirs=False)
    own = _why_still_own(here, there, names_site=names_site) or _why_the_same(text, text_before)
    if is_redirected and own is None and _speaks_for(there, title, text):
        return Ownership(owner=there, reason=f"it stands on {there}, speaks for it, never of {here}", theirs=True)
    reason = f"it stands on {there}, and {own or 'nothing speaks against it'}"
    return Ownership(owner=here, reason=reason, theirs=False)


def speaks_of(site: str, title: str, text: str) -> bool:
    """Whether a text names the site (its host): by its domain, or by the name that stands for, however it is spaced."""
    domain, said = registered_domain(site), f"{title}\n{text[:_MAX_CHARACTERS]}"
    if domain in said.lower():  # most policies name their domain; folding a long text takes 20 ms
        return True
    return _times_named(domain, fold(said)) > 0


def _dealer(here: str, there: str, title: str, text: str, *, names_site: bool) -> str | None:
    """Return the registrar or dealer whose page it is, None if nothing says so."""
    if here != there and dealer_of_host(there):
        return there
    return None if names_site else dealer_who_speaks(fold(title), fold(text[:_MAX_CHARACTERS]))


def _speaks_for(domain: str, title: str, text: str) -> bool:
    """Whether a text names a domain the way a company names itself."""
    return _times_named(domain, fold(title)) > 0 or _times_named(domain, fold(text[:_MAX_CHARACTERS])) >= _OFTEN


def _why_still_own(here: str, there: str, *, names_site: bool) -> str | None:
    """Return why a policy on another domain is the site's all the same, None if nothing says so."""
    name_here, name_there = _name(here), _name(there)
    shorter, longer = sorted((name_here, name_there), key=len)
    if names_site:
        return f"it names {name_here}"
    if len(shorter) >= _SHORT_NAME and shorter in longer:
        return "both bear one name"
    if len(name_there) >= _SHORT_NAME and name_there in here:
        return f"{here} is a place on it"
    return None


def _times_named(domain: str, text: str) -> int:
    """Return how often a folded text names a domain, or the name it stands for however it is spaced."""
    name = _name(domain)
    if len(name) > _SHORT_NAME:
        return _NOT_LETTERS.sub("", text).count(name)
    return len(re.findall(rf"(?<!\w){re.escape(name)}(?!\w)", text)) + text.count(domain)


def _name(domain: str) -> str:
    """Return the letters a domain stands for: `opentermsarchive` of `open-terms-archive.org`, in its own script."""
    brand = brand_of(domain)
    if brand.startswith("xn--"):
        try:
            brand = brand.encode("ascii").decode("idna")
        except UnicodeError:
            return brand
    return _NOT_LETTERS.sub("", fold(brand)) or brand


def _why_the_same(text: str, text_before: str) -> str | None:
    """Return why the text is the one before it that moved, None unless it keeps enough of its lines."""
    lines, before = _long_lines(text), _long_lines(text_before)
    if not lines or not before or len(lines & before) / min(len(lines), len(before)) < _SHARED_LINES:
        return None
    return "it says what the policy before it said"


def _long_lines(text: str) -> frozenset[str]:
    return frozenset(fold(line) for line in text[:_MAX_CHARACTERS].splitlines() if len(line) >= _LONG_LINE)


def _host(url: str) -> str:
    try:
        return ascii_host(urlsplit(url).hostname or "")
    except ValueError:  # "http://[broken"
        return ""
