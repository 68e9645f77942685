"""Pages that only lead on: a hub to the policy meant, a splash page to the site behind it, a site map. Pure."""

import re

from lxml import html

from crawler.links.link_words import LEGAL_HUB, SEVERAL, WAYS_IN
from crawler.links.page_links import MAX_TEXT, PageLink, link_text, read_links, read_tree
from crawler.links.ranking import rank_policy_links
from crawler.links.urls import page_key, same_site
from tracker.text.phrases import fold

MOST_HUB_WORDS = 400
"""Words; a hub has a few dozen, and a policy that is shorter is judged by what it says."""
_FEW_WORDS = 45
"""Words of which no policy can be made, whatever they are about."""
_LINK_SCORE = 0.55
_MOST_SPLASH_WORDS = 60
_MOST_SPLASH_LINKS = 6


def hub_target(
    body: bytes, *, url: str, kind: str, words: int, is_policy: bool, content_type: str | None = None
) -> str | None:
    """Return where a page leads that is no policy itself but a hub with a link to it; None for other pages.

    `words` are those of its text, `is_policy` whether they read like a policy: such a page is a hub only if it is
    called one ("Privacy Center", "Legal"), or has no more than a few words.
    """
    if words > MOST_HUB_WORDS:
        return None
    tree = read_tree(body, content_type)
    if tree is None or (is_policy and words > _FEW_WORDS and not _is_called_hub(tree)):
        return None
    links = rank_policy_links(body, url=url, content_type=content_type, document=kind)
    others = (link for link in links if page_key(link.url) != page_key(url))
    best = max(others, key=lambda link: link.score, default=None)
    return best.url if best is not None and best.score >= _LINK_SCORE else None


def way_in(body: bytes, *, url: str, content_type: str | None = None) -> str | None:
    """Return where a homepage leads that is only a door: ENTER, a single picture; or that names a site map."""
    tree = read_tree(body, content_type)
    if tree is None:
        return None
    own = [link for link in read_links(tree, url=url) if _leads_on(link, url)]
    named = [link for link in own if _names_way_in(link)]
    splash = _is_splash(tree, own)
    chosen = named or (own if splash and len({page_key(link.url) for link in own}) == 1 else [])
    return chosen[0].url if chosen else None


def _is_called_hub(tree: html.HtmlElement) -> bool:
    title = next((element.text_content() for element in tree.iter("title")), "")
    heading = next((link_text(element) for element in tree.iter("h1")), "")
    return any(
        SEVERAL.search(text) or LEGAL_HUB.match(text) for text in (fold(title[:MAX_TEXT]), fold(heading)) if text
    )


def _leads_on(link: PageLink, url: str) -> bool:
    is_page = link.element.tag in {"a", "area"} and not re.search(r"\.(?:gif|jpe?g|png|css|js|pdf|zip)$", link.url)
    return is_page and same_site(link.url, url) and page_key(link.url) != page_key(url)


def _names_way_in(link: PageLink) -> bool:
    said = fold(link.text or link.title).strip(" .:!»>›→[]()|-")
    return WAYS_IN.fullmatch(said) is not None


def _is_splash(tree: html.HtmlElement, own: list[PageLink]) -> bool:
    body = tree.find(".//body")
    text = "" if body is None else " ".join(body.itertext())
    return len(text.split()) <= _MOST_SPLASH_WORDS and 0 < len(own) <= _MOST_SPLASH_LINKS
