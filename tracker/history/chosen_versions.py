"""The versions that a person chose, and what to say where they are not quite what was asked for. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from db.errors import UsageError
from tracker.history.version_selection import choose_version, date_prefix
from tracker.history.version_table import HistoryRow
from tracker.text.timestamps import readable_date


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A version, and the captures (first, last) of the time in which a date found it (None: chosen by number)."""

    row: HistoryRow
    stretch: tuple[str, str] | None = None

    @property
    def stretches(self) -> tuple[tuple[str, str], ...]:
        """The times in which it may be meant."""
        return self.row.stretches if self.stretch is None else (self.stretch,)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenPair:
    """Two versions to compare, the earlier first, with the captures at the edge of the change between them.

    `last_before` is the last capture that shows the earlier one before `first_after`, the first that shows the later
    one. `notes` say, for people, what is shown instead of what was asked for.
    """

    before: HistoryRow
    after: HistoryRow
    last_before: str
    first_after: str
    notes: tuple[str, ...]


def choose(rows: Sequence[HistoryRow], which: str, name: str) -> Chosen:
    """Return the version that a number or a date means; raises UsageError (see choose_version)."""
    row = choose_version(rows, which, name)
    date = date_prefix(which)
    if date is None:
        return Chosen(row=row)
    return Chosen(row=row, stretch=max(each for each in row.stretches if each[0] <= date.ljust(14, "9")))


def choose_pair(rows: Sequence[HistoryRow], old: str | None, new: str | None, name: str, *, now: str) -> ChosenPair:
    """Return the versions that `old` and `new` mean; without `old` the last two, without `new` the newest for it.

    `now` is a timestamp. Raises UsageError for what means nothing, or if there is only one version.
    """
    if old is None:
        if len(rows) < 2:
            message = f"{name}: only one version is recorded; there is nothing to compare it with"
            raise UsageError(message)
        return _pair(Chosen(row=rows[-2]), Chosen(row=rows[-1]), ())
    earlier, later = choose(rows, old, name), Chosen(row=rows[-1]) if new is None else choose(rows, new, name)
    notes = [note for which in (old, new) if which and (note := future_note(rows, which, now))]
    if earlier.row is later.row:
        asked = f"{old} and {new}" if new else f"{old} and now"
        notes.append(f"{asked} both show version {later.row.version}: nothing changed between them")
    elif _begins(earlier) > _begins(later):
        earlier, later = later, earlier
        notes.append(f"{old} is later than {new or 'the newest version'}; shown is the change from the earlier one on")
    return _pair(earlier, later, tuple(notes))


def future_note(rows: Sequence[HistoryRow], which: str, now: str) -> str | None:
    """Return what is shown for a date that has not come yet; None for others. `now` is a timestamp."""
    date = date_prefix(which)
    if date is None or date <= now[: len(date)]:
        return None
    last = max(row.last_capture for row in rows)
    return f"{which} has not come yet; shown is what the last capture showed, of {readable_date(last)}"


def _begins(chosen: Chosen) -> str:
    return chosen.stretches[0][0]


def _pair(earlier: Chosen, later: Chosen, notes: tuple[str, ...]) -> ChosenPair:
    last_before, first_after = _edge(earlier, later)
    return ChosenPair(
        before=earlier.row, after=later.row, last_before=last_before, first_after=first_after, notes=notes
    )


def _edge(earlier: Chosen, later: Chosen) -> tuple[str, str]:
    """The last capture of the one before the first of the other: of texts that come and go, the first time it did."""
    for first, _ in later.stretches:
        ended = [last for _, last in earlier.stretches if last < first]
        if ended:
            return ended[-1], first
    return earlier.stretches[0][1], later.stretches[-1][0]
