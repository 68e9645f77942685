"""How likely it is that one clause became another: what speaks for it, and how much each of it weighs.

A logistic regression over all pairs at once. The weights were fitted on pairs of clauses of real policies under known
edits (`bench/fit_likelihood.py`); which clause became which was known, so nothing was labelled by hand.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from tracker.alignment.likelihood_weights import WEIGHTS
from tracker.alignment.neighborhoods import Places, Side
from tracker.alignment.word_index import Indices, Numbers, Truths, is_among
from tracker.alignment.word_overlap import Pairs, rivals
from tracker.clauses.clause import Clause, ClauseKind

# Clauses with fewer words are judged more by their place than by their words.
_SHORT = 8
_TINY = 1e-9
_KIND_NUMBERS = {kind: number for number, kind in enumerate(ClauseKind)}
_HEADING = _KIND_NUMBERS[ClauseKind.HEADING]


@dataclass(frozen=True, slots=True)
class Setting:
    """What the two versions look like around the clauses: their kinds, the headings above them, the links so far.

    `children` counts, for each pair of headings, the links between the clauses below them; with -1 for one of the
    headings, all links of the clauses below the other.
    """

    old_kinds: Indices
    new_kinds: Indices
    old_headings: Sequence[int]
    new_headings: Sequence[int]
    places: Places
    children: Counter[tuple[int, int]]


def collect(setting: Setting, pairs: Pairs) -> Numbers:
    """Return what speaks for each pair, a row for a pair, in the order of the weights."""
    both, shorter = pairs.old_sizes + pairs.new_sizes, np.minimum(pairs.old_sizes, pairs.new_sizes)
    alike, inside = 2 * pairs.shared / (both + _TINY), pairs.shared / (shorter + _TINY)
    words = np.log1p(shorter[:, 0])
    length_ratio = np.abs(np.log1p(pairs.old_sizes[:, 0]) - np.log1p(pairs.new_sizes[:, 0]))
    text = alike[:, 1] + alike[:, 2]
    same_words = alike[:, 1] > 1 - 1e-6
    links = _codes(setting.places)
    left, right, near = _neighbours(setting.places, pairs, links)
    gaps = np.array(setting.places.old.gap)[pairs.old], np.array(setting.places.new.gap)[pairs.new]
    same_gap = gaps[0] == gaps[1]
    score = text + np.maximum(inside[:, 1], inside[:, 2]) / 2
    leads = score - rivals(score, pairs.old), score - rivals(score, pairs.new)
    columns = (
        *(alike[:, 0], alike[:, 1], inside[:, 1], alike[:, 2], inside[:, 2]),
        *(np.log1p(pairs.shared[:, 2] / 1000), words, length_ratio),
        *(left, right, left & right, same_gap, np.log1p(np.abs(gaps[0] - gaps[1]))),
        *(setting.old_kinds[pairs.old] == setting.new_kinds[pairs.new], _same_section(setting, pairs, links), *near),
        *(*leads, np.minimum(*leads) >= 0, same_gap * _crowd(setting.places, gaps)),
        *(text * (left.astype(float) + right), alike[:, 2] * words, text * same_gap, alike[:, 2] ** 2),
        *(same_words, same_words * words, *_children(setting, pairs), np.ones(len(pairs.old))),
    )
    return np.column_stack(columns).astype(float)


def weigh(setting: Setting, pairs: Pairs, signs: Numbers) -> Numbers:
    """Return how likely each pair is, from 0 to 1, rounded so that no machine's arithmetic decides between two."""
    total = np.zeros(len(signs))
    for kind, chosen in by_kind(setting, pairs).items():
        total[chosen] = (signs[chosen] * np.array(WEIGHTS[kind])).sum(axis=1)
    chances: Numbers = np.round(1 / (1 + np.exp(-np.clip(total, -30, 30))), 6)
    return chances


def by_kind(setting: Setting, pairs: Pairs) -> Mapping[str, Truths]:
    """Return under which weights the pairs are judged: as headings, as short or as long clauses."""
    headings = (setting.old_kinds[pairs.old] == _HEADING) | (setting.new_kinds[pairs.new] == _HEADING)
    short = np.minimum(pairs.old_sizes[:, 0], pairs.new_sizes[:, 0]) < _SHORT
    return {"heading": headings, "short": short & ~headings, "long": ~short & ~headings}


def kind_numbers(clauses: Sequence[Clause]) -> Indices:
    """Return the kinds of the clauses as numbers."""
    return np.array([_KIND_NUMBERS[clause.kind] for clause in clauses])


def _codes(places: Places) -> Indices:
    """The links as one number each; places may be -1 or just past the end."""
    width = len(places.new.gap) + 2
    return np.sort(np.array([i * width + j for i, j in places.links]))


def _linked(places: Places, links: Indices, old: Indices, new: Indices) -> Truths:
    """Whether the old and new places in each row are linked."""
    return is_among(old * (len(places.new.gap) + 2) + new, links)


def _neighbours(places: Places, pairs: Pairs, links: Indices) -> tuple[Truths, Truths, tuple[Numbers, Numbers]]:
    """Whether the nearest linked clauses on the left, and on the right, are linked to each other, and as far away."""
    found, near = [], []
    for side in ("left", "right"):
        olds, news = _side(places.old, side)[pairs.old], _side(places.new, side)[pairs.new]
        linked = _linked(places, links, olds, news)
        found.append(linked)
        near.append((linked & (pairs.old - olds == pairs.new - news)).astype(float))
    return found[0], found[1], (near[0], near[1])


def _side(side: Side, name: str) -> Indices:
    return np.array(side.left if name == "left" else side.right)


def _same_section(setting: Setting, pairs: Pairs, links: Indices) -> Truths:
    headings = np.array(setting.old_headings)[pairs.old], np.array(setting.new_headings)[pairs.new]
    return _linked(setting.places, links, *headings)


def _crowd(places: Places, gaps: tuple[Indices, Indices]) -> Numbers:
    """How many unlinked clauses the gap has, on the side with fewer."""
    counts = [
        np.bincount(list(side.free.elements()), minlength=max(side.gap, default=0) + 1)[gap]
        for side, gap in ((places.old, gaps[0]), (places.new, gaps[1]))
    ]
    crowd: Numbers = np.log1p(np.minimum(*counts))
    return crowd


def _children(setting: Setting, pairs: Pairs) -> tuple[Numbers, Numbers]:
    """The shares of the clauses below two headings that became one another, and that went elsewhere."""
    shares = np.zeros((2, len(pairs.old)))
    for row in np.flatnonzero(by_kind(setting, pairs)["heading"]).tolist():
        pair = int(pairs.old[row]), int(pairs.new[row])
        linked = max(setting.children[pair[0], -1], setting.children[-1, pair[1]])
        if linked:
            shares[0, row] = setting.children[pair] / linked
            shares[1, row] = 1 - shares[0, row]
    return shares[0], shares[1]
