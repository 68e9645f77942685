"""Finds links that lead elsewhere although their words stayed: a change of kind `link`, cosmetic. Pure.

Before: "our partners" leads to https://a.example/partners. After: the same words lead to https://b.example/list.
Another scheme, query, fragment, `www.` or slash at the end is the same place.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from tracker.clauses.clause import Clause, Hyperlink
from tracker.diff.changes import Change, ChangeKind, Comparison
from tracker.diff.value_changes import ValueChange
from tracker.diff.values import ValueKind
from tracker.diff.word_diff import Segment, SegmentKind

ClauseLinks = Sequence[Sequence[Hyperlink]]
"""The links of each clause of a version, with whole addresses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Link:
    """A link by its words, and which it is of those with the same words in its clause."""

    words: str
    count: int


def link_place(target: str) -> str:
    """Return the host and the path of an address, as far as they tell places apart.

    >>> link_place("http://www.A.example/partners/?ref=1#top"), link_place("mailto:me@a.example")
    ('a.example/partners', 'mailto:me@a.example')
    """
    try:
        parts = urlsplit(target.strip())
    except ValueError:  # http://[broken
        return target
    if not parts.netloc:
        return target if parts.scheme else parts.path
    return f"{parts.netloc.lower().removeprefix('www.')}{parts.path.rstrip('/')}"


def with_link_changes(
    comparison: Comparison,
    old: Sequence[Clause],
    new: Sequence[Clause],
    old_links: ClauseLinks,
    new_links: ClauseLinks,
) -> Comparison:
    """Return the comparison with the links that lead to another host or path while their words stayed.

    In a clause that changed otherwise too, they are values of that change; else the clause has one of kind `link`.
    Without the links of both versions nothing is said.
    """
    if not old_links or not new_links:
        return comparison
    changes = list(comparison.changes)
    for link in comparison.alignment.links:
        values = tuple(_moved(old[link.old], old_links[link.old], new[link.new], new_links[link.new]))
        if values:
            _add(changes, link.old, link.new, new[link.new].text, values)
    return replace(comparison, changes=tuple(changes))


def _add(changes: list[Change], i: int, j: int, text: str, values: tuple[ValueChange, ...]) -> None:
    for index, change in enumerate(changes):
        if i in change.old and j in change.new:
            changes[index] = replace(change, values=change.values + values)
            return
    segments = (Segment(kind=SegmentKind.EQUAL, text=text),)
    link = Change(kind=ChangeKind.LINK, old=(i,), new=(j,), segments=segments, values=values, moved=False)
    later = (index for index, change in enumerate(changes) if change.new and change.new[0] > j)
    changes.insert(next(later, len(changes)), link)


def _moved(
    before: Clause, before_links: Sequence[Hyperlink], after: Clause, after_links: Sequence[Hyperlink]
) -> Iterator[ValueChange]:
    """Yield the targets that differ of links with the same words."""
    targets = dict(_targets(before, before_links))
    for link, target in _targets(after, after_links):
        was = targets.get(link)
        if was is not None and link_place(was) != link_place(target):
            yield ValueChange(kind=ValueKind.LINK, old=was, new=target)


def _targets(clause: Clause, links: Sequence[Hyperlink]) -> Iterator[tuple[_Link, str]]:
    counts: dict[str, int] = {}
    for link in links:
        words = " ".join(clause.text[link.start : link.end].split())
        counts[words] = counts.get(words, 0) + 1
        yield _Link(words=words, count=counts[words]), link.target
