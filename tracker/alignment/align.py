"""Aligns two versions: which clause of the new one is which clause of the old one. Depends on the two alone.

Links are found in the order of their certainty: the same text (patience diff), a text split or merged, a text
reworded (logistic regression). Each step holds on to the links of the steps before. Before: clauses A, B, C. After:
A, C, B' with a word of B replaced. Links: A-A and C-C as they were, B-B' modified and moved.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

import numpy as np

from tracker.alignment.candidate_pairs import same_candidates, same_leftovers, word_candidates
from tracker.alignment.copies import find_copies
from tracker.alignment.exact_matches import ExactMatches
from tracker.alignment.listed_sentences import find_listed
from tracker.alignment.moves import moved_links
from tracker.alignment.reworded_matches import Matcher, NeighborhoodFinder
from tracker.alignment.splits_and_merges import Group, GroupFinder
from tracker.alignment.word_index import Vocabulary, distinct
from tracker.alignment.word_overlap import Pairs, SharedWords
from tracker.clauses.clause import Clause, ClauseKind
from tracker.clauses.comparison_keys import classify_keys, exact_key, has_footnotes


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An old clause and the new clause it became, by index; `ops` names what happened on the way."""

    old: int
    new: int
    ops: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """The links in order of the new clauses, and the clauses without one.

    A split is several links with one `old`, a merge several links with one `new`; `moved` are the links out of order.
    """

    links: tuple[Link, ...]
    added: tuple[int, ...]
    removed: tuple[int, ...]
    moved: tuple[tuple[int, int], ...]


def align(old: Sequence[Clause], new: Sequence[Clause]) -> Alignment:
    """Return which old clause became which new one."""
    keys = [exact_key(clause.text) for clause in old], [exact_key(clause.text) for clause in new]
    pairs = _Aligner(old, new, keys).pairs()
    ordered = sorted(pairs, key=itemgetter(1, 0))
    moved = moved_links(ordered, [len(clause.text) for clause in old], [len(clause.text) for clause in new])
    linked_old, linked_new = {i for i, _ in pairs}, {j for _, j in pairs}
    return Alignment(
        links=tuple(
            Link(old=i, new=j, ops=_ops(keys[0][i], keys[1][j], pairs[i, j], (i, j) in moved)) for i, j in ordered
        ),
        added=tuple(j for j in range(len(new)) if j not in linked_new),
        removed=tuple(i for i in range(len(old)) if i not in linked_old),
        moved=tuple(sorted(moved)),
    )


def _ops(old_key: str, new_key: str, plain: str, moved: bool) -> tuple[str, ...]:
    return (plain or classify_keys(old_key, new_key), *(("moved",) if moved else ()))


class _Aligner:
    """The steps of one alignment, and the clauses and links between them."""

    def __init__(self, old: Sequence[Clause], new: Sequence[Clause], keys: tuple[Sequence[str], Sequence[str]]) -> None:
        self._old, self._new, self._keys = old, new, keys
        self._finder = NeighborhoodFinder(old, new)
        self._pairs: dict[tuple[int, int], str] = {}
        self._free_old: dict[int, str] = {}
        self._free_new: dict[int, str] = {}

    def pairs(self) -> dict[tuple[int, int], str]:
        """Return the pairs (old, new), each with what became of it if that is plain: `split`, `merged`, `modified`."""
        matches = ExactMatches(self._old, self._new)
        matches.add(*self._keys)
        self._pairs = dict.fromkeys(matches.pairs.items(), "")
        if len(self._pairs) == len(self._new) or (len(self._pairs) == len(self._old) and _in_order(self._pairs)):
            return self._pairs
        vocabulary = Vocabulary([*self._keys[0], *self._keys[1]])
        words = tuple([vocabulary.words_key(key) for key in keys] for keys in self._keys)
        matches.add(*words)
        same, taken = matches.pairs, set(matches.pairs.values())
        self._pairs = dict.fromkeys(same.items(), "")
        old_words = vocabulary.clauses(self._keys[0], [i for i in range(len(self._old)) if i not in same])
        new_words = vocabulary.clauses(self._keys[1], [j for j in range(len(self._new)) if j not in taken])
        self._free_old, self._free_new = dict(old_words.word_codes), dict(new_words.word_codes)
        self._link_alike(SharedWords(old_words, new_words), vocabulary)
        self._take(dict.fromkeys(same_leftovers(self._free_old, self._free_new), ""))
        self._part_from_copies((words[0], words[1]))
        return self._pairs

    def _link_alike(self, words: SharedWords, vocabulary: Vocabulary) -> None:
        """Link what was split, merged or reworded."""
        same = words.codes(same_candidates(words.old.word_codes, words.new.word_codes))
        alike = distinct(np.concatenate((word_candidates(words.old, words.new), same)))
        self._add_groups(words.pairs(alike))
        matcher = Matcher(self._old, self._new, self._pairs, self._finder)
        matched = matcher.match(self._free_old, self._free_new, alike, words)
        for i, j in matched:
            keys = self._keys[0][i], self._keys[1][j]
            may_be_renumbered = vocabulary.end_alike(*keys) or all(map(has_footnotes, keys))
            self._take({(i, j): "" if may_be_renumbered else "modified"})
        self._complete_groups(matched, words.old.word_codes, words.new.word_codes)

    def _part_from_copies(self, words: tuple[Sequence[str], Sequence[str]]) -> None:
        """Link a clause that was reworded in its place to what it became, not to its old text elsewhere."""
        if not self._free_new or _in_order(self._pairs):
            return
        copies = find_copies(self._pairs, words, self._free_new, self._finder.find(self._pairs))
        for (i, j), index in copies.items():
            del self._pairs[i, j]
            self._take({(i, index): ""})

    def _take(self, pairs: Mapping[tuple[int, int], str]) -> None:
        self._pairs |= pairs
        for i, j in pairs:
            self._free_old.pop(i, None)
            self._free_new.pop(j, None)

    def _group_finders(self, old: Mapping[int, str], new: Mapping[int, str]) -> tuple[GroupFinder, GroupFinder]:
        """Return what finds splits, and what finds merges, among these clauses and the free ones beside them."""
        neighborhoods = self._finder.find(self._pairs)
        gaps = neighborhoods.old.gap, neighborhoods.new.gap
        return GroupFinder(old, new, self._free_new, gaps), GroupFinder(new, old, self._free_old, gaps[::-1])

    def _add_groups(self, alike: Pairs) -> None:
        splits, merges = self._group_finders(self._free_old, self._free_new)
        split_lists, merged_lists = self._listed_groups()
        found_splits = _fullest([*splits.groups(alike), *split_lists])
        found_merges = _fullest([*merges.groups(alike.turned()), *merged_lists])
        for pairs in _compatible(found_splits, found_merges):
            self._take(pairs)

    def _listed_groups(self) -> tuple[Iterator[Group], Iterator[Group]]:
        """Return the sentences that were made lists, and the lists that were made sentences."""
        neighborhoods = self._finder.find(self._pairs)
        gaps = neighborhoods.old.gap, neighborhoods.new.gap
        old_items = [i for i in self._free_old if self._old[i].kind is ClauseKind.ITEM]
        new_items = [j for j in self._free_new if self._new[j].kind is ClauseKind.ITEM]
        return (
            find_listed(self._free_old, self._free_new, new_items, gaps),
            find_listed(self._free_new, self._free_old, old_items, gaps[::-1]),
        )

    def _complete_groups(
        self, matched: set[tuple[int, int]], old_words: Mapping[int, str], new_words: Mapping[int, str]
    ) -> None:
        """Where a clause holds no more than a part of the other, look for the rest beside it."""
        splits, merges = self._group_finders(old_words, new_words)
        for i, j in sorted(matched):
            if abs(len(old_words[i]) - len(new_words[j])) < 2:
                continue
            split, merge = splits.group(i, [j]), merges.group(j, [i])
            for pairs in _compatible([split] if split else [], [merge] if merge else []):
                self._take(pairs)


def _in_order(pairs: Iterable[tuple[int, int]]) -> bool:
    """Whether none of the pairs is out of order."""
    news = [j for _, j in sorted(pairs)]
    return news == sorted(news)


def _fullest(groups: Iterable[Group]) -> list[Group]:
    """Return for each whole the group with the most parts: a list has more than what is found of it by its words."""
    fullest: dict[int, Group] = {}
    for group in groups:
        known = fullest.get(group.whole)
        if known is None or len(group.parts) > len(known.parts):
            fullest[group.whole] = group
    return list(fullest.values())


def _compatible(splits: Sequence[Group], merges: Sequence[Group]) -> list[dict[tuple[int, int], str]]:
    """Return the pairs of the groups that have no clause in common, the best covered groups first."""
    found = [(group, "split") for group in splits] + [(group, "merged") for group in merges]
    taken_old: set[int] = set()
    taken_new: set[int] = set()
    kept = []
    for group, kind in sorted(
        found, key=lambda entry: (-entry[0].covered, entry[0].distance, entry[1], entry[0].whole)
    ):
        olds, news = ({group.whole}, set(group.parts)) if kind == "split" else (set(group.parts), {group.whole})
        if not olds & taken_old and not news & taken_new:
            taken_old |= olds
            taken_new |= news
            kept.append({(i, j): kind for i in olds for j in news})
    return kept
