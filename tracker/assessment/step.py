"""What the changes of one step mean together: a clause that went here and says the same there did not go. Pure.

Beside its words each change has neighbors: the texts of both versions, and the terms renamed throughout.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from tracker.assessment.assess import Assessor
from tracker.assessment.edits import bare
from tracker.assessment.judgment import trivial
from tracker.assessment.meaning import Assessment, ChangedClause, Weight
from tracker.assessment.restatement import split_sentences
from tracker.clauses.clause import Clause, ClauseKind
from tracker.diff.changes import Comparison
from tracker.diff.renamed_terms import RenamedTerm, find_renamed_terms, only_renames
from tracker.diff.word_diff import Segment, diff_words

SHORTEST_REPEATED = 25
"""Characters of a text that is looked for elsewhere in the document; shorter ones stand there by chance."""
OF_SOME = "international-specific-audiences"
"""What the people of a state lose is lost, though others still have it."""
MODIFIED = "modified"
_GROUPED = {"split": "old_place", "merged": "new_place"}


class ChangeRow(Protocol):
    """A row of a step, as it is recorded: a split or a merge has one for each of its parts."""

    @property
    def kind(self) -> str:
        """A word of ChangeKind."""

    @property
    def old_text(self) -> str | None:
        """The clause before."""

    @property
    def new_text(self) -> str | None:
        """The clause after."""

    @property
    def old_place(self) -> int | None:
        """Its index in the old version."""

    @property
    def new_place(self) -> int | None:
        """Its index in the new version."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """A change as one row: the texts of a split or a merge are joined."""

    kind: str
    old_text: str | None
    new_text: str | None
    old_place: int | None
    new_place: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Neighbors:
    """What a step knows beside a change: what both versions say, the terms renamed throughout."""

    old_said: frozenset[str]
    new_said: frozenset[str]
    old_sentences: tuple[str, ...]
    new_sentences: tuple[str, ...]
    terms: tuple[RenamedTerm, ...]


def assess_step(
    rows: Sequence[ChangeRow], old: Sequence[Clause], new: Sequence[Clause], assessor: Assessor
) -> tuple[Assessment, ...]:
    """Return what each row means; the rows of one split or merge share one assessment."""
    segments = {
        index: diff_words(row.old_text or "", row.new_text or "")
        for index, row in enumerate(rows)
        if row.kind == MODIFIED
    }
    old_sentences, new_sentences = (split_sentences(clause.text for clause in clauses) for clauses in (old, new))
    neighbors = _Neighbors(
        old_said=_said(old, old_sentences),
        new_said=_said(new, new_sentences),
        old_sentences=old_sentences,
        new_sentences=new_sentences,
        terms=_terms(rows, segments, old, new),
    )
    assessed: dict[object, Assessment] = {}
    told: set[str] = set()
    for index, group in _groups(rows):
        change = _changed_clause(group, old, new)
        found = _assess(change, segments.get(index, ()), neighbors, assessor)
        assessed[_key(index, rows[index])] = _told_once(found, told)
    return tuple(assessed[_key(index, row)] for index, row in enumerate(rows))


def assess_comparison(
    comparison: Comparison, old: Sequence[Clause], new: Sequence[Clause], assessor: Assessor
) -> tuple[Assessment, ...]:
    """Return what each change of a comparison means, in its order."""
    rows = [
        _Row(
            kind=change.kind.value,
            old_text=_joined(old[index].text for index in change.old),
            new_text=_joined(new[index].text for index in change.new),
            old_place=change.old[0] if change.old else None,
            new_place=change.new[0] if change.new else None,
        )
        for change in comparison.changes
    ]
    return assess_step(rows, old, new, assessor)


def _assess(
    change: ChangedClause, segments: Sequence[Segment], neighbors: _Neighbors, assessor: Assessor
) -> Assessment:
    found = assessor.assess(change)
    if found.weight is Weight.COSMETIC:
        return found
    if segments and neighbors.terms and only_renames(segments, neighbors.terms):
        term = next(term for term in neighbors.terms if term.old in change.old)
        return _lightened(found, "renamed", f"renamed throughout: {term.old} → {term.new}")
    if not (change.old and change.new) and _is_said_elsewhere(change, found, neighbors, assessor):
        return _lightened(found, "repeated", "said elsewhere before" if change.new else "still said elsewhere")
    return found


def _is_said_elsewhere(change: ChangedClause, found: Assessment, neighbors: _Neighbors, assessor: Assessor) -> bool:
    """Whether the other version says the same too, word for word or, where it matters, in other words."""
    text = change.new or change.old
    said = neighbors.old_said if change.new else neighbors.new_said
    sentences = neighbors.old_sentences if change.new else neighbors.new_sentences
    if len(text) >= SHORTEST_REPEATED and bare(text) in said:
        return True
    is_for_all = OF_SOME not in found.topics
    return found.weight is Weight.SUBSTANTIVE and is_for_all and assessor.is_restated(text, sentences)


def _lightened(found: Assessment, sort: str, reason: str) -> Assessment:
    return trivial(Weight.EDITORIAL, sort, reason).with_topics(found.topics)


def _told_once(found: Assessment, told: set[str]) -> Assessment:
    """Return a rename that was told already as less important than the first place of it."""
    if not found.reason.startswith("renamed throughout"):
        return found
    if found.reason in told:
        return replace(found, importance=found.importance / 2)
    told.add(found.reason)
    return found


def _said(clauses: Sequence[Clause], sentences: Sequence[str]) -> frozenset[str]:
    """Return the words of each clause and of each sentence of a version."""
    return frozenset(map(bare, (*(clause.text for clause in clauses), *sentences)))


def _terms(
    rows: Sequence[ChangeRow], segments: Mapping[int, Sequence[Segment]], old: Sequence[Clause], new: Sequence[Clause]
) -> tuple[RenamedTerm, ...]:
    by_place = {place: found for index, found in segments.items() if (place := rows[index].new_place) is not None}
    return find_renamed_terms(by_place, [clause.text for clause in old], [clause.text for clause in new])


def _groups(rows: Sequence[ChangeRow]) -> Iterator[tuple[int, list[ChangeRow]]]:
    """Yield the rows of each change with the index of the first."""
    groups: dict[object, tuple[int, list[ChangeRow]]] = {}
    for index, row in enumerate(rows):
        groups.setdefault(_key(index, row), (index, []))[1].append(row)
    yield from groups.values()


def _key(index: int, row: ChangeRow) -> object:
    """Return what tells changes apart: for a split the clause before, for a merge the clause after, else the row."""
    place = _GROUPED.get(row.kind)
    return (row.kind, getattr(row, place)) if place else index


def _changed_clause(group: Sequence[ChangeRow], old: Sequence[Clause], new: Sequence[Clause]) -> ChangedClause:
    first = group[0]
    about = _clause(new, first.new_place) or _clause(old, first.old_place)
    return ChangedClause(
        kind=first.kind,
        section=" > ".join(about.path) if about else "",
        old=_joined(row.old_text for row in group),
        new=_joined(row.new_text for row in group),
        is_heading=about is not None and about.kind is ClauseKind.HEADING,
    )


def _clause(clauses: Sequence[Clause], place: int | None) -> Clause | None:
    return clauses[place] if place is not None and place < len(clauses) else None


def _joined(texts: Iterable[str | None]) -> str:
    return "\n".join(dict.fromkeys(text for text in texts if text))
