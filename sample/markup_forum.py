"""The markup of a forum from 2003 to 2013: numbered sections, lists, ways back to the top, a box of who is online."""

from html import escape
from itertools import groupby

from sample.edits import Clause
from sample.pages import Page

_HEAD = '<html><head><title>{}</title>\n<meta http-equiv="Content-Type" content="text/html; charset=utf-8"></head>\n'


def board_2003(page: Page) -> bytes:
    """Headings in <h3> with anchors, each section followed by a way back to the top."""
    parts = [_HEAD.format(escape(page.title)), '<body text="#000000"><a name="top"></a>\n']
    parts.append('<div id="topmenu"><a href="/index.php">Boards</a> &middot; <a href="/search.php">Search</a></div>\n')
    is_first = True
    for is_item, group in groupby(page.policy, lambda clause: clause.kind == "item"):
        clauses = list(group)
        if is_item:
            parts.append(
                "<ul>\n" + "".join(f"<li>{escape(clause.text, quote=False)}\n" for clause in clauses) + "</ul>\n"
            )
            continue
        for clause in clauses:
            if clause.kind == "heading":
                parts.append("" if is_first else '<p align="right"><a href="#top">Back to top</a></p>\n')
                is_first = False
            parts.append(_board_clause(clause))
    parts.append(f'<div class="sidebar">Users online: {page.number("online", 300) + 12}</div>\n</body></html>\n')
    return "".join(parts).encode()


def _board_clause(clause: Clause) -> str:
    text = escape(clause.text, quote=False)
    tag = {"title": "h2", "heading": "h3"}.get(clause.kind, "p")
    return f"<{tag}>{text}</{tag}>\n"


def broken_page(page: Page) -> bytes:
    """What the forum shows while its database is away, as a success."""
    return (
        f"<html><head><title>{page.brand}</title></head><body><h1>Database error</h1>"
        "<p>Could not connect to the database server. Please try again in a few minutes.</p></body></html>\n"
    ).encode()


def missing_page(page: Page) -> bytes:
    """What a site shows at an address where nothing is."""
    return (
        f"<html><head><title>{escape(page.brand)}: page not found</title></head><body><h1>Sorry!</h1>"
        "<p>We could not find the page you asked for. It may have moved. Please start from our home page.</p></body></html>\n"
    ).encode()
