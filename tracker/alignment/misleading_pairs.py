"""Refuses pairs of clauses that would mislead a reader: alike in form, but about different things. Pure.

Before: the rows "Klaus | Customer support | Estonia" and "Hotjar | Analytics | Malta". After: "Hightouch | Customer
support | USA" and "Hotjar | Analytics | Malta". Klaus is gone and Hightouch came; Klaus did not become Hightouch.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from functools import cached_property

from rapidfuzz.distance import Indel

from tracker.clauses.clause import Clause, ClauseKind
from tracker.clauses.comparison_keys import exact_key, unnumbered_key, words_key

CELL = " | "
"""What stands between the cells of a row."""
# A name of more words than this is a sentence, which may be reworded.
_NAME_WORDS = 6
# From this share of equal letters one name is a misspelling or another spelling of the other.
_SAME_NAME = 0.8
# A row of so many words more, of which so many stayed, is the same row under another name.
_LONG_REST, _SAME_REST = 12, 0.6
_LABEL = re.compile(r"((?:[^.:;!?|]|\.(?=\w)){2,60}?)(?::|\s[–—|-])\s")
_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+")
_BODIES_SHARED = 0.5
# Fewer words are a number, an abbreviation, a name.
_SENTENCE_WORDS = 4
# So much of the shorter clause's words stay where no sentence is the same: then it is the clause, reworded.
_REST_ALIKE = 0.3
# Sentences in common that are more of the shorter clause than this are what the clause is about.
_MOSTLY_SHARED = 0.6


class MisleadingPairs:
    """Tells which pairs of clauses of two versions, alike as they are, are about different things."""

    def __init__(self, old: Sequence[Clause], new: Sequence[Clause]) -> None:
        self._old, self._new = old, new
        self._known: dict[tuple[int, int], bool] = {}

    def has(self, i: int, j: int, *, bodies_shared: float) -> bool:
        """Whether the old clause did not become the new one, given by index.

        `bodies_shared` is the share, from 0 to 1, of the clauses below two headings that became one another: where
        what stands below went on, a heading may have no word in common with what it was.
        """
        old, new = self._old[i], self._new[j]
        if ClauseKind.HEADING in (old.kind, new.kind):
            return bodies_shared < _BODIES_SHARED and _share_few_words(old.text, new.text)
        if (i, j) not in self._known:
            self._known[i, j] = self._is_of_another_name(i, j) or _shares_only_a_sentence(old.text, new.text)
        return self._known[i, j]

    def _is_of_another_name(self, i: int, j: int) -> bool:
        """Whether the clauses name different things: two rows, or two clauses of which one's name is still there."""
        if self._old[i].kind is self._new[j].kind is ClauseKind.ROW:
            names = _first_cell(self._old[i].text), _first_cell(self._new[j].text)
            return _are_other_names(*names) and not _are_told_at_length(self._old[i].text, self._new[j].text)
        old, new = label(self._old[i].text), label(self._new[j].text)
        if not old or not new or not _are_other_names(unnumbered_key(exact_key(old)), unnumbered_key(exact_key(new))):
            return False
        return old in self._single_labels[1] or new in self._single_labels[0]

    @cached_property
    def _single_labels(self) -> tuple[frozenset[str], frozenset[str]]:
        """The labels that one clause alone has, of the old version and of the new one."""
        return _standing_once(map(_clause_label, self._old)), _standing_once(map(_clause_label, self._new))


def label(text: str) -> str:
    """Return what stands before the first colon, dash or bar, if it is short enough to name what the text is about.

    >>> label("User.com: for CRM"), label("Hotjar | Analytics"), label("We collect it.")
    ('User.com', 'Hotjar', '')
    """
    found = _LABEL.match(text)
    return found[1] if found else ""


def _clause_label(clause: Clause) -> str:
    return label(clause.text)


def _standing_once(labels: Iterable[str]) -> frozenset[str]:
    return frozenset(label for label, count in Counter(labels).items() if count == 1 and label)


def _first_cell(text: str) -> str:
    """Return the words of the first cell that is more than a number in front."""
    cells = (unnumbered_key(exact_key(cell)) for cell in text.split(CELL.strip()))
    return next((cell for cell in cells if cell and not cell.isdigit()), "")


def _are_other_names(old: str, new: str) -> bool:
    """Whether two names are of different things: neither is part of the other, nor another spelling of it."""
    before, after = set(old.split()), set(new.split())
    if not before or not after or max(len(before), len(after)) > _NAME_WORDS:
        return False
    if before <= after or after <= before or 2 * len(before & after) > max(len(before), len(after)):
        return False
    return Indel.normalized_similarity(old.replace(" ", ""), new.replace(" ", "")) < _SAME_NAME


def _are_told_at_length(old: str, new: str) -> bool:
    """Whether what follows the first cells is long enough to know the row by, and hardly differs."""
    rests = [words_key(exact_key(text.partition(CELL)[2])).split() for text in (old, new)]
    return min(map(len, rests)) >= _LONG_REST and Indel.normalized_similarity(*rests) >= _SAME_REST


def _share_few_words(old: str, new: str) -> bool:
    """Whether most words of the shorter text are not in the other."""
    before, after = set(unnumbered_key(exact_key(old)).split()), set(unnumbered_key(exact_key(new)).split())
    return 2 * len(before & after) < min(len(before), len(after))


def _shares_only_a_sentence(old: str, new: str) -> bool:
    """Whether whole sentences are all that two clauses have in common, not most of either and not their beginning."""
    if old.split(" ", 1)[0].casefold() == new.split(" ", 1)[0].casefold():
        return False
    before, after = _sentences(old), _sentences(new)
    shared = {sentence for sentence in before if sentence in after and sentence.count(" ") >= _SENTENCE_WORDS - 1}
    if not shared or before[0] in shared or after[0] in shared:
        return False
    common = sum(len(sentence.split()) for sentence in shared)
    if common > _MOSTLY_SHARED * min(_count(before), _count(after)):
        return False
    rests = [
        [word for sentence in text if sentence not in shared for word in sentence.split()] for text in (before, after)
    ]
    return Indel.normalized_similarity(*rests) < _REST_ALIKE


def _sentences(text: str) -> list[str]:
    return [words for sentence in _SENTENCE_END.split(text) if (words := unnumbered_key(exact_key(sentence)))]


def _count(sentences: Collection[str]) -> int:
    return sum(len(sentence.split()) for sentence in sentences)
