"""Markup that a page's scripts write into it as literals, put where a browser would show it. Nothing is executed.

Menus and footers of the years around 2000 stand in `document.write('<a href="/privacy.html">Privacy</a>')`.
"""

import re
from itertools import islice

from lxml import etree, html

MAX_SCRIPTS = 50
MAX_SCRIPT = 30_000
"""Characters of a script that are read."""
_CALL = re.compile(r"document\s*\.\s*write(?:ln)?\s*\(", re.IGNORECASE)
_LITERAL = re.compile(r"""(["'])((?:\\.|(?!\1)[^\\\n])*)\1""")
_ESCAPE = re.compile(r"\\(.)")


def insert_written_markup(tree: html.HtmlElement) -> None:
    """Put what scripts write with `document.write` beside them; what they make of variables is left out."""
    scripts = [script for script in tree.iter("script") if script.text and _CALL.search(script.text[:MAX_SCRIPT])]
    for script in islice(scripts, MAX_SCRIPTS):
        written = written_markup(script.text)
        parent = script.getparent()
        if "<" in written and parent is not None:
            _insert(written, script)


def written_markup(script: str) -> str:
    r"""Return the literals of all calls of `document.write` in a script, joined.

    >>> written_markup("document.write('<a href=' + '\"/p.html\">' + name + 'Privacy<\\/a>');")
    '<a href="/p.html">Privacy</a>'
    """
    calls = _CALL.split(script[:MAX_SCRIPT])[1:]
    return "".join(_ESCAPE.sub(r"\1", found[2]) for call in calls for found in _LITERAL.finditer(_arguments(call)))


def _arguments(call: str) -> str:
    """Return what stands before the bracket that ends a call, brackets within literals aside."""
    bare = _LITERAL.sub(lambda found: "x" * len(found[0]), call)
    depth = 1
    for place, character in enumerate(bare):
        depth += (character == "(") - (character == ")")
        if not depth:
            return call[:place]
    return ""


def _insert(markup: str, script: html.HtmlElement) -> None:
    try:
        holder = html.fragment_fromstring(markup, create_parent="span")
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):  # markup of which a script writes only a half
        return
    for nested in tuple(holder.iter("script", "style")):
        nested.drop_tree()
    script.addnext(holder)
