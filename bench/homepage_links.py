"""How often the policy's link is followed on homepages of 1997 to 2025 in 37 languages, by what makes it hard to see.

    python -m bench.homepage_links [SEED]

Followed: the first link, with a score of 0.5 or more; on pages without a policy none may have so much.
"""

import sys
from collections import defaultdict
from dataclasses import dataclass

from bench.made_homepages import SEED, MadePage, made_pages
from crawler.links.ranking import TRUSTED_SCORE, rank_policy_links
from crawler.links.urls import page_key

FOLLOWED_WANTED, FALSE_ALLOWED = 0.95, 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What became of a page's link: whether it is the first, and whether a link was followed at all."""

    page: MadePage
    is_first: bool
    is_followed: bool
    best: str


def find(page: MadePage) -> Found:
    """Return what a page's links come to."""
    links = rank_policy_links(page.body, url=page.url)
    best = links[0] if links else None
    is_first = best is not None and page.policy is not None and page_key(best.url) == page_key(page.policy)
    followed = best is not None and best.score >= TRUSTED_SCORE
    return Found(
        page=page, is_first=is_first, is_followed=followed, best=f"{best.score} {best.url}" if best else "none"
    )


def shares(found: list[Found]) -> tuple[float, float]:
    """Return the share of policies that were followed, and the share of pages without one on which a link was."""
    with_policy = [one for one in found if one.page.policy]
    without = [one for one in found if not one.page.policy]
    followed = sum(one.is_first and one.is_followed for one in with_policy) / len(with_policy)
    return followed, sum(one.is_followed for one in without) / len(without)


def main() -> int:
    """Print the table and what was missed; 1 if a bar is missed."""
    found = [find(page) for page in made_pages(int(sys.argv[1]) if len(sys.argv) > 1 else SEED)]
    by_cause = defaultdict(list)
    for one in found:
        by_cause[one.page.cause].append(one)
    print(f"{'cause':22} pages first followed")
    for cause, rows in by_cause.items():
        followed = sum(one.is_followed and (one.is_first or one.page.policy is None) for one in rows)
        print(f"{cause:22} {len(rows):5} {sum(one.is_first for one in rows):5} {followed:8}")
    for one in found:
        if one.is_followed != (one.page.policy is not None) or (one.page.policy and not one.is_first):
            print(f"  {one.page.cause}, {one.page.language}: {one.page.policy}, best {one.best}")
    followed, false = shares(found)
    print(f"followed {followed:.3f} (>= {FOLLOWED_WANTED})  on pages without a policy {false:.3f} (<= {FALSE_ALLOWED})")
    return int(followed < FOLLOWED_WANTED or false > FALSE_ALLOWED)


if __name__ == "__main__":
    sys.exit(main())
