"""Judges how likely it is that one clause became another: what speaks for it, and how much each of it weighs.

A logistic regression (Cox 1958) over all pairs at once. The weights were fitted on pairs of clauses of real policies
under known edits (`bench/fit_likelihood.py`); which clause became which was known, so nothing was labelled by hand.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from tracker.alignment.likelihood_weights import WEIGHTS
from tracker.alignment.neighborhoods import Neighborhoods, VersionNeighbors
from tracker.alignment.signs import Judged, Sign
from tracker.alignment.word_index import Indices, Numbers, Truths, is_among
from tracker.alignment.word_overlap import Pairs, best_other_scores
from tracker.clauses.clause import Clause, ClauseKind

# Clauses with fewer words are judged more by their place than by their words.
_SHORT = 8
_TINY = 1e-9
_KIND_NUMBERS = {kind: number for number, kind in enumerate(ClauseKind)}
_HEADING = _KIND_NUMBERS[ClauseKind.HEADING]
_WEIGHTS = {kind: np.array([weights[sign] for sign in Sign]) for kind, weights in WEIGHTS.items()}


@dataclass(frozen=True, slots=True)
class Setting:
    """What the two versions look like around the clauses: their kinds, the headings above them, the links so far.

    `children` counts, for each pair of headings, the links between the clauses below them; with -1 for one of the
    headings, all links of the clauses below the other. `bodies` counts the same without headings of the same level.
    """

    old_kinds: Indices
    new_kinds: Indices
    old_headings: Sequence[int]
    new_headings: Sequence[int]
    neighborhoods: Neighborhoods
    children: Counter[tuple[int, int]]
    bodies: Counter[tuple[int, int]]


def collect(setting: Setting, pairs: Pairs) -> Numbers:
    """Return what speaks for each pair: a row for a pair, a column for each `Sign` in their order."""
    measured = {**_of_texts(pairs), **_of_neighborhoods(setting, pairs)}
    text = measured[Sign.WORDS_ALIKE] + measured[Sign.PAIRS_ALIKE]
    score = text + np.maximum(measured[Sign.WORDS_INSIDE], measured[Sign.PAIRS_INSIDE]) / 2
    leads = score - best_other_scores(score, pairs.old), score - best_other_scores(score, pairs.new)
    agreeing = measured[Sign.LEFT_LINKED].astype(float) + measured[Sign.RIGHT_LINKED]
    children = _children(setting, pairs)
    measured |= {
        Sign.LEAD_OVER_OLD: leads[0],
        Sign.LEAD_OVER_NEW: leads[1],
        Sign.BEST_OF_BOTH: np.minimum(*leads) >= 0,
        Sign.TEXT_BY_NEIGHBORS: text * agreeing,
        Sign.TEXT_IN_GAP: text * measured[Sign.SAME_GAP],
        Sign.CHILDREN_SHARED: children[0],
        Sign.CHILDREN_ELSEWHERE: children[1],
        Sign.CONSTANT: np.ones(len(pairs.old)),
    }
    return np.column_stack([measured[sign] for sign in Sign]).astype(float)


def _of_texts(pairs: Pairs) -> dict[Sign, Numbers]:
    """What the words of the two clauses tell."""
    both, shorter = pairs.old_sizes + pairs.new_sizes, np.minimum(pairs.old_sizes, pairs.new_sizes)
    alike, inside = 2 * pairs.shared / (both + _TINY), pairs.shared / (shorter + _TINY)
    length = np.log1p(shorter[:, 0])
    same_words = (alike[:, 1] > 1 - 1e-6).astype(float)
    return {
        Sign.WORDS_IN_ORDER: alike[:, 0],
        Sign.WORDS_ALIKE: alike[:, 1],
        Sign.WORDS_INSIDE: inside[:, 1],
        Sign.PAIRS_ALIKE: alike[:, 2],
        Sign.PAIRS_INSIDE: inside[:, 2],
        Sign.SHARED_PAIRS: np.log1p(pairs.shared[:, 2] / 1000),
        Sign.SHORTER_LENGTH: length,
        Sign.LENGTH_RATIO: np.abs(np.log1p(pairs.old_sizes[:, 0]) - np.log1p(pairs.new_sizes[:, 0])),
        Sign.PAIRS_BY_LENGTH: alike[:, 2] * length,
        Sign.PAIRS_SQUARED: alike[:, 2] ** 2,
        Sign.SAME_WORDS: same_words,
        Sign.SAME_WORDS_BY_LENGTH: same_words * length,
    }


def _of_neighborhoods(setting: Setting, pairs: Pairs) -> dict[Sign, Numbers | Truths]:
    """What the links around the two clauses tell."""
    old, new = setting.neighborhoods.old, setting.neighborhoods.new
    links = _codes(setting.neighborhoods)
    left, right, near = _neighbors(setting.neighborhoods, pairs, links)
    gaps = np.array(old.gap)[pairs.old], np.array(new.gap)[pairs.new]
    same_gap = gaps[0] == gaps[1]
    return {
        Sign.LEFT_LINKED: left,
        Sign.RIGHT_LINKED: right,
        Sign.BOTH_LINKED: left & right,
        Sign.SAME_GAP: same_gap,
        Sign.GAP_DISTANCE: np.log1p(np.abs(gaps[0] - gaps[1])),
        Sign.SAME_KIND: setting.old_kinds[pairs.old] == setting.new_kinds[pairs.new],
        Sign.SAME_SECTION: _same_section(setting, pairs, links),
        Sign.AS_FAR_FROM_LEFT: near[0],
        Sign.AS_FAR_FROM_RIGHT: near[1],
        Sign.CROWD: same_gap * _crowd(setting.neighborhoods, gaps),
    }


def weigh(setting: Setting, pairs: Pairs, signs: Numbers) -> Numbers:
    """Return how likely each pair is, from 0 to 1, rounded so that no machine's arithmetic decides between two."""
    total = np.zeros(len(signs))
    for kind, chosen in judged_as(setting, pairs).items():
        total[chosen] = (signs[chosen] * _WEIGHTS[kind]).sum(axis=1)
    chances: Numbers = np.round(1 / (1 + np.exp(-np.clip(total, -30, 30))), 6)
    return chances


def judged_as(setting: Setting, pairs: Pairs) -> Mapping[Judged, Truths]:
    """Return which pairs are judged as headings, as short and as long clauses."""
    headings = (setting.old_kinds[pairs.old] == _HEADING) | (setting.new_kinds[pairs.new] == _HEADING)
    short = np.minimum(pairs.old_sizes[:, 0], pairs.new_sizes[:, 0]) < _SHORT
    return {Judged.HEADING: headings, Judged.SHORT: short & ~headings, Judged.LONG: ~short & ~headings}


def kind_numbers(clauses: Sequence[Clause]) -> Indices:
    """Return the kinds of the clauses as numbers."""
    return np.array([_KIND_NUMBERS[clause.kind] for clause in clauses])


def _codes(neighborhoods: Neighborhoods) -> Indices:
    """The links as one number each; indexes may be -1 or just past the end."""
    width = len(neighborhoods.new.gap) + 2
    return np.sort(np.array([i * width + j for i, j in neighborhoods.links]))


def _linked(neighborhoods: Neighborhoods, links: Indices, old: Indices, new: Indices) -> Truths:
    """Whether the old and new clauses in each row are linked."""
    return is_among(old * (len(neighborhoods.new.gap) + 2) + new, links)


def _neighbors(
    neighborhoods: Neighborhoods, pairs: Pairs, links: Indices
) -> tuple[Truths, Truths, tuple[Numbers, Numbers]]:
    """Whether the nearest linked clauses on the left, and on the right, are linked to each other, and as far away."""
    found, near = [], []
    for side in ("left", "right"):
        olds, news = _side(neighborhoods.old, side)[pairs.old], _side(neighborhoods.new, side)[pairs.new]
        linked = _linked(neighborhoods, links, olds, news)
        found.append(linked)
        near.append((linked & (pairs.old - olds == pairs.new - news)).astype(float))
    return found[0], found[1], (near[0], near[1])


def _side(side: VersionNeighbors, name: str) -> Indices:
    return np.array(side.left if name == "left" else side.right)


def _same_section(setting: Setting, pairs: Pairs, links: Indices) -> Truths:
    headings = np.array(setting.old_headings)[pairs.old], np.array(setting.new_headings)[pairs.new]
    return _linked(setting.neighborhoods, links, *headings)


def _crowd(neighborhoods: Neighborhoods, gaps: tuple[Indices, Indices]) -> Numbers:
    """How many unlinked clauses the gap has, on the side with fewer."""
    counts = [
        np.bincount(list(side.free.elements()), minlength=max(side.gap, default=0) + 1)[gap]
        for side, gap in ((neighborhoods.old, gaps[0]), (neighborhoods.new, gaps[1]))
    ]
    crowd: Numbers = np.log1p(np.minimum(*counts))
    return crowd


def _children(setting: Setting, pairs: Pairs) -> tuple[Numbers, Numbers]:
    """The shares of the clauses below two headings that became one another, and that went elsewhere."""
    shares = np.zeros((2, len(pairs.old)))
    for row in np.flatnonzero(judged_as(setting, pairs)[Judged.HEADING]).tolist():
        old, new = int(pairs.old[row]), int(pairs.new[row])
        if setting.children[old, -1] or setting.children[-1, new]:
            shares[0, row] = share_below(setting.children, old, new)
            shares[1, row] = 1 - shares[0, row]
    return shares[0], shares[1]


def share_below(below: Counter[tuple[int, int]], old: int, new: int) -> float:
    """Return the share of the linked clauses below two headings that became one another, 0 if none is linked."""
    linked = max(below[old, -1], below[-1, new])
    return below[old, new] / linked if linked else 0.0
