"""The markup of 1998 to 2009: tables for layout, <FONT>, bold lines for headings, tags that nobody closed."""

from html import escape

from sample.edits import Clause
from sample.pages import Page


def frame_1998(page: Page) -> bytes:
    """The page inside a frame: no links around it, since another frame has them."""
    parts = [_font_clause(clause) for clause in page.policy]
    return _ascii(
        "<HTML><HEAD><TITLE>", page.title, "</TITLE></HEAD>\n<BODY BGCOLOR=#FFFFFF>\n", *parts, "</BODY></HTML>\n"
    )


def frameset_1998(page: Page, frame: str) -> bytes:
    """The page around the frames; it has no word of the policy."""
    return _ascii(
        f'<HTML>\n<HEAD><TITLE>{page.brand}: Privacy</TITLE></HEAD>\n<FRAMESET COLS="150,*" BORDER=0>\n',
        f'<FRAME SRC="menu.html" NAME="menu" NORESIZE>\n<FRAME SRC="{frame}" NAME="main">\n',
        "<NOFRAMES><BODY>Your browser does not show frames. Please get a newer one.</BODY></NOFRAMES>\n",
        "</FRAMESET>\n</HTML>\n",
    )


def tables_2000(page: Page) -> bytes:
    """A menu column and a text column in a table, cells and paragraphs left open, a counter at the foot."""
    menu = "".join(
        f"<TR><TD><A HREF=/{name.lower()}.html><FONT SIZE=2>{name}</FONT></A>\n"
        for name in ("Cards", "Mailbox", "Help")
    )
    return _ascii(
        f'<HTML><HEAD><TITLE>{page.title}</TITLE>\n<META HTTP-EQUIV=Content-Type CONTENT="text/html; charset=iso-8859-1"></HEAD>\n',
        "<BODY BGCOLOR=#FFFFEE LINK=#003399>\n<TABLE WIDTH=100% BORDER=0 CELLPADDING=6>\n<TR><TD WIDTH=140 VALIGN=TOP>\n",
        f"<TABLE BORDER=0>{menu}</TABLE>\n<TD VALIGN=TOP>\n",
        *(_font_clause(clause) for clause in page.policy),
        f'<TR><TD COLSPAN=2 ALIGN=CENTER><IMG SRC="/cgi-bin/counter?{page.number("visits", 90000)}" ALT="">\n</TABLE>\n</BODY></HTML>\n',
    )


def _font_clause(clause: Clause) -> str:
    text = escape(clause.text, quote=False)
    match clause.kind:
        case "title":
            return f'<CENTER><FONT FACE="Arial" SIZE=5><B>{text}</B></FONT></CENTER>\n'
        case "heading":
            return f'<P><FONT FACE="Arial" SIZE=3 COLOR=#663300><B>{text}</B></FONT>\n'
        case "item":
            return f'<LI><FONT FACE="Arial" SIZE=2>{text}</FONT>\n'
        case _:
            return f'<P><FONT FACE="Arial" SIZE=2>{text}</FONT>\n'


def _ascii(*parts: str) -> bytes:
    return "".join(parts).encode("ascii", "xmlcharrefreplace")
