"""Changes as cards: which document, when, what it is about, and the change that matters most as a short redline."""

from collections.abc import Sequence
from dataclasses import dataclass

from db.step_cards import StepCard
from policytrail.meanings import version_sentences
from tracker.assessment.meaning import Weight
from tracker.diff.word_diff import Segment, SegmentKind, diff_words

AROUND = 90
"""Characters of what stayed the same that a short redline keeps on each side of what changed."""
MOST_CHARACTERS = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A step as a list shows it."""

    step: StepCard
    weight: str | None
    topics: tuple[str, ...]
    sentence: str
    redline: tuple[Segment, ...]


def card_of(step: StepCard) -> Card:
    """Return the card of a step."""
    weights = [meaning.weight for meaning in step.meanings]
    topics = dict.fromkeys(
        topic for meaning in step.meanings for topic in meaning.topics if meaning.weight == Weight.SUBSTANTIVE
    )
    change = step.change
    return Card(
        step=step,
        weight=next((weight.value for weight in reversed(Weight) if weight.value in weights), None),
        topics=tuple(topics)[:4],
        sentence=next(version_sentences(step.meanings)) if step.meanings else "Not assessed yet.",
        redline=shortened(diff_words(change.old_text, change.new_text)) if change else (),
    )


def shortened(segments: Sequence[Segment]) -> tuple[Segment, ...]:
    """Return the segments with what stayed the same cut to what stands around the changes."""
    short: list[Segment] = []
    room = MOST_CHARACTERS
    for index, segment in enumerate(segments):
        text = segment.text
        if segment.kind is SegmentKind.EQUAL:
            text = _around(text, first=index == 0, last=index == len(segments) - 1)
        if len(text) > room:
            text = text[:room] + "…"
        short.append(Segment(kind=segment.kind, text=text))
        room -= len(text)
        if room <= 0:
            break
    return tuple(short)


def _around(text: str, *, first: bool, last: bool) -> str:
    if first and last:
        return text
    if first:
        return text if len(text) <= AROUND else f"… {text[-AROUND:].partition(' ')[2]}"
    if last:
        return text if len(text) <= AROUND else f"{text[:AROUND].rpartition(' ')[0]} …"
    if len(text) <= 2 * AROUND:
        return text
    return f"{text[:AROUND].rpartition(' ')[0]} … {text[-AROUND:].partition(' ')[2]}"
