"""Which links of a page lead to a site's policy, best first; and where a page sends its readers. Pure.

Scores are those of `link_scores`; 0.5 and more is worth a request. Never raises on any bytes.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import unquote, urldefrag

from lxml import html

from crawler.links.link_scores import EDGES, NAMED_IN_LAST, is_name_of_policy, score_address, score_link
from crawler.links.link_words import GENERIC, LEGAL, MOVED
from crawler.links.page_links import (
    MAX_TEXT,
    Wanted,
    base_of,
    link_text,
    read_links,
    read_tree,
)
from crawler.links.urls import page_key, resolve, same_site
from tracker.policy.names import KINDS, document_kind, policy_words
from tracker.text.phrases import fold

__all__ = ["DEFAULT_LIMIT", "PolicyLink", "canonical", "moved_to", "rank_policy_links", "score_address"]

DEFAULT_LIMIT = 20
TRUSTED_SCORE = 0.5
"""Links that score less lead to a policy of someone else, or to none, more often than not."""
DOUBTFUL_SCORE = 0.35
"""A link that scores so much is worth a look where there is no better one: what it leads to has to prove itself."""
_SURE_SCORE = 0.75
_REFRESH = re.compile(r"\s*(\d*(?:\.\d+)?)\s*[;,]?\s*(?:url\s*=)?(.*)", re.IGNORECASE | re.DOTALL)
_SCRIPT_MOVE = re.compile(
    r"""location(?:\.href)?\s*=\s*(["'])([^"'\s]{1,2000})\1|location\.(?:replace|assign)\(\s*(["'])([^"'\s]{1,2000})\3""",
    re.IGNORECASE,
)
_MAX_ADDRESS_READ = 400
_SLOW_REFRESH_SECONDS = 120.0
"""A page that reloads later than this is a page, not a signpost."""
_NEAR_EMPTY_WORDS = 60
_MOVED_PAGE_WORDS = 250
"""A longer text that speaks of moving is a policy with a clause about it."""


class Confidence(StrEnum):
    """How far a link is believed: followed, followed too, followed only to judge the page, not followed."""

    SURE = "sure"
    LIKELY = "likely"
    DOUBTFUL = "doubtful"
    UNLIKELY = "unlikely"


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyLink:
    """A link that may lead to a policy: its absolute address, what it says, and how likely it is (0 to 1)."""

    url: str
    text: str
    score: float

    @property
    def confidence(self) -> Confidence:
        """How far the link is believed."""
        if self.score >= TRUSTED_SCORE:
            return Confidence.SURE if self.score >= _SURE_SCORE else Confidence.LIKELY
        return Confidence.DOUBTFUL if self.score >= DOUBTFUL_SCORE else Confidence.UNLIKELY


def rank_policy_links(
    body: bytes, *, url: str, content_type: str | None = None, document: str = "privacy", limit: int = DEFAULT_LIMIT
) -> tuple[PolicyLink, ...]:
    """Return the links that may lead to the policy of the kind `document`, best first, an address once."""
    tree = read_tree(body, content_type)
    if tree is None:
        return ()
    kind = document_kind(document)
    own_key = page_key(url) if _is_the_policy(tree, url, kind) else None
    candidates: dict[str, _Candidate] = {}
    for link in read_links(tree, url=url, wanted=_wanted(kind, is_own=own_key is not None)):
        key = page_key(link.url)
        score = 1.0 if key == own_key else score_link(link, page_url=url, kind=kind)
        if score > 0:
            address = urldefrag(link.url).url if key == own_key else link.url
            candidates.setdefault(key, _Candidate()).add(address, link.text or link.title, score)
    ranked = sorted(candidates.items(), key=lambda item: _order(item[0], item[1], own_key, url))
    return tuple(candidate.best for _, candidate in ranked[:limit])


def _order(key: str, candidate: "_Candidate", own_key: str | None, url: str) -> tuple[bool, float, bool, int]:
    """Rank the page itself first, then by score; of equal ones the site's own, then the shortest address."""
    return key != own_key, -candidate.score, not same_site(candidate.url, url), len(key)


@dataclass(slots=True)
class _Candidate:
    """All the links of a page to one address."""

    times: int = 0
    url: str = ""
    text: str = ""
    highest: float = 0.0

    def add(self, url: str, text: str, score: float) -> None:
        """Take one more link; of equal addresses the shortest spelling counts, a fragment only from the best link."""
        self.times += 1
        if score > self.highest:
            self.text, self.highest = text, score
            keeps = self.url and urldefrag(url).url == url and "#" not in self.url and len(self.url) <= len(url)
            self.url = self.url if keeps else url
        elif "#" not in self.url and "#" not in url and len(url) < len(self.url):
            self.url = url

    @property
    def score(self) -> float:
        """The best link's score, and a little for each time the page repeats it, once it is worth a look."""
        return min(1.0, self.highest + 0.01 * min(self.times - 1, 3))

    @property
    def best(self) -> PolicyLink:
        return PolicyLink(url=self.url, text=self.text, score=round(self.score, 3))


def _wanted(kind: str, *, is_own: bool) -> Wanted:
    """Return what passes over the thousands of links that have no word of a policy; `is_own`: places on it count."""
    words = policy_words(kind)

    def is_wanted(text: str, title: str, address: str) -> bool:
        said, leads = fold(f"{text} {title}"), fold(unquote(address[:_MAX_ADDRESS_READ]))
        return (
            (is_own and leads.startswith("#"))
            or any(pattern.search(said) for pattern in (words.names, words.subjects))
            or any(pattern.search(leads) for pattern in (words.addresses, words.subjects, words.names))
            or any(pattern.fullmatch(fold(text).strip(EDGES)) for pattern in (GENERIC, LEGAL))
        )

    return is_wanted


def _is_the_policy(tree: html.HtmlElement, url: str, kind: str) -> bool:
    """Whether the page is the policy itself, by title, address or heading: a link to itself leads to it."""
    if "/" not in page_key(url):
        return False
    title = next((element.text_content() for element in tree.iter("title")), "")
    heading = next((link_text(element) for element in tree.iter("h1")), "")
    return score_address(url, kind=kind) >= NAMED_IN_LAST or any(
        is_name_of_policy(text[:MAX_TEXT], kind=kind, page_url=url) for text in (title, heading)
    )


def moved_to(body: bytes, *, url: str, content_type: str | None = None) -> str | None:
    """Return the address a page sends its readers to by meta refresh, script or "our policy has moved"; else None."""
    tree = read_tree(body, content_type)
    if tree is None:
        return None
    base = base_of(tree)
    visible = _visible_text(tree)
    targets = [_refresh_target(tree)]
    if len(visible.split()) <= _NEAR_EMPTY_WORDS:
        targets.append(_script_target(tree))
    resolved = [resolve(target, page_url=url, base=base) for target in targets if target]
    if len(visible.split()) <= _MOVED_PAGE_WORDS and MOVED.search(fold(visible)):
        resolved.append(_signpost(tree, url))
    return next((target for target in resolved if target and page_key(target) != page_key(url)), None)


def canonical(body: bytes, *, url: str, content_type: str | None = None) -> str | None:
    """Return the address a page calls its own (`<link rel=canonical>`, `og:url`); None if it names none."""
    tree = read_tree(body, content_type)
    if tree is None:
        return None
    links = (link.get("href") for link in tree.iter("link") if "canonical" in (link.get("rel") or "").lower().split())
    metas = (meta.get("content") for meta in tree.iter("meta") if meta.get("property") == "og:url")
    written = next((address for address in (*links, *metas) if address), None)
    return resolve(written, page_url=url, base=base_of(tree)) if written else None


def _refresh_target(tree: html.HtmlElement) -> str | None:
    for meta in tree.iter("meta"):
        if (meta.get("http-equiv") or "").strip().lower() != "refresh":
            continue
        found = _REFRESH.match((meta.get("content") or "")[:4000])
        target = found[2].strip(" \t\r\n\"'") if found else ""
        if found and target and float(found[1] or 0) <= _SLOW_REFRESH_SECONDS:
            return target
    return None


def _script_target(tree: html.HtmlElement) -> str | None:
    scripts: Iterable[str] = (script.text or "" for script in tree.iter("script"))
    handlers = (body.get("onload") or "" for body in tree.iter("body"))
    for script in (*scripts, *handlers):
        if found := _SCRIPT_MOVE.search(script[:20_000]):
            return found[2] or found[4]
    return None


def _signpost(tree: html.HtmlElement, url: str) -> str | None:
    """Return the one link a page that has moved is about: the best policy link that is not the page itself."""
    best, best_score = None, 0.3
    for link in read_links(tree, url=url):
        if page_key(link.url) == page_key(url):
            continue
        score = max(score_link(link, page_url=link.url, kind=kind) for kind in KINDS)
        if score > best_score:
            best, best_score = link.url, score
    return best


def _visible_text(tree: html.HtmlElement) -> str:
    body = tree.find(".//body")
    root = tree if body is None else body
    hidden = {"script", "style", "template", "title"}
    pieces = (
        element.text or "" if element.tag not in hidden else ""
        for element in root.iter()
        if isinstance(element.tag, str)
    )
    tails = (element.tail or "" for element in root.iter())
    return " ".join(" ".join((*pieces, *tails)).split())
