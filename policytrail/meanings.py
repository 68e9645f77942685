"""What changes mean, as commands show it: in JSON, as a note beside a change, as sentences about a version."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from db.assessments import StoredAssessment
from tracker.assessment.meaning import Assessment, Direction, Weight
from tracker.assessment.step import assess_comparison
from tracker.clauses.clause import Clause
from tracker.diff.changes import ChangePlaces, Comparison, compare
from tracker.diff.link_changes import ClauseLinks, with_link_changes
from tracker.history.assessments import shipped_rules

MARKS = {Direction.LESS_PROTECTIVE: "▼", Direction.MORE_PROTECTIVE: "▲", Direction.UNCLEAR: "◆"}
"""Beside a substantive change: the reader is worse off, better off, or neither can be said."""
MOST_TOPICS = 3
MOST_REASONS = 3
TOPIC_WORDS = {
    "first-party-collection-use": "what is collected and why",
    "third-party-sharing-collection": "sharing with others",
    "user-choice-control": "choices",
    "user-access-edit-deletion": "access and deletion",
    "data-retention": "retention",
    "data-security": "security",
    "policy-change": "changes of the policy",
    "do-not-track": "Do Not Track",
    "international-specific-audiences": "states and countries",
    "legal-basis": "legal bases",
    "children": "children",
    "cookies": "cookies",
    "ai-training": "AI",
    "international-transfer": "transfers abroad",
    "contact": "contact",
    "dates": "dates",
    "other": "other things",
}
"""Topics as people say them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessedComparison:
    """A comparison with what each of its changes means."""

    comparison: Comparison
    meanings: tuple[Assessment, ...]

    def notes(self) -> dict[ChangePlaces, str]:
        """Return the note beside each change; what is cosmetic is seen without one."""
        pairs = zip(self.comparison.changes, self.meanings, strict=True)
        return {
            (change.old, change.new): note(meaning)
            for change, meaning in pairs
            if meaning.weight is not Weight.COSMETIC
        }


def assessed_comparison(
    old: Sequence[Clause],
    new: Sequence[Clause],
    *,
    least_weight: str | None,
    topic: str | None,
    links: tuple[ClauseLinks, ClauseLinks] = ((), ()),
) -> AssessedComparison:
    """Return what changed, of the least weight and about the topic that were asked for, and what it means.

    `links` are those of both versions, if known.
    """
    comparison = with_link_changes(compare(old, new), old, new, *links)
    meanings = assess_comparison(comparison, old, new, shipped_rules().assessor)
    weights = list(Weight)
    least = weights.index(Weight(least_weight)) if least_weight else 0
    wanted = [
        (change, meaning)
        for change, meaning in zip(comparison.changes, meanings, strict=True)
        if weights.index(meaning.weight) >= least and (topic is None or topic in meaning.topics)
    ]
    return AssessedComparison(
        comparison=replace(comparison, changes=tuple(change for change, _ in wanted)),
        meanings=tuple(meaning for _, meaning in wanted),
    )


def assessment_to_json(assessment: Assessment, *, explain: bool = False) -> dict[str, Any]:
    """Return an assessment as JSON; with `explain` also every rule that spoke."""
    value = {
        "weight": assessment.weight.value,
        "direction": assessment.direction.value if assessment.direction else None,
        "topics": list(assessment.topics),
        "importance": assessment.importance,
        "reason": assessment.reason,
    }
    return value | {"rules": [asdict(voice) for voice in assessment.voices]} if explain else value


def note(meaning: Assessment) -> str:
    """Return what a change means in a line: its mark and direction, or its weight, and the reason."""
    if meaning.direction is None:
        return f"{meaning.weight.value}: {meaning.reason}"
    return f"{MARKS[meaning.direction]} {meaning.direction.value}: {meaning.reason}"


def version_sentences(meanings: Sequence[StoredAssessment]) -> Iterator[str]:
    """Yield what led to a version as sentences: how much of what weight, about what, and what mattered most."""
    heavy = [meaning for meaning in meanings if meaning.weight == Weight.SUBSTANTIVE]
    counts = Counter(meaning.weight for meaning in meanings)
    light = [f"{counts[weight]} {weight}" for weight in (Weight.EDITORIAL, Weight.COSMETIC) if counts[weight]]
    if not heavy:
        yield f"Nothing substantive ({', '.join(light)})." if light else "Nothing changed."
        return
    about = _about(heavy)
    beside = f"; {', '.join(light)} beside" if light else ""
    yield f"{_counted(len(heavy), 'substantive change')} about {about} ({_sides(heavy)}){beside}."
    yield f"Most important: {'; '.join(dict.fromkeys(meaning.reason for meaning in heavy[:MOST_REASONS]))}."


def year_sentences(meanings: Mapping[str, Sequence[StoredAssessment]]) -> Iterator[str]:
    """Yield a sentence a year: how much of substance changed, about what, for whom; nothing of years without any."""
    for year, found in meanings.items():
        heavy = [meaning for meaning in found if meaning.weight == Weight.SUBSTANTIVE]
        if heavy:
            yield f"In {year}: {_counted(len(heavy), 'substantive change')} about {_about(heavy)} ({_sides(heavy)})."


def meanings_to_json(meanings: Sequence[StoredAssessment]) -> dict[str, Any]:
    """Return what led to a version as JSON: how many changes of each weight, their topics, the weightiest reasons."""
    counts = Counter(meaning.weight for meaning in meanings)
    heavy = [meaning for meaning in meanings if meaning.weight == Weight.SUBSTANTIVE]
    topics = Counter(topic for meaning in heavy for topic in meaning.topics)
    return {
        **{weight.value: counts[weight.value] for weight in Weight},
        "topics": [topic for topic, _ in topics.most_common()],
        "reasons": [meaning.reason for meaning in heavy[:MOST_REASONS]],
    }


def _sides(heavy: Sequence[StoredAssessment]) -> str:
    sides = Counter(meaning.direction for meaning in heavy)
    return ", ".join(f"{sides[side]} {side.value}" for side in Direction if sides[side])


def _about(heavy: Sequence[StoredAssessment]) -> str:
    topics = Counter(topic for meaning in heavy for topic in meaning.topics).most_common(MOST_TOPICS)
    words = [TOPIC_WORDS[topic] for topic, _ in topics]
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else words[0]


def _counted(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"
