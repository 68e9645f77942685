"""Reading a fetched homepage: the links that may lead to a policy, else its frames, where it moved, its way in."""

from crawler.links.hubs import way_in
from crawler.links.page_frames import content_frames
from crawler.links.ranking import DOUBTFUL_SCORE, TRUSTED_SCORE, moved_to, rank_policy_links
from crawler.reading.homepage import Homepage


def read_homepage(body: bytes, *, content_type: str | None, url: str, document: str) -> Homepage:
    """Return where a homepage leads; pure, and as slow as the page is large.

    A doubtful link is told where there is none to trust: what it leads to has to prove itself.
    """
    links = rank_policy_links(body, url=url, content_type=content_type, document=document)
    if links and links[0].score >= TRUSTED_SCORE:
        return Homepage(links=tuple(links))
    frames = tuple(content_frames(body, url=url, content_type=content_type))
    target = None if frames else moved_to(body, url=url, content_type=content_type)
    if frames or target:
        return Homepage(frames=frames, target=target)
    inner = way_in(body, url=url, content_type=content_type)
    doubtful = tuple(link for link in links if link.score >= DOUBTFUL_SCORE)
    return Homepage(doubtful=doubtful, way_in=inner)
