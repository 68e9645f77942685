"""Markdown to blocks: headings, lists, tables, emphasis and links as structure, by way of HTML.

Read by CommonMark's rules with tables (markdown-it-py), but for what archives of policies make of their pages: nothing
is code because it is indented, bold marks that html2text set around line breaks are bold, the row of a table that is
broken over lines is one row. Of HTML within the Markdown only tags that are HTML's are tags; all else stays text.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from tracker.page.blocks import PageText
from tracker.page.html_blocks import read_blocks
from tracker.page.tree import parse_page

_PROVENANCE = re.compile(
    r"\A\s*>\s*\*?The following text is extracted and transformed from the (?P<site>\S+) privacy policy "
    r"that was archived on (?P<day>\d{4}-\d\d-\d\d)\..{0,80}?\((?P<url>[^\s)]+)\)[^\n]*\n?",
)
"""The first line of each policy of the Princeton-Leuven corpus (Amos et al. 2021)."""
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?:[\w-]+:.*\n|[ \t].*\n|\n)*---[ \t]*(?:\n|\Z)")
_FRONT_TITLE = re.compile(r"^title:(.*)$", re.MULTILINE | re.IGNORECASE)
_QUOTED = re.compile(r"\A[\"']?(.*?)[\"']?\Z")
_DELIMITERS = re.compile(r"(?:(?!---)[ \t|:-])*+---[ \t|:-]*+")
"""The line under the head of a table; without a bar in it it may underline a heading."""
_EMPTY_ROW = re.compile(r"(?:(?<=\n\n)|\A)(?:[ \t]*\|[ \t|]*\n)+(?=\s*\n|\Z)")
"""Rows of a layout table that lost all but their bars."""
_CELL_HEADING = re.compile(r"((?:^|\|)[ \t]*)#{1,6}[ \t]+")
_OTHER_BLOCK = re.compile(r"[ \t]*(?:#|>|[*+-][ \t]|\d{1,3}[.)][ \t])")
_TAG = re.compile(
    r"</?(?:a|abbr|b|big|blockquote|br|caption|center|cite|code|dd|del|div|dl|dt|em|font|h[1-6]|hr|i|img|ins|li|mark|ol|p|"
    r"pre|q|s|section|small|span|strike|strong|sub|sup|table|tbody|td|tfoot|th|thead|tr|u|ul)\b[^<>]*>|<!--(?:(?!<!--).)*?-->",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """What the first line of a policy of the Princeton-Leuven corpus says: the site, the day, the snapshot's URL."""

    site: str
    day: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkdownText:
    """The blocks of a Markdown text, the title its front matter gives it, and where it says it comes from."""

    page: PageText
    title: str | None
    provenance: Provenance | None


def read_markdown(text: str) -> MarkdownText:
    """Return the blocks of a Markdown text."""
    text = text.replace("\r\n", "\n").lstrip("\ufeff")
    title = None
    if front := _FRONT_MATTER.match(text):
        title = _FRONT_TITLE.search(front[0])
        text = text[front.end() :]
    provenance = read_provenance(text)
    if found := _PROVENANCE.match(text):
        text = text[found.end() :]
    body = _parser().render(_mend_tables(_EMPTY_ROW.sub("", text)))
    return MarkdownText(
        page=read_blocks(parse_page(f"<!DOCTYPE html><html><body>{body}</body></html>")),
        title=(_QUOTED.sub(r"\1", title[1].strip(" \t")) or None) if title else None,
        provenance=provenance,
    )


def read_provenance(text: str) -> Provenance | None:
    """Return what the first line of a Markdown text says of where it comes from, None if it says nothing."""
    found = _PROVENANCE.match(text)
    return Provenance(site=found["site"], day=found["day"], url=found["url"]) if found else None


def _mend_tables(text: str) -> str:
    """The text with the rows of tables on a line each: a line without a bar goes on with the row before it."""
    if "|" not in text:
        return text
    lines: list[str] = []
    in_table = False
    for line in text.split("\n"):
        if in_table and line.strip() and "|" not in line and not _OTHER_BLOCK.match(line) and "|" in lines[-1]:
            lines[-1] = f"{lines[-1].rstrip()} {line.strip()}"
            continue
        in_table = bool(line.strip()) and (in_table or ("|" in line and _DELIMITERS.fullmatch(line) is not None))
        lines.append(_CELL_HEADING.sub(r"\1", line) if in_table else line)
    return "\n".join(lines)


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable("table").disable("code")
    parser.add_render_rule("html_inline", _render_html)
    parser.add_render_rule("html_block", _render_html)
    parser.inline.ruler2.before("fragments_join", "broken_strong", _mend_strong)
    return parser


def _render_html(_renderer: object, tokens: Sequence[Token], index: int, *_: object) -> str:
    """The tags of the text that HTML knows as tags; angle brackets of other kinds as text."""
    content = tokens[index].content
    pieces = []
    position = 0
    for tag in _TAG.finditer(content):
        pieces += [escapeHtml(content[position : tag.start()]), tag[0]]
        position = tag.end()
    return "".join([*pieces, escapeHtml(content[position:])])


def _mend_strong(state: StateInline) -> None:
    """Make loose bold marks bold, as in "** Policy **", where white space kept them from it.

    Marks after a word that nothing opened are its footnote's ("vocabulary**") and stay; one that nothing closes goes.
    """
    tokens = state.tokens
    opened: int | None = None
    for index in range(1, len(tokens)):
        if not all(token.type == "text" and token.content == "*" for token in tokens[index - 1 : index + 1]):
            continue
        if opened is not None:
            _replace_mark(tokens, opened, Token("strong_open", "strong", 1))
            _replace_mark(tokens, index, Token("strong_close", "strong", -1))
            opened = None
        elif index < 2 or not tokens[index - 2].content[-1:].strip():
            opened = index
    if opened is not None:
        _replace_mark(tokens, opened, Token("text", "", 0))


def _replace_mark(tokens: list[Token], index: int, by: Token) -> None:
    tokens[index - 1 : index + 1] = [Token("text", "", 0), by]
