"""What stands inside a page that only lays out frames. Pure."""

import re

from crawler.links.page_links import PageLink, read_links, read_tree
from crawler.links.ranking import score_address

MAX_FRAMES = 4
_LINKS_STAND = re.compile(r"foot|bottom|down|unten|bas|menu|nav|index|toc|left|side", re.IGNORECASE)
"""What frames with the links of a site are called."""
_AROUND = re.compile(
    r"menu|nav|head|top|left|right|side|banner|title|foot|bottom|logo|\bad(?:s|vert)?\b", re.IGNORECASE
)
_INSIDE = re.compile(r"main|content|body|text|cent(?:er|re)|page|principal|inhalt|contenu", re.IGNORECASE)
_NAMED = 0.16
"""An address that speaks of the policy at all (see crawler.links.ranking.score_address)."""


def content_frames(body: bytes, *, url: str, content_type: str | None = None) -> tuple[str, ...]:
    """Return the addresses of the frames of a frameset, those with links first, at most MAX_FRAMES; none on others."""
    frames = [link for link in _frames(body, url, content_type) if link.element.tag == "frame"]
    frames.sort(
        key=lambda link: not _LINKS_STAND.search(f"{link.element.get('name', '')} {link.url.rsplit('/', 1)[-1]}")
    )
    return tuple(dict.fromkeys(link.url for link in frames))[:MAX_FRAMES]


def policy_frame(body: bytes, *, url: str, kind: str, content_type: str | None = None) -> str | None:
    """Return the frame of a policy page that holds its text; None if it has no such frame.

    By the frame's address and name. A frame within a page of its own has to speak of the policy: others hold
    advertisements, players, consent forms.
    """
    weighed = [(_weigh(link, kind), link) for link in _frames(body, url, content_type)]
    fit = [(weight, link.url) for weight, link in weighed if link.element.tag == "frame" or weight >= _NAMED]
    return max(fit, key=lambda pair: pair[0])[1] if fit else None


def _frames(body: bytes, url: str, content_type: str | None) -> list[PageLink]:
    tree = read_tree(body, content_type)
    return [] if tree is None else [link for link in read_links(tree, url=url) if link.is_frame]


def _weigh(link: PageLink, kind: str) -> float:
    name = f"{link.element.get('name', '')} {link.element.get('id', '')}"
    where = 0.1 if _INSIDE.search(name) else -0.2 if _AROUND.search(f"{name} {link.url.rsplit('/', 1)[-1]}") else 0.0
    return score_address(link.url, kind=kind) + where
