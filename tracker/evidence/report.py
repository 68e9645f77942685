"""A document's history as one HTML page to send: each change as a redline, with the two captures that prove it. Pure.

The page needs nothing from elsewhere, runs no script, and everything from the texts is escaped.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import urlsplit

from tracker.clauses.clause import Clause, ClauseKind
from tracker.diff.changes import ChangePlaces, Comparison
from tracker.diff.outline import total
from tracker.diff.render_html import STYLE, VIEW_SWITCH, changes_html

_REPORT_STYLE = """
table { border-collapse: collapse; font-size: .9rem } td, th { text-align: left; padding: .2rem .8rem .2rem 0 }
td, th { vertical-align: top; overflow-wrap: anywhere } article { border-top: 1px solid #ccc; margin-top: 2.5rem }
article h2 { font-size: 1.2rem } article h2 ~ h2 { font-size: 1.05rem } .proof { font-size: .85rem; color: #5a5a5a }
.contents { padding-left: 1.2rem } footer { margin-top: 3rem; color: #5a5a5a; font-size: .85rem }
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """A capture at one side of a change: when (in words), where an archive replays it, and its page's SHA-256.

    `replay_url` is empty where nothing tells, `page_sha256` None where the page was not kept.
    """

    captured: str
    replay_url: str
    page_sha256: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedStep:
    """A step of the report: which versions, when in words, what it means in a sentence, and its redline's parts."""

    versions: str
    window: str
    meaning: str
    before: Proof
    after: Proof
    old: Sequence[Clause]
    new: Sequence[Clause]
    comparison: Comparison
    notes: Mapping[ChangePlaces, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What the page says: `facts` are pairs of a label and words, `left_out` what is not shown, in a sentence."""

    title: str
    facts: Sequence[tuple[str, str]]
    steps: Sequence[ReportedStep]
    left_out: str
    current: Sequence[Clause]
    made_by: str


def render_report(report: Report) -> str:
    """Return the page."""
    title = escape(report.title)
    contents = "".join(
        f'<li><a href="#step-{number}">{escape(step.window)}</a>: {escape(step.meaning)}</li>\n'
        for number, step in enumerate(report.steps, 1)
    )
    articles = "".join(_article(number, step) for number, step in enumerate(report.steps, 1))
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>{STYLE}{_REPORT_STYLE}</style></head>\n<body>\n<h1>{title}</h1>\n"
        f"<table>{''.join(map(_fact, report.facts))}</table>\n"
        f'<h2>Changes</h2>\n<ol class="contents">\n{contents}</ol>\n'
        + (f"<p>{escape(report.left_out)}</p>\n" if report.left_out else "")
        + f"{VIEW_SWITCH}<main>\n{articles}{_current(report.current)}</main>\n"
        f"<footer>{escape(report.made_by)}</footer>\n</body></html>\n"
    )


def _fact(fact: tuple[str, str]) -> str:
    label, words = fact
    return f"<tr><th>{escape(label)}</th><td>{_linked(words)}</td></tr>\n"


def _article(number: int, step: ReportedStep) -> str:
    return (
        f'<article id="step-{number}">\n<h2>{escape(step.window)}</h2>\n'
        f'<p class="versions">{escape(step.versions)}</p>\n<p>{escape(step.meaning)}</p>\n'
        f'<p class="total">{escape(total(step.new, step.comparison))}</p>\n'
        f'<p class="proof">{_proof("Before", step.before)}<br>{_proof("After", step.after)}</p>\n'
        f"{changes_html(step.old, step.new, step.comparison, step.notes)}</article>\n"
    )


def _proof(label: str, proof: Proof) -> str:
    where = f", {_linked(proof.replay_url)}" if proof.replay_url else ""
    kept = f", SHA-256 <code>{escape(proof.page_sha256)}</code>" if proof.page_sha256 else ", page not kept"
    return f"{label}: capture of {escape(proof.captured)}{where}{kept}"


def _linked(words: str) -> str:
    """Return words, as a link where they are an address of the web."""
    shown = escape(words)
    is_address = " " not in words and urlsplit(words).scheme in {"http", "https"}
    return f'<a href="{shown}" rel="noreferrer noopener">{shown}</a>' if is_address else shown


def _current(clauses: Sequence[Clause]) -> str:
    texts = "".join(
        f'<p class="text{" heading" if clause.kind is ClauseKind.HEADING else ""}">{escape(clause.text)}</p>\n'
        for clause in clauses
    )
    return f"<details><summary>The newest text in full</summary>\n{texts}</details>\n"
