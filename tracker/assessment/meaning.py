"""The words of an assessment: weight, direction, topic, and what is assessed."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Weight(StrEnum):
    """How much a change means, the lightest first: nothing to a reader, wording, or what happens to data."""

    COSMETIC = "cosmetic"
    EDITORIAL = "editorial"
    SUBSTANTIVE = "substantive"


class Direction(StrEnum):
    """For the reader whose data it is; only a substantive change has one."""

    LESS_PROTECTIVE = "less protective"
    MORE_PROTECTIVE = "more protective"
    UNCLEAR = "neutral/unclear"


class Effect(StrEnum):
    """What a rule's phrase means where it stands."""

    PERMITS = "permits"
    PROTECTS = "protects"
    NEUTRAL = "neutral"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedClause:
    """A change as it is assessed: its kind (a word of ChangeKind), the headings above joined by " > ", both texts."""

    kind: str
    section: str
    old: str
    new: str
    is_heading: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """A rule that spoke: how many points it gave to which side, and the words it found.

    `toward` is +1 for the reader, -1 against, 0 for neither; `points` say how much it weighs. `promise`: the clause
    says that something is not done ("we do not sell").
    """

    rule: str
    says: str
    toward: int
    points: float
    quote: str
    came: bool
    background: bool = False
    category: bool = False
    promise: bool = False
    topic: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """What a change means; `voices` are the rules that spoke, the weightiest first."""

    weight: Weight
    direction: Direction | None
    topics: tuple[str, ...]
    importance: float
    reason: str
    voices: tuple[Voice, ...] = ()


def is_cosmetic(weights: Iterable[Weight]) -> bool:
    """Whether nothing but typography and places changed in a step: such a step is no news."""
    return all(weight is Weight.COSMETIC for weight in weights)
