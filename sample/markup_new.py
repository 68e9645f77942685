"""The markup of 2010 to 2025: sections, banners, and noise that changes with every capture."""

from html import escape
from itertools import groupby

from sample.edits import Clause
from sample.pages import Page

_ARTICLES = (
    "Ten walks for a rainy weekend", "How to choose your first boots", "Reading contour lines without tears",
    "A packed lunch that survives the hill", "Meet the walkers of the month", "Five lakes you can reach by bus",
    "What your step count does not tell you", "Walking with a dog in lambing season",
)  # fmt: skip
BANNER = "We value your privacy. We and our partners use cookies to measure visits and improve this website."


def app_2016(page: Page) -> bytes:
    """A website of an app: semantic elements, a cookie banner, related articles, a token in a form."""
    first = page.number("article", len(_ARTICLES))
    related = "".join(f'<li><a href="/blog/{(first + i) % 8}">{_ARTICLES[(first + i) % 8]}</a></li>' for i in range(3))
    return "".join((
        '<!DOCTYPE html>\n<html lang="en">\n<head><meta charset="utf-8">',
        f'<title>{escape(page.title)} | {page.brand}</title>\n<link rel="stylesheet" href="/app.{page.token("css")[:8]}.css">',
        f'<script nonce="{page.token("nonce")}">window.visits={page.number("visits", 10**7)};</script></head>\n<body>\n',
        f'<div id="cookie-banner" class="cookie-consent" role="dialog" aria-label="Cookies"><p>{BANNER}</p>',
        "<button>Accept all</button> <button>Reject all</button></div>\n",
        f'<header class="site-header"><a class="logo" href="/">{page.brand}</a><span class="today">{page.day}</span>',
        '<nav><ul><li><a href="/app">The app</a></li><li><a href="/blog">Blog</a></li><li><a href="/help">Help</a></li></ul></nav></header>\n',
        f'<main id="content"><article class="policy">\n{_semantic_clauses(page)}</article></main>\n',
        f'<aside class="related"><h2>Related articles</h2><ul>{related}</ul>',
        f"<p>{page.number('walkers', 900) + 100} walkers are out right now.</p></aside>\n",
        f'<footer class="site-footer"><form action="/subscribe"><input type="hidden" name="csrf" value="{page.token("csrf")}">',
        "<label>Newsletter</label><button>Subscribe</button></form>",
        f'<p>&copy; {page.timestamp[:4]} {page.brand}</p><a href="/imprint">Imprint</a> <a href="/terms">Terms</a></footer>\n</body></html>\n',
    )).encode()  # fmt: skip


def _semantic_clauses(page: Page) -> str:
    parts = []
    for is_item, group in groupby(page.policy, lambda clause: clause.kind == "item"):
        drawn = "".join(_semantic_clause(clause) for clause in group)
        parts.append(f"<ul>\n{drawn}</ul>\n" if is_item else drawn)
    return "".join(parts)


def _semantic_clause(clause: Clause) -> str:
    tag = {"title": "h1", "heading": "h2", "item": "li"}.get(clause.kind, "p")
    return f"<{tag}>{escape(clause.text, quote=False)}</{tag}>\n"
