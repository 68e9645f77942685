"""How likely a link leads to the site's own policy: a sum of evidence, from 0 to 1. Pure.

What the link says, what its address says, where it stands and whose site it leads to; 0.5 and more is worth a request.
The weights were set by hand on the pages that `bench/links.py` counts.
"""

import re
from dataclasses import dataclass
from urllib.parse import unquote, urldefrag, urlsplit

from crawler.links.link_words import (
    ADDRESS_NOT_THE_POLICY,
    ADDRESS_OF_ANY_PAGE,
    GENERIC,
    JOINED,
    LEGAL,
    LEGAL_HUB,
    NOT_THE_POLICY,
    PROVIDERS,
    SEVERAL,
)
from crawler.links.page_links import PageLink, text_around
from crawler.links.urls import host_of, page_key, same_site
from tracker.policy.names import ALL_KINDS, MORE_KINDS, policy_words
from tracker.text.phrases import fold
from tracker.text.site_names import brand_of, registered_domain

NAMED_IN_LAST, NAMED_MOSTLY, NAMED_WHOLLY = 0.22, 0.32, 0.34
"""What an address counts whose last part names the policy among other things, with few, and by itself."""
_ADDRESS_ALONE = 0.1
"""What an address counts more that is the policy's by name, under a text that says neither that nor anything else."""
_SHORT_TEXT = 30
"""Characters of a text that may say nothing; a longer one says what it leads to."""
_WORTH_A_LOOK = 0.5
_MOST, _NAME_AND_MORE = 0.85, 0.9
_FEW_LETTERS = 4
_LONG_NAME = 5
"""Letters of a name that is no part of a host by chance."""
_PLAIN_PARTS = re.compile(
    r"(?<![a-z])(?:policy|policies|statement|notice|page|site|website|web|our|the|full|view|popup|global|online|index|"
    r"[a-z]{2}|\d+|v\d+|html?)(?![a-z])"
)
"""What stands in addresses beside the name and makes it no other document: a language, a number, a version."""
_COPYRIGHT = re.compile(r"©|\(c\)|copyright|all rights reserved")
EDGES = " .:!»>›→[]()"
"""What stands around the words of a link."""
_MOST_OF_A_TITLE = 0.35
_EXTENSION = re.compile(r"\.[a-z]{2,5}$")
_SEPARATORS = re.compile(r"[\s_+.,()%=&]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """What a link says of the policy: its weight, whether it names the document, and whether it says little else."""

    weight: float = 0.0
    is_name: bool = False
    is_all: bool = False


def score_link(link: PageLink, *, page_url: str, kind: str) -> float:
    """Return how likely the link leads to the site's own policy of that kind, 0 to 1."""
    text, address = fold(f"{link.text} {link.title}" if len(link.text) < 3 else link.text), _words_of(link.url)
    said = _text_evidence(text or fold(link.title), kind, brand_of(host_of(page_url)))
    if not said.weight and link.title:
        said = _text_evidence(fold(link.title), kind, brand_of(host_of(page_url)))
    shows = _address_evidence(address, kind)
    says_nothing = not said.weight
    if says_nothing and GENERIC.fullmatch(text.strip(EDGES)):
        around = _text_evidence(fold(text_around(link.element)), kind, "")
        said = _Said(weight=0.6 * around.weight)
    if not said.weight and not shows and "privacy" not in link.relation:
        return _faint_evidence(text, link)
    score = 0.08 + said.weight + shows
    if says_nothing and shows == NAMED_WHOLLY and len(text) <= _SHORT_TEXT:
        score += _ADDRESS_ALONE
    elif not text or said.is_name:
        score += 0.2 * shows
    if kind == "privacy" and "privacy-policy" in link.relation.split():
        score += 0.4
    score += 0.1 if link.is_in_footer else 0.04 if link.place > 0.8 else 0.0
    score -= _doubts(link, text, address, kind=kind, said=said, page_url=page_url)
    if not is_at_home(link.url, page_url):
        score = _abroad(score, link, said, page_url=page_url, shows=shows)
    return min(1.0, max(0.01, score))


def is_at_home(url: str, page_url: str) -> bool:
    """Whether an address is the site's, or on a host that bears the site's name: `shop.zendesk.com` of `shop.com`."""
    name = _letters(brand_of(host_of(page_url)))
    return same_site(url, page_url) or (len(name) >= _LONG_NAME and name in _letters(host_of(url)))


def is_name_of_policy(text: str, *, kind: str, page_url: str) -> bool:
    """Whether a title or heading is the name of the policy, the site's own name aside, and not a slogan with it."""
    said = _text_evidence(fold(text), kind, brand_of(host_of(page_url)))
    return said.is_name and said.weight >= _MOST_OF_A_TITLE


def score_address(url: str, *, kind: str) -> float:
    """Return how much an address by itself looks like that of a policy of that kind, 0 to 0.34."""
    return _address_evidence(_words_of(url), kind)


def _text_evidence(text: str, kind: str, brand: str) -> _Said:
    """Return what a text says: all it says of the policy counts, what it says beside lessens it."""
    words = policy_words(kind)
    for pattern, weight in ((words.names, 0.5), (words.subjects, 0.42)):
        found = max(pattern.finditer(text), key=lambda match: match.end() - match.start(), default=None)
        if found:
            rest = _rest_length(text, found, brand)
            covered = 1.0 if rest <= 2 else max(0.35, 1.0 - rest / 50)
            if pattern is words.names and _goes_on(text, found, kind):
                covered = max(covered, _NAME_AND_MORE)
            return _Said(weight=weight * covered, is_name=pattern is words.names, is_all=covered >= _MOST)
    return _Said()


def _goes_on(text: str, found: re.Match[str], kind: str) -> bool:
    """Whether a text begins with the name, and only says more of its matter: "Privacy policy and your data"."""
    words = policy_words(kind)
    first = min((match for match in words.names.finditer(text)), key=lambda match: match.start(), default=found)
    before, after = text[: first.start()].strip(EDGES), text[first.end() :]
    speaks_on = JOINED.match(after.lstrip()) or words.names.search(after) or words.subjects.search(after)
    return len(before) <= _FEW_LETTERS and bool(speaks_on) and not NOT_THE_POLICY.search(text)


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
        named = words.names.sub(" ", words.addresses.sub(" ", last).replace("-", " "))
        rest = _SEPARATORS.sub("", _PLAIN_PARTS.sub(" ", named.replace("-", " ")))
        if len(rest) > 14 or NOT_THE_POLICY.search(named.replace("-", " ")):
            return NAMED_IN_LAST
        return NAMED_WHOLLY if len(rest) <= 3 else NAMED_MOSTLY
    if words.addresses.search(address) or words.names.search(address.replace("-", " ")):
        return 0.16
    return 0.0


def _faint_evidence(text: str, link: PageLink) -> float:
    """A page of legal matters may hold the policy; a frame may hold the link to it."""
    if link.element.tag == "frame":
        return 0.1
    if text and len(text) < 40 and LEGAL.fullmatch(text):
        return 0.25 + (0.1 if LEGAL_HUB.fullmatch(text) else 0.0)
    return 0.0


def _doubts(link: PageLink, text: str, address: str, *, kind: str, said: _Said, page_url: str) -> float:
    """Return what speaks against a link that speaks of policies."""
    doubts = 0.0
    if _names_another_kind(text, kind):
        doubts += 0.4
    beside = policy_words(kind).names.sub(" ", text) if kind in MORE_KINDS else text
    if NOT_THE_POLICY.search(beside):
        doubts += 0.3
    if SEVERAL.search(text):
        doubts += 0.15
    if kind == "privacy" and ADDRESS_NOT_THE_POLICY.search(address):
        doubts += 0.2
    if kind == "privacy" and not (said.is_name and said.is_all) and ADDRESS_OF_ANY_PAGE.search(address):
        doubts += 0.2
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
    return any(policy_words(other).names.search(text) is not None for other in ALL_KINDS if other != kind)


def _abroad(score: float, link: PageLink, said: _Said, *, page_url: str, shows: float) -> float:
    """Return the score of a link to another site: its owner's policy in a footer, a widget's or provider's elsewhere.

    A link that bears the full name and belongs to the page's own edge is worth a request, and no more: whose policy it
    is, the policy itself tells.
    """
    named, is_in_sentence = _surroundings(link)
    bears_the_name = said.is_all and (said.is_name or (link.is_in_footer and shows >= NAMED_MOSTLY))
    is_edge = link.is_in_footer or not is_in_sentence
    if bears_the_name and is_edge and not named and not _is_providers(link.url, page_url):
        return min(score, _WORTH_A_LOOK) if score >= _WORTH_A_LOOK - 0.1 else score
    is_known = _is_providers(link.url, page_url)
    return score - 0.53 - (0.1 if named or is_known else 0.0) - (0.15 if is_in_sentence else 0.0)


def _surroundings(link: PageLink) -> tuple[bool, bool]:
    """Return whether the words around a link name the host it leads to as another's, and are a sentence."""
    brand = _letters(brand_of(host_of(link.url)))
    around = fold(f"{link.text} {link.title} {text_around(link.element)}")
    is_named = len(brand) > 2 and brand in _letters(around) and not _COPYRIGHT.search(around)
    return is_named, len(around) > len(link.text) + 40


def _is_providers(url: str, page_url: str) -> bool:
    """Whether an address is that of someone whose services stand on everybody's pages, and not on his own."""
    provider = registered_domain(host_of(url))
    return provider in PROVIDERS and provider != registered_domain(host_of(page_url))


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", fold(text))


def _words_of(url: str) -> str:
    """Return path, query and fragment as folded words, the extension dropped."""
    try:
        parts = urlsplit(url)
    except ValueError:  # "http://[broken"
        return ""
    path = _EXTENSION.sub("", unquote(parts.path).lower().rstrip("/"))
    whole = "/".join(part for part in (path, unquote(parts.query), unquote(parts.fragment)) if part)
    return _SEPARATORS.sub("-", fold(whole))
