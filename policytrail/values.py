"""What the Python API returns that is made for it alone, and how values become rows of a table."""

from collections.abc import Iterable
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum

from tracker.assessment.meaning import Direction, Weight
from tracker.diff.changes import ChangeKind
from tracker.diff.value_changes import ValueChange
from tracker.history.version_table import HistoryRow as Version


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseChange:
    """One change: the texts before (several if clauses were merged, none if it was added) and after.

    `section` is the nearest heading above; `moved` is True where the clause also changed its place. From `weight` on
    it says what the change means, see docs/assessment.md.
    """

    kind: ChangeKind
    section: str
    old: tuple[str, ...]
    new: tuple[str, ...]
    values: tuple[ValueChange, ...]
    moved: bool
    weight: Weight
    direction: Direction | None
    topics: tuple[str, ...]
    importance: float
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What changed from `old` to `new`, the versions compared, the earlier first.

    It happened between the captures `last_before` and `first_after`; `notes` say what is shown instead of what was
    asked for (dates the wrong way round, or yet to come).
    """

    target: str
    old: Version
    new: Version
    changes: tuple[ClauseChange, ...]
    last_before: str
    first_after: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BlamedClause:
    """A clause with the version in which it began, and the one since which it reads as it does."""

    kind: str
    level: int
    text: str
    born: Version
    worded: Version


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlSummary:
    """What a crawl did; `failed` holds (target, reason) of those that failed, `seconds` are of the whole crawl.

    `unreadable` says what of the archives' files could not be read, `archives_failed` holds (archive, reason) of those
    that failed while others did not.
    """

    targets: int
    captures: int
    fetches: int
    cdx_requests: int
    versions_new: int
    changes_new: int
    failed: tuple[tuple[str, str], ...]
    seconds: float
    unreadable: tuple[str, ...] = ()
    archives_failed: tuple[tuple[str, str], ...] = ()


def rows(values: Iterable[object]) -> list[dict[str, object]]:
    """Return dataclasses as flat dictionaries, a row each, as `pandas.DataFrame` takes them.

    The fields of a dataclass inside become columns of their own, `born_version` for the `version` of `born`.
    """
    return [_row(value) for value in values]


def _row(value: object) -> dict[str, object]:
    row: dict[str, object] = {}
    for field in fields(value):  # type: ignore[arg-type]  # whatever dataclass the caller has
        inner = getattr(value, field.name)
        if is_dataclass(inner):
            row |= {f"{field.name}_{name}": each for name, each in _row(inner).items()}
        else:
            row[field.name] = inner.value if isinstance(inner, Enum) else inner
    return row
