"""Which pairs of clauses are worth comparing: those that share telling words, and those that stand in one gap."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from tracker.clause_words import ClauseWords
from tracker.places import Places

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


def word_candidates(old: Mapping[int, ClauseWords], new: Mapping[int, ClauseWords]) -> set[tuple[int, int]]:
    """Return, for each clause, the pairs (old, new) with those that share most of its words and pairs of words."""
    holders = _holders(old)
    candidates: set[tuple[int, int]] = set()
    partners: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for j, words in new.items():
        ranked = sorted((-share, i) for i, share in _shares(words, old, holders).items())
        candidates.update((i, j) for _, i in ranked[:_MOST_PARTNERS])
        for share, i in ranked:
            partners[i].append((share, j))
    for i, ranked in partners.items():
        candidates.update((i, j) for _, j in sorted(ranked)[:_MOST_PARTNERS])
    return candidates


def _holders(clauses: Mapping[int, ClauseWords]) -> dict[str, list[int]]:
    """Return in which clauses each word and pair of words is, but for those in too many."""
    holders: dict[str, list[int]] = defaultdict(list)
    for place, words in clauses.items():
        for gram in (*words.words, *words.pairs) if len(words.letters) < _FEW_WORDS else words.pairs:
            holders[gram].append(place)
    return {gram: places for gram, places in holders.items() if len(places) <= _MOST_CLAUSES}


def _shares(words: ClauseWords, old: Mapping[int, ClauseWords], holders: Mapping[str, list[int]]) -> dict[int, float]:
    """The weight of what the clause shares with each old one, as a share of the longer of the two."""
    shared: dict[int, int] = defaultdict(int)
    for grams in (words.words, words.pairs) if len(words.letters) < _FEW_WORDS else (words.pairs,):
        for gram in grams.keys() & holders.keys():
            for i in holders[gram]:
                shared[i] += grams[gram]
    return {i: weight / max(words.words_weight, old[i].words_weight) for i, weight in shared.items()}


def same_candidates(old: Mapping[int, ClauseWords], new: Mapping[int, ClauseWords]) -> Iterator[tuple[int, int]]:
    """Yield the pairs with the same words, which may be in too many clauses to lead anywhere; the nearest in rank."""
    olds, news = _by_words(old), _by_words(new)
    for letters in sorted(olds.keys() & news.keys()):
        first, second = olds[letters], news[letters]
        for rank, j in enumerate(news[letters]):
            for offset in (rank, len(first) - len(second) + rank):
                yield from ((i, j) for i in first[max(0, offset - _DEPTH) : max(0, offset + _DEPTH + 1)])


def same_leftovers(old: Mapping[int, ClauseWords], new: Mapping[int, ClauseWords]) -> Iterator[tuple[int, int]]:
    """Yield in order the pairs with the same words, if these are enough to say something of their own."""
    olds, news = _by_words(old), _by_words(new)
    for letters in sorted(olds.keys() & news.keys()):
        if len(letters) >= _SAYS_SOMETHING and len(olds[letters]) == len(news[letters]):
            yield from zip(olds[letters], news[letters], strict=True)


def _by_words(clauses: Mapping[int, ClauseWords]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = defaultdict(list)
    for place in sorted(clauses):
        places[clauses[place].letters].append(place)
    return places


def place_candidates(
    old: Mapping[int, ClauseWords], new: Mapping[int, ClauseWords], places: Places
) -> Iterator[tuple[int, int]]:
    """Yield the pairs that stand as far from the same link, or in the same gap and there at about the same depth."""
    yield from _beside_links(old, new, places)
    yield from _in_gaps(old, new, places)


def _beside_links(
    old: Mapping[int, ClauseWords], new: Mapping[int, ClauseWords], places: Places
) -> Iterator[tuple[int, int]]:
    mates = dict(sorted(places.links))
    for i in old:
        for anchor in (places.old.left[i], places.old.right[i]):
            mate = mates[anchor] + i - anchor
            if mate in new:
                yield i, mate


def _in_gaps(
    old: Mapping[int, ClauseWords], new: Mapping[int, ClauseWords], places: Places
) -> Iterator[tuple[int, int]]:
    old_gaps, new_gaps = _by_gap(old, places.old.gap), _by_gap(new, places.new.gap)
    for gap, news in new_gaps.items():
        olds = old_gaps.get(gap, [])
        if len(olds) * len(news) <= _SMALL_GAP:
            yield from ((i, j) for i in olds for j in news)
            continue
        for depth, j in enumerate(news):
            for offset in range(depth - _DEPTH, depth + _DEPTH + 1):
                for place in (offset, len(olds) - len(news) + offset):
                    if 0 <= place < len(olds):
                        yield olds[place], j


def _by_gap(clauses: Mapping[int, ClauseWords], gap: tuple[int, ...]) -> dict[int, list[int]]:
    gaps: dict[int, list[int]] = defaultdict(list)
    for place in sorted(clauses):
        gaps[gap[place]].append(place)
    return gaps
