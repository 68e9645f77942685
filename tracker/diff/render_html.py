"""A comparison as one HTML page: inline or side by side, to be read or printed, without scripts or outside resources.

Everything from the texts is escaped; the two views are switched by radio buttons and CSS alone.
"""

from collections.abc import Iterator, Mapping, Sequence
from html import escape

from tracker.clauses.clause import Clause, ClauseKind
from tracker.diff.changes import ChangeKind, ChangePlaces, Comparison
from tracker.diff.outline import TOP, Entry, Fold, outline, total
from tracker.diff.rewriting import find_rewriting
from tracker.diff.value_changes import ValueChange
from tracker.diff.word_diff import Segment, SegmentKind

_TAGS = {SegmentKind.DELETE: "del", SegmentKind.INSERT: "ins"}
STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; color: #1b1b1b; background: #fff }
body { max-width: 62rem; margin: 2rem auto; padding: 0 1rem }
h1 { font-size: 1.4rem; overflow-wrap: anywhere } h2 { font-size: 1.05rem; margin: 2rem 0 .5rem }
.versions, .kind, summary { color: #5a5a5a } .total { font-weight: 600 }
.change { border-left: 4px solid #b58900; padding: .1rem 0 .1rem .9rem; margin: .8rem 0; break-inside: avoid }
.added { border-color: #1a7f37 } .removed { border-color: #b3261e } .moved { border-color: #0969da }
.cosmetic, .renumbered, .link { border-color: #b0b0b0 }
.kind { margin: 0; font-size: .8rem; text-transform: uppercase; letter-spacing: .04em }
.text { margin: .2rem 0; white-space: pre-line; overflow-wrap: anywhere }
del { background: #fde3e1; color: #8c1d18 } ins { background: #dcf5e3; color: #116329; text-decoration: none }
.values, .note { margin: .2rem 0; font-size: .9rem } .note { font-weight: 600 }
details { margin: .6rem 0 } .heading { font-weight: 600 }
.sides { display: none; grid-template-columns: 1fr 1fr; gap: 1.2rem }
#sides:checked ~ main .sides { display: grid } #sides:checked ~ main .inline { display: none }
@media print { input, label { display: none } body { max-width: none; margin: 0; font-size: 11pt }
  ins { text-decoration: underline } del { text-decoration: line-through } }
"""
"""The style sheet of a page with redlines: no resource from outside."""
VIEW_SWITCH = (
    '<input type="radio" name="view" id="inline" checked><label for="inline">inline</label>\n'
    '<input type="radio" name="view" id="sides"><label for="sides">side by side</label>\n'
)
"""What switches between the two views; it stands before the `<main>` that has the changes."""


def render_html(
    old: Sequence[Clause],
    new: Sequence[Clause],
    comparison: Comparison,
    *,
    title: str,
    old_label: str,
    new_label: str,
    notes: Mapping[ChangePlaces, str] | None = None,
) -> str:
    """Return the page; the labels say which versions it compares, `notes` are said above their changes."""
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{STYLE}</style></head>\n<body>\n"
        f'<h1>{escape(title)}</h1>\n<p class="versions">{escape(old_label)} → {escape(new_label)}</p>\n'
        f'<p class="total">{escape(total(new, comparison))}</p>\n'
        f"{_rewriting(old, new, comparison)}{_renamed(comparison)}{VIEW_SWITCH}"
        f"<main>\n{''.join(_parts(old, new, comparison, notes or {}))}</main>\n</body></html>\n"
    )


def changes_html(
    old: Sequence[Clause], new: Sequence[Clause], comparison: Comparison, notes: Mapping[ChangePlaces, str]
) -> str:
    """Return what changed as part of a page that has STYLE, and VIEW_SWITCH before its `<main>`."""
    parts = "".join(_parts(old, new, comparison, notes))
    return f"{_rewriting(old, new, comparison)}{_renamed(comparison)}{parts}"


def _rewriting(old: Sequence[Clause], new: Sequence[Clause], comparison: Comparison) -> str:
    """Say that the text was rewritten, and what stayed of it, if it was."""
    rewriting = find_rewriting(old, new, comparison)
    if rewriting is None:
        return ""
    kept = "".join(f'<p class="text">{escape(new[index].text)}</p>' for index in rewriting.kept)
    return f"<details open><summary>{rewriting.text}</summary>{kept}</details>\n"


def _renamed(comparison: Comparison) -> str:
    return "".join(
        f"<p>renamed throughout: <del>{escape(term.old)}</del> <ins>{escape(term.new)}</ins>"
        f" ({len(term.indexes)} clauses)</p>\n"
        for term in comparison.renamed_terms
    )


def _parts(
    old: Sequence[Clause], new: Sequence[Clause], comparison: Comparison, notes: Mapping[ChangePlaces, str]
) -> Iterator[str]:
    section: tuple[str, ...] | None = None
    for part in outline(old, new, comparison):
        if isinstance(part, Fold):
            yield _fold(part, new)
            continue
        if part.section != section:
            section = part.section
            yield f"<h2>{escape(' › '.join(section) or TOP)}</h2>\n"
        yield _entry(part, notes.get((part.change.old, part.change.new), ""))


def _fold(fold: Fold, new: Sequence[Clause]) -> str:
    clauses = "".join(
        f'<p class="text{" heading" if clause.kind is ClauseKind.HEADING else ""}">{escape(clause.text)}</p>'
        for clause in new[fold.first : fold.last + 1]
    )
    return f"<details><summary>{fold.text}</summary>{clauses}</details>\n"


def _entry(entry: Entry, note: str) -> str:
    change = entry.change
    if change.kind in {ChangeKind.ADDED, ChangeKind.REMOVED, ChangeKind.MOVED}:
        text = f'<p class="text">{marked_up(change.segments)}</p>'
    else:
        before = marked_up(segment for segment in change.segments if segment.kind is not SegmentKind.INSERT)
        after = marked_up(segment for segment in change.segments if segment.kind is not SegmentKind.DELETE)
        text = (
            f'<p class="text inline">{marked_up(change.segments)}</p>'
            f'<div class="sides"><p class="text">{before}</p><p class="text">{after}</p></div>'
        )
    values = "".join(map(_value, change.values))
    label = f'<p class="kind">{escape(entry.label)}</p>' + (f'<p class="note">{escape(note)}</p>' if note else "")
    return f'<div class="change {change.kind.value}">{label}{text}{values}</div>\n'


def marked_up(segments: Iterator[Segment] | Sequence[Segment]) -> str:
    """Return the segments as HTML: what was struck out and what was inserted."""
    return "".join(
        f"<{_TAGS[segment.kind]}>{escape(segment.text)}</{_TAGS[segment.kind]}>"
        if segment.kind in _TAGS
        else escape(segment.text)
        for segment in segments
    )


def _value(value: ValueChange) -> str:
    before, after = escape(value.old or "none"), escape(value.new or "none")
    return f'<p class="values">{value.kind}: <del>{before}</del> <ins>{after}</ins></p>'
