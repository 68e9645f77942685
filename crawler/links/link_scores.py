"""How likely a link leads to the site's own policy: a sum of evidence, from 0 to 1. Pure.

What the link says, what its address says, where it stands and whose site it leads to; 0.5 and more is worth a request.
The weights were set by hand on the pages that `bench/links.py` counts.
"""

import re
from urllib.parse import unquote, urldefrag, urlsplit

from crawler.links.link_words import ADDRESS_NOT_THE_POLICY, GENERIC, LEGAL, NOT_THE_POLICY, SEVERAL
from crawler.links.page_links import PageLink, text_around
from crawler.links.urls import host_of, page_key, same_site
from tracker.policy.names import KINDS, policy_words
from tracker.text.phrases import fold
from tracker.text.site_names import brand_of

NAMED_IN_LAST = 0.22
"""The least that an address counts whose last part names the policy."""
EDGES = " .:!»>›→[]()"
"""What stands around the words of a link."""
_MOST_OF_A_TITLE = 0.35
_EXTENSION = re.compile(r"\.[a-z]{2,5}$")
_SEPARATORS = re.compile(r"[\s_+.,()%=&]+")


def score_link(link: PageLink, *, page_url: str, kind: str) -> float:
    """Return how likely the link leads to the site's own policy of that kind, 0 to 1."""
    text, address = fold(f"{link.text} {link.title}" if len(link.text) < 3 else link.text), _words_of(link.url)
    says, is_named = _text_evidence(text or fold(link.title), kind, brand_of(host_of(page_url)))
    if not says and link.title:
        says, is_named = _text_evidence(fold(link.title), kind, brand_of(host_of(page_url)))
    shows = _address_evidence(address, kind)
    if not says and GENERIC.fullmatch(text.strip(EDGES)):
        says = 0.6 * _text_evidence(fold(text_around(link.element)), kind, "")[0]
    if not says and not shows and "privacy" not in link.relation:
        return _faint_evidence(text, link)
    score = 0.08 + says + (shows if text and not is_named else shows * 1.2)
    if kind == "privacy" and "privacy-policy" in link.relation.split():
        score += 0.4
    score += 0.1 if link.is_in_footer else 0.04 if link.place > 0.8 else 0.0
    return min(1.0, max(0.01, score - _doubts(link, text, address, page_url=page_url, kind=kind)))


def is_name_of_policy(text: str, *, kind: str, page_url: str) -> bool:
    """Whether a title or heading is the name of the policy, the site's own name aside, and not a slogan with it."""
    said, is_named = _text_evidence(fold(text), kind, brand_of(host_of(page_url)))
    return is_named and said >= _MOST_OF_A_TITLE


def score_address(url: str, *, kind: str) -> float:
    """Return how much an address by itself looks like that of a policy of that kind, 0 to 0.34."""
    return _address_evidence(_words_of(url), kind)


def _text_evidence(text: str, kind: str, brand: str) -> tuple[float, bool]:
    """Return the weight of what a link says, and whether it names the document in full."""
    words = policy_words(kind)
    for pattern, weight in ((words.names, 0.5), (words.subjects, 0.42)):
        found = max(pattern.finditer(text), key=lambda match: match.end() - match.start(), default=None)
        if found:
            rest = _rest_length(text, found, brand)
            covered = 1.0 if rest <= 2 else max(0.35, 1.0 - rest / 50)
            return weight * covered, pattern is words.names
    return 0.0, False


def _rest_length(text: str, found: re.Match[str], brand: str) -> int:
    """Return how many characters beside the phrase and the site's own name a text has."""
    rest = f"{text[: found.start()]} {text[found.end() :]}"
    if brand:
        rest = re.sub(rf"\b{re.escape(fold(brand))}(?:'s)?\b", " ", rest)
    rest = re.sub(
        r"\b(?:our|the|your|full|site|website|and|us|view|see|read|notre|nuestra|unsere|la|le|die|of)\b", " ", rest
    )
    return len(re.sub(r"[\W_]+", "", rest))


def _address_evidence(address: str, kind: str) -> float:
    words = policy_words(kind)
    segments = [segment for segment in address.split("/") if segment]
    last = segments[-1] if segments else ""
    found = words.addresses.search(last) or words.names.search(last.replace("-", " "))
    if found:
        rest = _SEPARATORS.sub("", words.addresses.sub("", last).replace("-", ""))
        return NAMED_IN_LAST if len(rest) > 14 else 0.34
    if words.addresses.search(address) or words.names.search(address.replace("-", " ")):
        return 0.16
    return 0.0


def _faint_evidence(text: str, link: PageLink) -> float:
    """A page of legal matters may hold the policy; a frame may hold the link to it."""
    if link.element.tag == "frame":
        return 0.1
    if text and len(text) < 40 and LEGAL.fullmatch(text):
        return 0.25 + (0.1 if link.is_in_footer else 0.0)
    return 0.0


def _doubts(link: PageLink, text: str, address: str, *, page_url: str, kind: str) -> float:
    """Return what speaks against a link that speaks of policies."""
    doubts = 0.0
    if _names_another_kind(text, kind):
        doubts += 0.4
    if NOT_THE_POLICY.search(text):
        doubts += 0.3
    if SEVERAL.search(text):
        doubts += 0.15
    if kind == "privacy" and ADDRESS_NOT_THE_POLICY.search(address):
        doubts += 0.2
    if not same_site(link.url, page_url):
        doubts += _doubts_about_strangers(link)
    if urldefrag(link.url).fragment and page_key(link.url) == page_key(page_url):
        doubts += 0.1  # a place on this page: a table of contents
    if link.is_frame:
        doubts += 0.2
    if len(text) > 80:
        doubts += 0.1
    return doubts


def _names_another_kind(text: str, kind: str) -> bool:
    own = policy_words(kind)
    if own.names.search(text) or own.subjects.search(text):
        return False
    return any(policy_words(other).names.search(text) is not None for other in KINDS if other != kind)


def _doubts_about_strangers(link: PageLink) -> float:
    """Another site's policy: that of a parent company at best, of a widget or a provider more often."""
    brand = fold(brand_of(host_of(link.url)))
    around = fold(f"{link.text} {link.title} {text_around(link.element)}")
    is_in_sentence = len(around) > len(link.text) + 40
    named = len(brand) > 2 and brand in around.replace(" ", "")
    return 0.53 + (0.1 if named else 0.0) + (0.15 if is_in_sentence else 0.0)


def _words_of(url: str) -> str:
    """Return path, query and fragment as folded words, the extension dropped."""
    try:
        parts = urlsplit(url)
    except ValueError:  # "http://[broken"
        return ""
    path = _EXTENSION.sub("", unquote(parts.path).lower().rstrip("/"))
    whole = "/".join(part for part in (path, unquote(parts.query), unquote(parts.fragment)) if part)
    return _SEPARATORS.sub("-", fold(whole))
