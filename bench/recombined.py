"""Policies without end out of one text: clauses put together from its pieces, versions that differ by a few of them."""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

from tracker.clauses.clause import Clause, ClauseKind

PIECE_WORDS = 7
PIECES = 4
SHARED_CLAUSES = 2_000
"""Clauses that many documents have in common, as templates make them."""
SHARED = 0.3
"""How much of a new document is taken from them."""
NAMES = 50_000
"""Words that are none of the text's: names of companies, products, places; some are everywhere, most are rare."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A version as it was made: its clauses, and the lineage of each."""

    clauses: tuple[Clause, ...]
    lineages: tuple[int, ...]


class Recombiner:
    """Makes clauses, documents and versions; the same seed makes the same."""

    def __init__(self, text: Path, seed: int) -> None:
        """Cut the words of `text` into pieces."""
        self.chance = random.Random(seed)
        words = re.findall(r"[A-Za-z]+", text.read_text())
        self.pieces = [" ".join(words[at : at + PIECE_WORDS]).lower() for at in range(len(words) - PIECE_WORDS)]
        self.names = ["".join(self.chance.choices("bdfklmnprstvz", k=3)) + f"ia{n}" for n in range(NAMES)]
        self.shared = [self.clause() for _ in range(SHARED_CLAUSES)]

    def clause(self) -> Clause:
        """Return a clause of about thirty words."""
        words = " ".join(self.chance.choices(self.pieces, k=PIECES))
        name = self.names[int(NAMES * self.chance.random() ** 3)]
        text = f"{words.capitalize()} of {name} within {self.chance.randrange(1, 1000)} days."
        return Clause(kind=ClauseKind.PARA, level=0, path=(), text=text)

    def reworded(self, clause: Clause) -> Clause:
        """Return the clause with one piece of it replaced."""
        words = clause.text.split()
        at = self.chance.randrange(len(words) - PIECE_WORDS)
        words[at : at + PIECE_WORDS] = self.chance.choice(self.pieces).split()
        return replace(clause, text=" ".join(words))

    def history(self, versions: int, clauses: int) -> Iterator[Draft]:
        """Yield the versions of a document: from one to the next two clauses reworded, one new, one gone."""
        ids = count()
        shared = int(clauses * SHARED)
        texts = self.chance.sample(self.shared, shared) + [self.clause() for _ in range(clauses - shared)]
        draft = Draft(clauses=tuple(texts), lineages=tuple(next(ids) for _ in texts))
        for _ in range(versions):
            yield draft
            draft = self.next_version(draft, next(ids))

    def next_version(self, draft: Draft, new_lineage: int) -> Draft:
        """Return the version after."""
        pairs = list(zip(draft.clauses, draft.lineages, strict=True))
        pairs.pop(self.chance.randrange(len(pairs)))
        for place in self.chance.sample(range(len(pairs)), 2):
            pairs[place] = (self.reworded(pairs[place][0]), pairs[place][1])
        pairs.insert(self.chance.randrange(len(pairs) + 1), (self.clause(), new_lineage))
        return Draft(clauses=tuple(clause for clause, _ in pairs), lineages=tuple(lineage for _, lineage in pairs))
