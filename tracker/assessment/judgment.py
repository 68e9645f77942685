"""From the rules that spoke to weight, direction, importance, and the reason in a few words."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tracker.assessment.meaning import Assessment, Direction, Voice, Weight

SUBSTANTIVE = 2.0
"""Points from which a change is substantive."""
CLEAR = 0.5
"""Points by which one side must outweigh the other."""
NEUTRAL_SHARE = 0.9
"""What is said without a side outweighs the sides only where it clearly says more."""
STRONG = 3.0
"""Points of a rule that says more than that data is collected, used or shared at all."""
CONDITIONS = frozenset({"consent", "choice", "only", "names-withheld"})
"""Rules that soften what a clause newly permits; optional collection that is now allowed is still collection."""
SAFEGUARDS = frozenset({"notice", "deletes", "limit", "security", "bound", "request"})
"""Rules that say how a new kind of data is treated; it is a new kind of data all the same."""
RIGHT = "right"
LONGEST_REASON = 15
WORDING = "wording"
"""The sort of a change that no rule knows to be trivial, though none says that it means something."""
_IMPORTANCE = {
    Weight.COSMETIC: 0.0,
    Weight.EDITORIAL: 10.0,
    WORDING: 12.0,
    Direction.UNCLEAR: 20.0,
    Direction.MORE_PROTECTIVE: 30.0,
    Direction.LESS_PROTECTIVE: 34.0,
}
_MOST_POINTS, _MOST_TOTAL = 7.0, 18.0
_GONE_PROMISE, _GONE = 2.0, 1.0
"""A promise that went weighs more than anything that is new; a right, a limit or a choice that went, half of that."""
_SIDES = {Direction.LESS_PROTECTIVE: -1, Direction.MORE_PROTECTIVE: 1, Direction.UNCLEAR: 0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgment:
    """An assessment before its topics are known; `sort` names why a change means nothing ("date", "heading")."""

    weight: Weight
    direction: Direction | None
    importance: float
    reason: str
    sort: str
    voices: tuple[Voice, ...]

    def with_topics(self, topics: tuple[str, ...]) -> Assessment:
        """Return the assessment."""
        return Assessment(
            weight=self.weight,
            direction=self.direction,
            topics=topics,
            importance=self.importance,
            reason=self.reason,
            voices=self.voices,
        )


def judge(voices: Sequence[Voice], *, otherwise: str) -> Judgment:
    """Return what the rules that spoke mean together; `otherwise` is the reason where they don't suffice."""
    total = sum(voice.points for voice in voices)
    if total < SUBSTANTIVE:
        return replace(trivial(Weight.EDITORIAL, WORDING, otherwise), importance=_IMPORTANCE[WORDING] + total)
    direction = _direction(voices)
    side = _SIDES[direction]
    ordered = tuple(sorted(voices, key=lambda voice: (voice.background, side not in (0, voice.toward), -voice.points)))
    return Judgment(
        weight=Weight.SUBSTANTIVE,
        direction=direction,
        importance=round(_IMPORTANCE[direction] + _weightiest(voices, side) + min(total, _MOST_TOTAL) / 12, 2),
        reason=_reason(ordered[0]),
        sort="",
        voices=ordered,
    )


def _weightiest(voices: Sequence[Voice], side: int) -> float:
    """Return how much the weightiest rule says that spoke for the side which decided."""
    points = [voice.points / 2 + (_loss(voice) if side < 0 else 0.0) for voice in voices if voice.toward == side]
    return min(max(points, default=0.0), _MOST_POINTS)


def _loss(voice: Voice) -> float:
    if voice.came or voice.points < STRONG:
        return 0.0
    return _GONE_PROMISE if voice.promise else _GONE


def trivial(weight: Weight, sort: str, reason: str) -> Judgment:
    """Return the judgment on a change that means nothing for the reader's data."""
    return Judgment(
        weight=weight, direction=None, importance=_IMPORTANCE[weight], reason=_shorten(reason), sort=sort, voices=()
    )


def _direction(voices: Sequence[Voice]) -> Direction:
    heard = _heard(voices)
    net = sum(voice.points * voice.toward for voice in heard)
    neutral = max((voice.points for voice in heard if not voice.toward), default=0.0)
    if abs(net) < CLEAR or NEUTRAL_SHARE * neutral > abs(net):
        return Direction.UNCLEAR
    return Direction.MORE_PROTECTIVE if net > 0 else Direction.LESS_PROTECTIVE


def _heard(voices: Sequence[Voice]) -> list[Voice]:
    """Return the rules that decide the direction.

    That data is collected, used or shared at all is background beside what else is said of it. A right that speaks
    of a kind of data, where nothing is said to be done with it, is a right; a consent does not outweigh a new kind.
    """
    heard = [voice for voice in voices if not voice.background]
    more = [voice for voice in heard if voice.points >= STRONG and voice.toward < 0 and voice.came]
    if any(voice.rule == RIGHT for voice in heard) and len(heard) == len(voices):
        heard = [voice for voice in heard if not voice.category]
    elif more:
        softening = CONDITIONS | SAFEGUARDS if any(voice.category for voice in more) else CONDITIONS
        heard = [voice for voice in heard if voice.rule not in softening]
    return heard if any(voice.points >= SUBSTANTIVE for voice in heard) else list(voices)


def _reason(voice: Voice) -> str:
    if not voice.says:
        return _shorten(voice.quote)
    return _shorten(f"{'new' if voice.came else 'removed'} {voice.says}: {voice.quote}")


def _shorten(reason: str) -> str:
    words = reason.split()
    return " ".join(words[:LONGEST_REASON])
