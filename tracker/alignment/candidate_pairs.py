"""Picks the pairs of clauses worth comparing: those that share telling words, and those that stand in one gap.

An inverted index of words and word bigrams with IDF weights (Spärck Jones 1972) finds the first, so that the work grows
with the length of the versions and not with its square: 500 clauses on both sides are some 2,000 pairs, not 250,000.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping

import numpy as np

from tracker.alignment.neighborhoods import Neighborhoods
from tracker.alignment.word_index import ClauseWords, Indices, Truths, spread

# A word or pair of words in more clauses than this leads nowhere; it also bounds the work.
_MOST_CLAUSES = 8
# Longer clauses are found by their pairs of words alone.
_FEW_WORDS = 12
# How many partners by words are kept for each clause.
_MOST_PARTNERS = 4
# Gaps up to this many pairs are compared whole; in larger ones only clauses at about the same depth.
_SMALL_GAP = 36
_DEPTH = 2
# Fewer words than this, such as "See above", say nothing of their own.
_SAYS_SOMETHING = 4


def word_candidates(old: ClauseWords, new: ClauseWords) -> Indices:
    """Return, for each clause, the pairs (old, new) with those that share most of its words and pairs of words.

    Each pair is one number: the old index times the number of new clauses, plus the new index.
    """
    old_rows, new_rows = _telling(old), _telling(new)
    old_rows = old_rows[np.argsort(old.grams[old_rows], kind="stable")]
    grams = old.grams[old_rows]
    starts, ends = (np.searchsorted(grams, new.grams[new_rows], side) for side in ("left", "right"))
    ends = np.where(ends - starts <= _MOST_CLAUSES, ends, starts)
    holders, sharing = spread(starts, ends)
    width = len(new.sizes)
    codes = old.clauses[old_rows[holders]] * width + new.clauses[new_rows[sharing]]
    codes, pair = np.unique(codes, return_inverse=True)
    olds, news = np.divmod(codes, width)
    shared = np.bincount(pair, new.weights[new_rows[sharing]], len(codes))
    share = shared / np.maximum(old.sizes[olds, 1], new.sizes[news, 1])
    kept = _first_of(np.lexsort((olds, -share, news)), news) | _first_of(np.lexsort((news, -share, olds)), olds)
    found: Indices = codes[kept]
    return found


def _telling(words: ClauseWords) -> Indices:
    """The rows of the pairs of words, and those of the words of short clauses."""
    return np.flatnonzero(words.is_pair() | (words.sizes[words.clauses, 0] < _FEW_WORDS))


def _first_of(order: Indices, clauses: Indices) -> Truths:
    """Which pairs are, in this order by clause, among the first of their clause."""
    ordered = clauses[order]
    kept = np.zeros(len(order), bool)
    kept[order] = np.arange(len(order)) - np.searchsorted(ordered, ordered) < _MOST_PARTNERS
    return kept


def same_candidates(old: Mapping[int, str], new: Mapping[int, str]) -> Iterator[tuple[int, int]]:
    """Yield the pairs with the same words, which may be in too many clauses to lead anywhere; the nearest in rank."""
    olds, news = _by_words(old), _by_words(new)
    for word_codes in sorted(olds.keys() & news.keys()):
        first, second = olds[word_codes], news[word_codes]
        for rank, j in enumerate(news[word_codes]):
            for offset in (rank, len(first) - len(second) + rank):
                yield from ((i, j) for i in first[max(0, offset - _DEPTH) : max(0, offset + _DEPTH + 1)])


def same_leftovers(old: Mapping[int, str], new: Mapping[int, str]) -> Iterator[tuple[int, int]]:
    """Yield in order the pairs with the same words, if these are enough to say something of their own."""
    olds, news = _by_words(old), _by_words(new)
    for word_codes in sorted(olds.keys() & news.keys()):
        if len(word_codes) >= _SAYS_SOMETHING and len(olds[word_codes]) == len(news[word_codes]):
            yield from zip(olds[word_codes], news[word_codes], strict=True)


def _by_words(clauses: Mapping[int, str]) -> dict[str, list[int]]:
    indexes: dict[str, list[int]] = defaultdict(list)
    for index in sorted(clauses):
        indexes[clauses[index]].append(index)
    return indexes


def neighborhood_candidates(
    old: Mapping[int, str], new: Mapping[int, str], neighborhoods: Neighborhoods
) -> Iterator[tuple[int, int]]:
    """Yield the pairs that stand as far from the same link, or in the same gap and there at about the same depth."""
    yield from _beside_links(old, new, neighborhoods)
    yield from _in_gaps(old, new, neighborhoods)


def _beside_links(
    old: Mapping[int, str], new: Mapping[int, str], neighborhoods: Neighborhoods
) -> Iterator[tuple[int, int]]:
    partners = dict(sorted(neighborhoods.links))
    for i in old:
        for anchor in (neighborhoods.old.left[i], neighborhoods.old.right[i]):
            partner = partners[anchor] + i - anchor
            if partner in new:
                yield i, partner


def _in_gaps(old: Mapping[int, str], new: Mapping[int, str], neighborhoods: Neighborhoods) -> Iterator[tuple[int, int]]:
    old_gaps, new_gaps = _by_gap(old, neighborhoods.old.gap), _by_gap(new, neighborhoods.new.gap)
    for gap, news in new_gaps.items():
        olds = old_gaps.get(gap, [])
        if len(olds) * len(news) <= _SMALL_GAP:
            yield from ((i, j) for i in olds for j in news)
            continue
        for depth, j in enumerate(news):
            for offset in range(depth - _DEPTH, depth + _DEPTH + 1):
                for index in (offset, len(olds) - len(news) + offset):
                    if 0 <= index < len(olds):
                        yield olds[index], j


def _by_gap(clauses: Mapping[int, str], gap: tuple[int, ...]) -> dict[int, list[int]]:
    gaps: dict[int, list[int]] = defaultdict(list)
    for index in sorted(clauses):
        gaps[gap[index]].append(index)
    return gaps
