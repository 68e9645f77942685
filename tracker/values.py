"""Values that changed inside a sentence: numbers, dates, amounts, names."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from tracker.word_diff import Run, RunKind


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueChange:
    """A value before and after; None where there was none. `kind` is number, date, amount or name."""

    kind: str
    old: str | None
    new: str | None


_NUMBER = re.compile(r"\d[\d.,]*\d|\d")


def value_changes(runs: Sequence[Run]) -> tuple[ValueChange, ...]:
    """Return the values that changed."""
    found = []
    for before, after in pairwise(runs):
        if before.kind is RunKind.DELETE and after.kind is RunKind.INSERT:
            old, new = _NUMBER.findall(before.text), _NUMBER.findall(after.text)
            found += [ValueChange(kind="number", old=a, new=b) for a, b in zip(old, new, strict=False) if a != b]
    return tuple(found)
