"""A comparison on a terminal, as a person wants to read it: by section, what stayed folded, what moved shown once."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from rich.console import Group
from rich.padding import Padding
from rich.text import Text

from tracker.clauses.clause import Clause
from tracker.diff.changes import ChangeKind, ChangePlaces, Comparison
from tracker.diff.counting import counts_in_words
from tracker.diff.outline import TOP, Entry, outline, section_of, total
from tracker.diff.rewriting import find_rewriting
from tracker.diff.word_diff import Segment, SegmentKind, split_words
from tracker.text.counts import counted

_STYLES = {SegmentKind.EQUAL: "", SegmentKind.DELETE: "red strike", SegmentKind.INSERT: "green underline"}
_MARKS = {SegmentKind.EQUAL: ("", ""), SegmentKind.DELETE: ("[-", "-]"), SegmentKind.INSERT: ("{+", "+}")}
"""As `git diff --word-diff` marks words where there are no colors."""
_SIGNS = {
    ChangeKind.ADDED: ("+", "green"),
    ChangeKind.REMOVED: ("-", "red"),
    ChangeKind.MODIFIED: ("~", "yellow"),
    ChangeKind.MOVED: (">", "cyan"),
    ChangeKind.SPLIT: ("~", "yellow"),
    ChangeKind.MERGED: ("~", "yellow"),
    ChangeKind.RENUMBERED: ("#", "dim"),
    ChangeKind.COSMETIC: (".", "dim"),
    ChangeKind.LINK: (".", "dim"),
}
_INDENT = (0, 0, 0, 4)
CONTEXT_WORDS = 5
KEPT_SHOWN = 20
"""So many clauses that a rewrite left are named at its head; all of them stand folded in their places below."""
MOVED_CHARACTERS = 100
"""A clause that only moved is named by its beginning."""


def render_diff(
    old: Sequence[Clause],
    new: Sequence[Clause],
    comparison: Comparison,
    *,
    words: bool = False,
    stat: bool = False,
    marks: bool = False,
    notes: Mapping[ChangePlaces, str] | None = None,
) -> Group:
    """Return the changes for a terminal; `words` shows only the words that changed, `stat` only how much changed.

    `marks` puts signs around the words for where colors are not to be seen; `notes` are said beside their changes.
    """
    if stat:
        return Group(
            *_rewriting_lines(old, new, comparison),
            *_stat_lines(old, new, comparison),
            Text(total(new, comparison), style="bold"),
        )
    return Group(
        *_rewriting_lines(old, new, comparison),
        *_renamed_lines(comparison),
        *_body(old, new, comparison, notes or {}, words, marks),
        Text(total(new, comparison), style="bold"),
    )


def _rewriting_lines(old: Sequence[Clause], new: Sequence[Clause], comparison: Comparison) -> Iterator[Text]:
    """Say that the text was rewritten, and what stayed of it, if it was."""
    rewriting = find_rewriting(old, new, comparison)
    if rewriting is None:
        return
    yield Text(f"{rewriting.text}{':' if rewriting.kept else ''}", style="bold")
    for index in rewriting.kept[:KEPT_SHOWN]:
        yield Text(f"  = {_shortened(new[index].text)}")
    if len(rewriting.kept) > KEPT_SHOWN:
        yield Text(f"  = and {counted(len(rewriting.kept) - KEPT_SHOWN, 'more clause')}", style="dim")


def _renamed_lines(comparison: Comparison) -> Iterator[Text]:
    for term in comparison.renamed_terms:
        line = Text("renamed throughout: ", style="bold")
        line.append(f"{term.old}", style="red").append(" → ").append(term.new, style="green")
        yield line.append(f" ({len(term.indexes)} clauses)\n", style="dim")


def _body(
    old: Sequence[Clause],
    new: Sequence[Clause],
    comparison: Comparison,
    notes: Mapping[ChangePlaces, str],
    words: bool,
    marks: bool,
) -> Iterator[Text | Padding]:
    section: tuple[str, ...] | None = None
    for part in outline(old, new, comparison, skip_renamed=True):
        if isinstance(part, Entry):
            if part.section != section:
                section = part.section
                yield Text(f"\n{' › '.join(section) or TOP}", style="bold")
            yield from _entry(part, new, notes.get((part.change.old, part.change.new), ""), words, marks)
        elif not words:
            yield Text(f"  … {part.text}", style="dim")
    if comparison.changes:
        yield Text("")


def _entry(entry: Entry, new: Sequence[Clause], note: str, words: bool, marks: bool) -> Iterator[Text | Padding]:
    change = entry.change
    sign, style = _SIGNS[change.kind]
    yield Text(f"  {sign} {entry.label}", style=style)
    if note:
        yield Padding(Text(note, style="bold"), _INDENT, expand=False)
    if change.kind is ChangeKind.MOVED:
        yield Padding(Text(_shortened(new[change.new[0]].text)), _INDENT, expand=False)
        return
    whole = change.kind in {ChangeKind.ADDED, ChangeKind.REMOVED}
    segments = _only_words(change.segments) if words and not whole else change.segments
    yield Padding(_segments(segments, marks=marks and not whole), _INDENT, expand=False)
    for value in change.values:
        line = Text(f"    {value.kind}: ", style="dim")
        yield line.append(value.old or "none", style="red").append(" → ").append(value.new or "none", style="green")


def _segments(segments: Sequence[Segment], *, marks: bool) -> Text:
    text = Text()
    for segment in segments:
        if segment.text.isspace():  # the joint of a split or a merge, or an odd space
            text.append(segment.text if segment.kind is not SegmentKind.DELETE else "")
            continue
        opening, closing = _MARKS[segment.kind] if marks else ("", "")
        text.append(f"{opening}{segment.text}{closing}", style=_STYLES[segment.kind])
    return text


def _only_words(segments: Sequence[Segment]) -> list[Segment]:
    """Return the segments with what stayed cut down to a few words around each change."""
    kept = []
    for index, segment in enumerate(segments):
        parts = split_words(segment.text)
        if segment.kind is SegmentKind.EQUAL and len(parts) > 4 * CONTEXT_WORDS:
            before = "".join(parts[: 2 * CONTEXT_WORDS]) if index else ""
            after = "".join(parts[-2 * CONTEXT_WORDS :]) if index < len(segments) - 1 else ""
            kept.append(Segment(kind=SegmentKind.EQUAL, text=f"{before} … {after}"))
        else:
            kept.append(segment)
    return kept


def _shortened(text: str) -> str:
    return text if len(text) <= MOVED_CHARACTERS else f"{text[:MOVED_CHARACTERS].rstrip()} …"


def _stat_lines(old: Sequence[Clause], new: Sequence[Clause], comparison: Comparison) -> Iterator[Text]:
    """Yield a line for each section: how many changes of each kind."""
    sections: dict[tuple[str, ...], Counter[ChangeKind]] = {}
    for change in comparison.changes:
        sections.setdefault(section_of(change, old, new), Counter())[change.kind] += 1
    for section, counts in sections.items():
        yield Text(f"{' › '.join(section) or TOP}: ").append(counts_in_words(counts), style="bold")
