"""The page that proves one sentence: its redline, both texts, and the two captures, to publish as it is. Pure.

No script, no resource from outside; everything from the texts is escaped.
"""

from collections.abc import Sequence
from html import escape

from tracker.clauses.clause import Clause
from tracker.diff.changes import Change
from tracker.diff.render_html import STYLE, marked_up
from tracker.evidence.addresses import viewing_url
from tracker.evidence.sides import ProofSide
from tracker.text.counts import counted
from tracker.text.timestamps import readable_time, readable_window

_MORE_STYLE = """
blockquote { margin: .4rem 0; padding-left: .9rem; border-left: 4px solid #b0b0b0 }
dt { font-weight: 600; margin-top: .5rem } dd { margin: 0; overflow-wrap: anywhere } code { font-size: .85rem }
"""
_CHECK = """<h2>How to check this</h2>
<p>Open the two captures: the archive shows the page as it was at that second (UTC). The raw capture has the page’s
bytes as they were archived; <code>sha256sum</code> of it gives the SHA-256 above. When exactly it changed between
the two captures, they do not tell.</p>
"""


def clause_page(name: str, words: str, change: Change, before: ProofSide, after: ProofSide) -> str:
    """Return the page about the change of one clause between two versions."""
    window = readable_window(before.evidence.timestamp, after.evidence.timestamp)
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(f'{name}: “{words}”')}</title><style>{STYLE}{_MORE_STYLE}</style></head>\n<body>\n<main>\n"
        f"<h1>{escape(name)}: “{escape(words)}”</h1>\n"
        f'<p class="total">{escape(change.kind.value)} {escape(window)} (UTC)</p>\n'
        f'<p class="versions">{escape(_section(change, before.clauses, after.clauses))}</p>\n'
        f'<div class="change {change.kind.value}"><p class="text">{marked_up(change.segments)}</p></div>\n'
        f"{_side('Before', before, change.old)}{_side('After', after, change.new)}"
        f"{_CHECK}</main>\n</body></html>\n"
    )


def _section(change: Change, old: Sequence[Clause], new: Sequence[Clause]) -> str:
    about = new[change.new[0]] if change.new else old[change.old[0]]
    return " › ".join(about.path)


def _side(title: str, side: ProofSide, places: Sequence[int]) -> str:
    """One version: what the clause said in it, and the capture that shows it."""
    row, evidence = side.row, side.evidence
    texts = "".join(f"<blockquote>{escape(side.clauses[place].text)}</blockquote>" for place in places)
    facts = (
        ("seen", f"{readable_time(evidence.timestamp)} UTC, at {escape(evidence.url)}"),
        ("the capture", _link(viewing_url(evidence))),
        ("its raw bytes", _link(evidence.replay_url)),
        ("SHA-256 of the bytes", f"<code>{evidence.sha256}</code>"),
        ("the archive’s own digest", f"<code>{escape(evidence.digest)}</code>"),
        ("SHA-256 of the text", f"<code>{escape(row.sha256)}</code>"),
        (f"version {row.version}", _captures(side)),
    )
    listed = "".join(f"<dt>{label}</dt><dd>{value}</dd>" for label, value in facts if value)
    return f"<h2>{title}</h2>\n{texts or '<p>There was no such clause.</p>'}\n<dl>{listed}</dl>\n"


def _captures(side: ProofSide) -> str:
    row = side.row
    return (
        f"{counted(row.captures_seen, 'capture')} seen to show it, {row.captures_between} more between two that were,"
        f" from {readable_time(row.first_capture)} to {readable_time(row.last_capture)} UTC"
    )


def _link(address: str) -> str:
    if not address.startswith(("http://", "https://")):
        return escape(address)
    return f'<a href="{escape(address)}" rel="noopener noreferrer">{escape(address)}</a>'
