"""Lists of contents in a recorded text: a text that differs from another in its list alone is the same text. Pure.

Extraction leaves such lists out where the page marks them as links; where it does not, they come and go as clauses.
"""

from collections.abc import Sequence

from tracker.clauses.clause import Clause, ClauseKind
from tracker.clauses.comparison_keys import exact_key
from tracker.history.version_traits import clause_key

_LEAST_ENTRIES = 3
_REPEATED = 0.6
"""Of the entries this share must repeat a heading below: entries abridge, headings get renamed."""
_ENTRY_WORDS = 25
_CAPTION_WORDS = 6


def forms_without_contents(clauses: Sequence[Clause]) -> tuple[tuple[str, ...], ...]:
    """Return the exact keys of the clauses but for lists of contents: without the caption above each list, and with it.

    A list of contents is a row of short clauses, three or more of which, and most, a heading below says again.
    Two texts are the same if they share a form: the heading above a list may be the list's, or have been there before.
    """
    keys = tuple(exact_key(clause.text) for clause in clauses)
    lists = _contents_lists(clauses)
    if not lists:
        return (keys,)
    dropped = {at for start, end in lists for at in range(start, end)}
    captions = {start - 1 for start, _ in lists if _is_caption(clauses, start - 1)}
    return tuple(
        tuple(key for at, key in enumerate(keys) if at not in left_out) for left_out in (dropped | captions, dropped)
    )


def _contents_lists(clauses: Sequence[Clause]) -> list[tuple[int, int]]:
    keys = [clause_key(clause.text) for clause in clauses]
    last_heading = {
        key: at for at, (key, clause) in enumerate(zip(keys, clauses, strict=True)) if clause.kind is ClauseKind.HEADING
    }
    found = []
    for row_start, row_end in _rows_of_short_clauses(clauses):
        repeated = [at for at in range(row_start, row_end) if last_heading.get(keys[at], -1) >= row_end]
        start, end = (repeated[0], repeated[-1] + 1) if repeated else (0, 0)
        if len(repeated) >= max(_LEAST_ENTRIES, _REPEATED * (end - start)):
            found.append((start, end))
    return found


def _rows_of_short_clauses(clauses: Sequence[Clause]) -> list[tuple[int, int]]:
    """(start, end) of the rows of short clauses that are no headings."""
    rows: list[tuple[int, int]] = []
    start = 0
    for at, clause in enumerate(clauses):
        if clause.kind is ClauseKind.HEADING or len(clause.text.split()) > _ENTRY_WORDS:
            rows.append((start, at))
            start = at + 1
    rows.append((start, len(clauses)))
    return [row for row in rows if row[1] - row[0] >= _LEAST_ENTRIES]


def _is_caption(clauses: Sequence[Clause], at: int) -> bool:
    """Whether a short heading stands there that is not the document's title."""
    return at > 0 and clauses[at].kind is ClauseKind.HEADING and len(clauses[at].text.split()) <= _CAPTION_WORDS
