"""One text in the markup of each era of the web since 1996, with what stood around it then.

Written by us after pages of those years: the tags, the nesting and the names are theirs, the words are ours.
"""

# ruff: noqa: E501 - the pages are written as such pages were

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

_LINKS = ("Home", "Products", "About us", "Contact")


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What a page says: a title, the line that dates it, a paragraph, and points of a list."""

    language: str
    title: str
    dated: str
    opening: str
    points: tuple[str, ...]

    def clauses(self) -> tuple[str, ...]:
        """Return all the text that has to be found, in order."""
        return (self.title, self.dated, self.opening, *self.points)


def hand_written_1996(page: Written) -> str:
    """A page made in a text editor: capital letters, no ends of paragraphs, a rule and a button back home."""
    points = "".join(f"<LI>{_safe(point)}\n" for point in page.points)
    return (
        f"<HTML><HEAD><TITLE>{_safe(page.title)}</TITLE></HEAD>\n<BODY BGCOLOR=#FFFFFF>"
        f"<CENTER><H1>{_safe(page.title)}</H1></CENTER>\n<P><I>{_safe(page.dated)}</I>\n<P>{_safe(page.opening)}\n"
        f"<UL>\n{points}</UL>\n<HR>\n<A HREF=index.html><IMG SRC=home.gif ALT=Home></A>\n</BODY></HTML>"
    )


def nested_tables_1999(page: Written) -> str:
    """A page of tables in tables, with a menu in the left cell and fonts instead of headings."""
    menu = "".join(f'<tr><td><font size="1"><a href="/{link[:2]}.asp">{link}</a></font></td></tr>' for link in _LINKS)
    points = "".join(f'<li><font face="Arial" size="2">{_safe(point)}</font></li>' for point in page.points)
    return (
        f"<html><head><title>{_safe(page.title)}</title></head><body><table width=760 border=0 cellpadding=0><tr>"
        f'<td width=120 valign=top><table border=0>{menu}</table></td><td valign=top><table width="100%"><tr><td>'
        f'<font face="Arial" size="5"><b>{_safe(page.title)}</b></font><br><br>'
        f'<p><font face="Arial" size="2">{_safe(page.dated)}</font></p>'
        f'<p><font face="Arial" size="2">{_safe(page.opening)}</font></p><ul>{points}</ul></td></tr></table></td></tr>'
        '<tr><td colspan=2 align=center><font size="1">Copyright &copy; 1999 Example Inc.</font></td></tr>'
        "</table></body></html>"
    )


def strict_2003(page: Written) -> str:
    """XHTML with an XML declaration, style sheets, and `lang` twice."""
    points = "".join(f"<li>{_safe(point)}</li>\n" for point in page.points)
    menu = "".join(f'<li><a href="/{link[:2]}/">{link}</a></li>' for link in _LINKS)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN"'
        ' "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">\n<html xmlns="http://www.w3.org/1999/xhtml"'
        f' xml:lang="{page.language}" lang="{page.language}"><head><title>{_safe(page.title)}</title></head>\n'
        f'<body><div id="header"><ul id="nav">{menu}</ul></div><div id="content"><h1>{_safe(page.title)}</h1>'
        f'<p class="date">{_safe(page.dated)}</p><p>{_safe(page.opening)}</p><ul>{points}</ul></div>'
        '<div id="footer"><p>&#169; 2003 Example</p></div></body></html>'
    )


def blog_2008(page: Written) -> str:
    """A page of a blog: widgets beside it, and a list of what else there is to read."""
    points = "".join(f"<li>{_safe(point)}</li>" for point in page.points)
    posts = "".join(
        f'<li><a href="/2008/0{number}/post">A walk in the hills, part {number}</a></li>' for number in range(1, 6)
    )
    return (
        f'<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"><html lang="{page.language}"><head>'
        f'<title>{_safe(page.title)} &laquo; Example</title></head><body class="page-template"><div id="wrapper">'
        '<div id="masthead"><h1><a href="/">Example</a></h1></div><div id="main"><div class="post" id="post-2">'
        f'<h2 class="entry-title">{_safe(page.title)}</h2><div class="entry"><p><em>{_safe(page.dated)}</em></p>'
        f'<p>{_safe(page.opening)}</p><ul>{points}</ul></div></div></div><div id="sidebar"><div class="widget">'
        f'<h3>Recent posts</h3><ul>{posts}</ul></div></div></div><div id="footer">Powered by WordPress</div></body></html>'
    )


def semantic_2014(page: Written) -> str:
    """HTML5 with a cookie banner, a menu, and a footer of links."""
    points = "".join(f"<li>{_safe(point)}</li>" for point in page.points)
    menu = "".join(f'<li><a href="/{link[:2]}">{link}</a></li>' for link in _LINKS)
    return (
        f'<!DOCTYPE html><html lang="{page.language}"><head><meta charset="utf-8"><title>{_safe(page.title)} | Example'
        '</title></head><body><div class="cookie-banner" role="dialog"><p>This website uses cookies.</p>'
        f"<button>OK</button></div><header><nav><ul>{menu}</ul></nav></header><main><article>"
        f"<h1>{_safe(page.title)}</h1><p><time>{_safe(page.dated)}</time></p><p>{_safe(page.opening)}</p>"
        f"<ul>{points}</ul></article></main><footer><nav><ul>{menu}</ul></nav><p>© 2014 Example</p></footer></body></html>"
    )


def accordion_2018(page: Written) -> str:
    """Bootstrap: a panel that a button opens, and a dialog that asks for consent."""
    points = "".join(f"<li>{_safe(point)}</li>" for point in page.points)
    return (
        f'<!doctype html><html lang="{page.language}"><head><title>{_safe(page.title)}</title></head><body>'
        '<nav class="navbar"><a class="navbar-brand" href="/">Example</a></nav><div class="container"><div class="row">'
        f'<div class="col-md-8"><h1>{_safe(page.title)}</h1><p class="text-muted">{_safe(page.dated)}</p>'
        f"<p>{_safe(page.opening)}</p>"
        '<a data-toggle="collapse" href="#more" aria-expanded="false" aria-controls="more" role="button">+</a>'
        f'<div id="more" class="collapse" style="display:none"><ul>{points}</ul></div></div></div></div>'
        '<div class="modal fade" id="gdpr" role="dialog" aria-hidden="true"><p>We value your privacy</p></div></body></html>'
    )


def application_2022(page: Written) -> str:
    """A page that React drew on the server: nameless boxes in boxes, and its state in a script."""
    points = "".join(f'<li class="css-1x9f"><span>{_safe(point)}</span></li>' for point in page.points)
    return (
        f'<!DOCTYPE html><html lang="{page.language}"><head><title>{_safe(page.title)}</title></head><body>'
        '<div id="__next"><div class="css-8s2k"><div class="css-03hd"><a href="/">Example</a><a href="/login">Log in</a>'
        f'</div><div class="css-77aa"><div><h1 class="css-2b1c">{_safe(page.title)}</h1><div class="css-9k"><p>'
        f"{_safe(page.dated)}</p></div><div><p>{_safe(page.opening)}</p><ul>{points}</ul></div></div></div></div></div>"
        '<script id="__NEXT_DATA__" type="application/json">{"props":{"pageProps":{"slug":"legal"}}}</script></body></html>'
    )


def components_2026(page: Written) -> str:
    """Elements of the site's own with a shadow root, and a part that opens when it is looked for."""
    points = "".join(f"<li>{_safe(point)}</li>" for point in page.points)
    return (
        f'<!doctype html><html lang="{page.language}"><head><title>{_safe(page.title)}</title></head><body>'
        '<site-header><template shadowrootmode="open"><nav><a href="/">Example</a></nav></template></site-header>'
        f"<main><h1>{_safe(page.title)}</h1><p>{_safe(page.dated)}</p><legal-text>"
        f'<template shadowrootmode="open"><section><p>{_safe(page.opening)}</p>'
        f'<div hidden="until-found"><ul>{points}</ul></div></section></template></legal-text></main></body></html>'
    )


ERAS: Sequence[Callable[[Written], str]] = (
    hand_written_1996, nested_tables_1999, strict_2003, blog_2008, semantic_2014, accordion_2018, application_2022,
    components_2026,
)  # fmt: skip


def _safe(text: str) -> str:
    return escape(text, quote=False)
