r"""Phrases as a lawyer writes them, found in the words of a clause.

| written              | finds                                                                     |
|----------------------|---------------------------------------------------------------------------|
| `opt out`            | these words; hyphens are spaces ("opt-out")                                 |
| `disclos*`           | any ending                                                                  |
| `sell\|rent`          | one of the two; a named list counts as one: `<share>\|sell`                  |
| `<share>`            | a word, or words, of the list `share` in `lexicon.toml`                     |
| `your?`              | the word, or none                                                           |
| `sell ... data`      | at most MAX_GAP words in between, within the sentence                       |
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tracker.assessment.words import BREAK, EMAIL, NUMBER, URL, Words
from tracker.text.phrases import fold

MAX_GAP = 6
"""Words that "..." may stand for."""
SHORTEST_PREFIX = 2
MOST_REMEMBERED = 20_000
"""Words whose names are kept; a language has no more in its policies, a hostile text may."""
_GAP = "..."
_SPECIAL = {URL, EMAIL, NUMBER, BREAK}


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A phrase of the rule `name` at the words `start` up to `end`."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Element:
    """A place in a phrase: a gap, or one of several words or rows of words; `optional` where it may be missing."""

    single: frozenset[str] = frozenset()
    rows: tuple[tuple[str, ...], ...] = ()
    optional: bool = False
    gap: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Phrase:
    """A phrase of the rule `name`; `needed` are words of which a text must have one, whatever stands before it."""

    name: str
    elements: tuple[_Element, ...]
    needed: frozenset[str]


_Keys = Sequence[frozenset[str]]


class PhraseBook:
    """Finds many phrases at once: only those are tried whose first word stands there, and whose last the text has."""

    def __init__(self, phrases: Iterable[tuple[str, str]], lists: Mapping[str, Sequence[str]]) -> None:
        """Compile (name of the rule, phrase) with the named lists of words."""
        self._starts: dict[str, list[_Phrase]] = {}
        self._memo: dict[str, frozenset[str]] = {}
        words: set[str] = set()
        for name, written in phrases:
            elements = tuple(_elements(written, lists))
            last = elements[-1]
            needed = frozenset() if last.optional or last.rows else last.single
            phrase = _Phrase(name=name, elements=elements, needed=needed)
            for first in _first_words(elements):
                self._starts.setdefault(first, []).append(phrase)
            for element in elements:
                words |= element.single.union(*element.rows)
        self._prefixes = frozenset(word for word in words if word.endswith("*"))
        self._words = frozenset(words)

    def find(self, words: Words) -> list[Found]:
        """Return the longest match of each rule at each place, in the order of the text."""
        keys = [self._keys(word) for word in words.words]
        present = frozenset().union(*keys)
        found: dict[tuple[str, int], int] = {}
        for start, known in enumerate(keys):
            for key in known:
                for phrase in self._starts.get(key, ()):
                    if phrase.needed and phrase.needed.isdisjoint(present):
                        continue
                    end = _match(phrase.elements, 0, keys, start)
                    if end > found.get((phrase.name, start), -1):
                        found[phrase.name, start] = end
        return [Found(name=name, start=start, end=end) for (name, start), end in found.items()]

    def _keys(self, word: str) -> frozenset[str]:
        """Return what the phrases may call a word: itself, and each beginning of it that they know."""
        known = self._memo.get(word)
        if known is None:
            names = {word[:length] + "*" for length in range(SHORTEST_PREFIX, len(word) + 1)} & self._prefixes
            names |= {word, NUMBER if word[0].isdigit() else word} & (self._words | {BREAK})
            known = frozenset(names)
            if len(self._memo) < MOST_REMEMBERED:
                self._memo[word] = known
        return known


def _match(elements: Sequence[_Element], at: int, keys: _Keys, place: int) -> int:
    """Return the place after the elements from `at` on, or -1."""
    while at < len(elements):
        element = elements[at]
        at += 1
        if element.gap:
            return _match_after_gap(elements, at, keys, place)
        here = place < len(keys) and not element.single.isdisjoint(keys[place])
        if element.rows or element.optional:
            return _match_any(elements, at, keys, place, here=here)
        if not here:
            return -1
        place += 1
    return place


def _match_any(elements: Sequence[_Element], at: int, keys: _Keys, place: int, *, here: bool) -> int:
    """Return the place after an element with several ways, the longest first, and all after it; -1 where none fits."""
    element = elements[at - 1]
    ways = [len(row) for row in element.rows if _is_row(row, keys, place)]
    ways += [1] if here else []
    ways += [0] if element.optional else []
    for length in ways:
        end = _match(elements, at, keys, place + length)
        if end >= 0:
            return end
    return -1


def _match_after_gap(elements: Sequence[_Element], at: int, keys: _Keys, place: int) -> int:
    if at == len(elements):
        return place
    for start in range(place, min(place + MAX_GAP + 1, len(keys))):
        end = _match(elements, at, keys, start)
        if end >= 0:
            return end
        if BREAK in keys[start]:
            break
    return -1


def _is_row(row: tuple[str, ...], keys: _Keys, place: int) -> bool:
    if place + len(row) > len(keys) or row[0] not in keys[place]:
        return False
    return all(word in keys[place + offset] for offset, word in enumerate(row))


def _first_words(elements: Sequence[_Element]) -> set[str]:
    """Return the words with which a phrase may begin: past what is optional."""
    first: set[str] = set()
    for element in elements:
        first |= element.single | {row[0] for row in element.rows}
        if not element.optional:
            break
    return first


def _elements(phrase: str, lists: Mapping[str, Sequence[str]]) -> Iterator[_Element]:
    for part in phrase.split():
        if part == _GAP:
            yield _Element(gap=True)
            continue
        optional = part.endswith("?")
        rows = [row for choice in part.removesuffix("?").split("|") for row in _rows(choice, lists)]
        if len(rows) == 1 and not optional:
            yield from (_Element(single=frozenset({word})) for word in rows[0])
        else:
            longer = sorted({row for row in rows if len(row) > 1}, key=lambda row: (-len(row), row))
            single = frozenset(row[0] for row in rows if len(row) == 1)
            yield _Element(single=single, rows=tuple(longer), optional=optional)


def _rows(choice: str, lists: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, ...]]:
    """Yield the rows of words that a choice stands for: itself, or the entries of the list it names."""
    if choice in _SPECIAL:
        yield (choice,)
    elif choice.startswith("<") and choice.endswith(">"):
        for entry in lists[choice[1:-1]]:
            yield from _rows(entry, lists) if entry.startswith("<") else (_row(entry),)
    else:
        yield _row(choice)


def _row(text: str) -> tuple[str, ...]:
    return tuple(fold(text.replace("’", "'").replace("-", " ")).split())
