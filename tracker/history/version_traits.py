"""What tells a wrong or partial page from a changed policy: the clauses two texts share, lose and bring. Pure.

A clause that was reworded, moved, split or merged is not lost: most of its runs of three words still stand there.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache

from tracker.clauses.clause import Clause
from tracker.clauses.comparison_keys import exact_key, unnumbered_key, words_key
from tracker.policy.classifier import judge_text
from tracker.policy.matter import speaks_of
from tracker.policy.names import PRIVACY

_KEPT = 0.5
"""Of a clause's runs of words, in clauses that are new: with so many of them it was reworded, with fewer it went."""
_SAME = 0.8
"""With so many it came back, though touched up: policies share their phrases."""
_UNSPACED = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]")
_RUN = 3


class VersionTraits:
    """A version as its neighbors are compared with it; what takes time is found out when it is asked for.

    `language` is an ISO 639-1 code (None: unknown), `kind` that of the document (see tracker.policy.names).
    """

    def __init__(
        self, clauses: Sequence[Clause], *, language: str | None = None, title: str = "", kind: str = PRIVACY
    ) -> None:
        """Take a version's clauses, its language and title, and the kind of its document."""
        self.language, self.kind = language, kind
        self._title, self._clauses = title, clauses

    @cached_property
    def weights(self) -> Mapping[str, int]:
        """The words of each clause by its key, times how often it stands there."""
        weights: Counter[str] = Counter()
        for clause in self._clauses:
            key = clause_key(clause.text)
            weights[key] += len(_units(key))
        return weights

    @cached_property
    def weight(self) -> int:
        """The words of all clauses."""
        return sum(self.weights.values())

    @cached_property
    def is_policy(self) -> bool:
        """Whether the text is a policy of its kind."""
        text = "\n".join(clause.text for clause in self._clauses)
        return judge_text(self._title, text, self.language or "", document=self.kind).is_policy

    def speaks_of_it(self, keys: Iterable[str]) -> bool:
        """Whether any word of these clauses has to do with what such a policy is about."""
        return speaks_of(self.kind, " ".join(keys), self.language or "")


def clause_key(text: str) -> str:
    """Return what makes two clauses the same here.

    >>> clause_key("3. Your Rights"), clause_key("§ 4")
    ('your rights', '4')
    """
    key = exact_key(text)
    return unnumbered_key(key) or words_key(key) or key


@lru_cache(maxsize=512)
def lost_clauses(before: VersionTraits, after: VersionTraits) -> Mapping[str, int]:
    """Return the clauses of the one text that the other has no more, not even reworded, with their words."""
    missing = {key: weight for key, weight in before.weights.items() if key not in after.weights}
    if not missing:
        return {}
    brought = _runs_of(key for key in after.weights if key not in before.weights)
    return {key: weight for key, weight in missing.items() if _kept_share(key, brought) < _KEPT}


def lost_share(before: VersionTraits, after: VersionTraits) -> float:
    """Return how much of a text the other one lost, from 0 to 1."""
    return sum(lost_clauses(before, after).values()) / max(1, before.weight)


def difference(one: VersionTraits, other: VersionTraits) -> int:
    """Return the words of the clauses that only one of two texts has word for word."""
    return sum(weight for key, weight in one.weights.items() if key not in other.weights) + sum(
        weight for key, weight in other.weights.items() if key not in one.weights
    )


def share_within(clauses: Mapping[str, int], text: VersionTraits) -> float:
    """Return how many of these clauses, by their words, a text has word for word; 0 where there are none."""
    whole = sum(clauses.values())
    return sum(weight for key, weight in clauses.items() if key in text.weights) / whole if whole else 0.0


def share_known(clauses: Mapping[str, int], text: VersionTraits, *, without: VersionTraits) -> float:
    """Return how many of these clauses a text has, perhaps reworded, in what a third text does not have."""
    whole = sum(clauses.values())
    if not whole:
        return 0.0
    brought = _runs_of(key for key in text.weights if key not in without.weights)
    known = (key for key in clauses if key in text.weights or _kept_share(key, brought) >= _SAME)
    return sum(clauses[key] for key in known) / whole


def speaks_another_language(one: VersionTraits, other: VersionTraits) -> bool:
    """Whether two texts are known to be of two languages."""
    return None not in {one.language, other.language} and one.language != other.language


def _kept_share(key: str, brought: frozenset[tuple[str, ...]]) -> float:
    runs = _runs(key)
    return sum(run in brought for run in runs) / len(runs)


def _runs_of(keys: Iterable[str]) -> frozenset[tuple[str, ...]]:
    return frozenset(run for key in keys for run in _runs(key))


@lru_cache(maxsize=4096)
def _runs(key: str) -> frozenset[tuple[str, ...]]:
    """The runs of three words in a clause; of a shorter one, all its words."""
    units = _units(key)
    return frozenset(tuple(units[at : at + _RUN]) for at in range(max(1, len(units) - _RUN + 1)))


def _units(key: str) -> list[str]:
    """The words of a clause; in a script without spaces, its characters."""
    return [sign for sign in key if not sign.isspace()] if _UNSPACED.search(key) else key.split()
