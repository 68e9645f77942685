"""How likely it is that one clause became another: what speaks for it, and how much each of it weighs.

A logistic regression. The weights were fitted on pairs of clauses of real policies under known edits; which clause
became which was known, so nothing was labelled by hand.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

from tracker.clause_words import ClauseWords
from tracker.clauses import Clause, ClauseKind
from tracker.evidence_weights import WEIGHTS
from tracker.places import Places

# Clauses with fewer words are judged more by their place than by their words.
SHORT = 8
_TINY = 1e-9


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two texts are, from 0 to 1, and how long. `telling` weighs rare words more than common ones."""

    order: float
    telling: float
    telling_inside: float
    pairs: float
    pairs_inside: float
    shared_pairs: float
    shorter: float
    ratio: float

    @property
    def score(self) -> float:
        """One number to compare rivals by."""
        return self.telling + self.pairs + max(self.telling_inside, self.pairs_inside) / 2


def likeness(old: ClauseWords, new: ClauseWords) -> Likeness:
    """Return how alike two texts are, by words in order, by telling words, and by pairs of neighbouring words."""
    lengths = len(old.letters), len(new.letters)
    words, pairs = _shared(old.words, new.words), _shared(old.pairs, new.pairs)
    return Likeness(
        order=2 * LCSseq.similarity(old.letters, new.letters) / (sum(lengths) + _TINY),
        telling=2 * words / (old.words_weight + new.words_weight + _TINY),
        telling_inside=words / (min(old.words_weight, new.words_weight) + _TINY),
        pairs=2 * pairs / (old.pairs_weight + new.pairs_weight + _TINY),
        pairs_inside=pairs / (min(old.pairs_weight, new.pairs_weight) + _TINY),
        shared_pairs=math.log1p(pairs),
        shorter=math.log1p(min(lengths)),
        ratio=abs(math.log((lengths[0] + 1) / (lengths[1] + 1))),
    )


def _shared(old: Mapping[str, float], new: Mapping[str, float]) -> float:
    if len(old) > len(new):
        old, new = new, old
    return sum([weight for gram, weight in old.items() if gram in new])


@dataclass(frozen=True, slots=True)
class Setting:
    """The two versions with the places of their clauses and of the headings above them.

    `children` counts, for each pair of headings, the links between the clauses below them; with -1 for one of the
    headings, all links of the clauses below the other.
    """

    old: Sequence[Clause]
    new: Sequence[Clause]
    old_headings: Sequence[int]
    new_headings: Sequence[int]
    places: Places
    children: Counter[tuple[int, int]]


def evidence(pair: tuple[int, int], alike: Likeness, lead: tuple[float, float], setting: Setting) -> list[float]:
    """Return what speaks for the pair, in the order of the weights.

    `lead` is by how much the pair is more alike than the best other pair of the old and of the new clause.
    """
    i, j = pair
    old, new, links = setting.places.old, setting.places.new, setting.places.links
    left = (old.left[i], new.left[j]) in links
    right = (old.right[i], new.right[j]) in links
    same_gap = old.gap[i] == new.gap[j]
    text = alike.telling + alike.pairs
    same_words = alike.telling > 1 - 1e-6
    return [
        alike.order,
        alike.telling,
        alike.telling_inside,
        alike.pairs,
        alike.pairs_inside,
        alike.shared_pairs,
        alike.shorter,
        alike.ratio,
        left,
        right,
        left and right,
        same_gap,
        math.log1p(abs(old.gap[i] - new.gap[j])),
        setting.old[i].kind is setting.new[j].kind,
        (setting.old_headings[i], setting.new_headings[j]) in links,
        left and i - old.left[i] == j - new.left[j],
        right and old.right[i] - i == new.right[j] - j,
        lead[0],
        lead[1],
        min(lead) >= 0,
        math.log1p(min(old.free[old.gap[i]], new.free[new.gap[j]])) if same_gap else 0,
        (left + right) * text,
        alike.pairs * alike.shorter,
        same_gap * text,
        alike.pairs**2,
        same_words,
        same_words * alike.shorter,
        *_children(pair, setting),
        1,
    ]


def _children(pair: tuple[int, int], setting: Setting) -> tuple[float, float]:
    """The shares of the clauses below two headings that became one another, and that went elsewhere."""
    i, j = pair
    linked = max(setting.children[i, -1], setting.children[-1, j])
    together = setting.children[pair]
    return together / max(1, linked), (linked - together) / max(1, linked)


def kind_of_pair(pair: tuple[int, int], alike: Likeness, setting: Setting) -> str:
    """Return under which weights the pair is judged: heading, short or long."""
    if ClauseKind.HEADING in (setting.old[pair[0]].kind, setting.new[pair[1]].kind):
        return "heading"
    return "short" if alike.shorter < math.log1p(SHORT) else "long"


def probability(pair: tuple[int, int], alike: Likeness, lead: tuple[float, float], setting: Setting) -> float:
    """Return how likely it is that the old clause became the new one, from 0 to 1."""
    weights = WEIGHTS[kind_of_pair(pair, alike, setting)]
    total = sum(map(float.__mul__, weights, map(float, evidence(pair, alike, lead, setting))))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
