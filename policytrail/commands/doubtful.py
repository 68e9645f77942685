"""Doubtful versions as lines for people: apart from the history, with the reason and what a person said of them."""

from collections.abc import Iterator, Sequence

from tracker.history.version_table import DoubtfulRow
from tracker.text.counts import counted
from tracker.text.timestamps import readable_date

INDENT = " " * 9


def doubtful_lines(name: str, rows: Sequence[DoubtfulRow]) -> Iterator[str]:
    """Yield the doubtful versions as lines for a terminal, each with the reason and how to look at it."""
    if not rows:
        return
    yield ""
    yield f"doubtful, no part of the history ('policytrail review {name}' tells more):"
    for row in rows:
        days = f"{readable_date(row.first_capture)} to {readable_date(row.last_capture)}"
        seen = f"{counted(row.captures_seen, 'capture')} seen, {counted(row.words, 'word')}"
        yield f"{row.label:>7}  {days}, {seen}"
        yield f"{INDENT}{row.reason}{verdict_words(row)}"


def verdict_words(row: DoubtfulRow) -> str:
    """Return what a person said of a version, and when; empty if nobody judged it."""
    if row.verdict is None or row.judged_at is None:
        return ""
    return f" ({row.verdict} on {row.judged_at[:10]}: {row.verdict_reason})"
