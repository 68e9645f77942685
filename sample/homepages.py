"""The homepages of two sites over the years, with a link to the policy at their foot."""

from html import escape

from sample.pages import Page


def shop_home_2001(page: Page) -> bytes:
    """A front page of tables with text links at the foot."""
    return (
        f"<html><head><title>{escape(page.brand)}</title></head><body bgcolor=#ffffff>\n<center><h1>{escape(page.brand)}</h1>\n"
        "<table><tr><td><a href=/teapots.htm>Teapots</a><td><a href=/blankets.htm>Blankets</a></table>\n"
        f"<p>Offer of the week: number {page.number('offer', 400)}, while it lasts.\n"
        f'<p><a href="/about.htm">About us</a> | <a href="{page.policy_url}">Privacy</a></center></body></html>\n'
    ).encode("cp1252")


def app_home_2016(page: Page) -> bytes:
    """A front page of the app, with the policy in its footer."""
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{page.brand}: walk more</title></head><body>\n'
        '<header><nav><a href="/app">The app</a> <a href="/blog">Blog</a></nav></header>\n'
        f"<main><h1>Walk more</h1><p>Today, {page.day}, is a good day for a walk.</p></main>\n"
        f'<footer><a href="/terms">Terms</a> <a href="{page.policy_url}">Privacy policy</a> <a href="/imprint">Imprint</a></footer>\n</body></html>\n'
    ).encode()
