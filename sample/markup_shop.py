"""The markups of a shop from 2001 to 2014: bold lines, lines that begin with `::`, then sections with <h2>."""

from html import escape
from itertools import groupby

from sample.edits import Clause
from sample.pages import Page

P3P_HEADERS = (("P3P", 'policyref="/w3c/p3p.xml", CP="NOI DSP COR CURa ADMa DEVa OUR BUS UNI"'),)
_GOODS = (
    "Speckled teapot",
    "Brown betty",
    "Moss blanket",
    "Linen runner",
    "Egg basket",
    "Copper kettle",
    "Herringbone throw",
)


def p3p_file(_page: Page) -> bytes:
    """The file that a P3P header points to."""
    return (
        b'<META xmlns="http://www.w3.org/2002/01/P3Pv1"><POLICY-REFERENCES><POLICY-REF about="/w3c/policy.xml#shop">'
        b"<INCLUDE>/*</INCLUDE></POLICY-REF></POLICY-REFERENCES></META>\n"
    )


def bold_2001(page: Page) -> bytes:
    """Bold lines for headings, line breaks for paragraphs, windows-1252 bytes that are said to be iso-8859-1."""
    parts = (
        f"<html><head><title>{escape(page.title)}</title>\n",
        '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1"></head>\n',
        '<body bgcolor="#ffffff"><a name="top"></a>\n',
        *(_bold_clause(clause) for clause in page.policy),
        "</body></html>\n",
    )
    return "".join(parts).encode("cp1252")


def _bold_clause(clause: Clause) -> str:
    text = escape(clause.text, quote=False)
    match clause.kind:
        case "title":
            return f'<font size="+2"><b>{text}</b></font><br><br>\n'
        case "heading":
            return f"<b>{text}</b><br>\n"
        case "item":
            return f"<li>{text}\n"
        case _:
            return f"{text}<br><br>\n"


def colons_2006(page: Page) -> bytes:
    """Table layout with style sheets; headings are lines that begin with two colons, each with a way back to the top."""
    parts = [
        '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">\n',
        f'<html xmlns="http://www.w3.org/1999/xhtml"><head><title>{page.brand} :: {escape(page.title)}</title>\n',
        '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1" /></head>\n<body><a name="top"></a>\n',
        '<div class="menu"><a href="/">Home</a> | <a href="/teapots.php">Teapots</a> | <a href="/blankets.php">Blankets</a></div>\n',
        '<table width="600" border="0"><tr><td class="text">\n',
    ]
    is_first = True
    for clause in page.policy:
        if clause.kind == "heading":
            parts.append("" if is_first else '<a href="#top" class="small">back to top</a><br /><br />\n')
            is_first = False
        parts.append(_colon_clause(clause))
    parts.append(
        f'</td></tr></table>\n<div class="footer">&copy; {page.timestamp[:4]} {escape(page.brand)}</div></body></html>\n'
    )
    return "".join(parts).encode("cp1252")


def _colon_clause(clause: Clause) -> str:
    text = escape(clause.text, quote=False)
    match clause.kind:
        case "title":
            return f'<span class="title">{text}</span><br /><br />\n'
        case "heading":
            return f'<span class="head">:: {text}</span><br /><br />\n'
        case "item":
            return f"&bull; {text}<br />\n"
        case _:
            return f"{text}<br /><br />\n"


def shop_2011(page: Page) -> bytes:
    """A shop system: breadcrumbs, sections, best sellers beside the text, a basket that is never the same."""
    first = page.number("goods", len(_GOODS))
    best = "".join(f"<li>{_GOODS[(first + place) % len(_GOODS)]}</li>" for place in range(3))
    return "".join((
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{escape(page.title)} - {escape(page.brand)}</title></head>\n',
        '<body class="cms-page"><div id="header"><ul class="nav"><li><a href="/teapots">Teapots</a></li><li><a href="/blankets">Blankets</a></li></ul></div>\n',
        f'<div class="breadcrumbs"><a href="/">Home</a> &raquo; {escape(page.title)}</div>\n',
        '<div id="main"><div class="col-main std">\n',
        *_sections(page),
        f'</div>\n<div class="sidebar"><h3>Best sellers</h3><ul>{best}</ul><p>{page.number("basket", 80) + 2} people have this in their basket</p></div></div>\n',
        f'<div id="footer"><p>&copy; {page.timestamp[:4]} {escape(page.brand)}</p><a href="{page.policy_url}">Privacy</a></div></body></html>\n',
    )).encode()  # fmt: skip


def _sections(page: Page) -> list[str]:
    parts = [f'<div class="page-title"><h1>{escape(page.title)}</h1></div>\n<section>\n']
    for is_item, group in groupby(page.policy[1:], lambda clause: clause.kind == "item"):
        if is_item:
            parts.append(
                "<ul>" + "".join(f"<li>{escape(clause.text, quote=False)}</li>\n" for clause in group) + "</ul>\n"
            )
            continue
        for clause in group:
            text = escape(clause.text, quote=False)
            parts.append(f"</section>\n<section><h2>{text}</h2>\n" if clause.kind == "heading" else f"<p>{text}</p>\n")
    return [*parts, "</section>\n"]
