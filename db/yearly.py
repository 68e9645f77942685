"""What was shown each year, of all documents: the rows that pictures over the years are drawn from."""

from db.session import Session

Shown = dict[tuple[int, int], int]
"""By (year, document) the number of the version that its last capture of the year showed."""


def shown_by_year(store: Session) -> Shown:
    """Return which version each document showed last in each year in which a capture shows one."""
    rows = store.rows(
        "SELECT document_id, substr(timestamp, 1, 4) AS year, max(timestamp), number FROM shown"
        " WHERE number IS NOT NULL GROUP BY document_id, year"
    )
    return {(int(row["year"]), row["document_id"]): row["number"] for row in rows}


def last_recorded(store: Session) -> tuple[int, int]:
    """Return the newest capture's and step's ids, which change when anything is recorded."""
    row = store.rows("SELECT (SELECT max(id) FROM captures) AS captures, (SELECT max(id) FROM steps) AS steps")[0]
    return (row["captures"] or 0, row["steps"] or 0)


def version_measures(store: Session) -> dict[tuple[int, int], tuple[int, float | None]]:
    """Return the words and the reading grade of each version, by (document, number)."""
    rows = store.rows("SELECT document_id, number, words, reading_grade FROM versions WHERE number IS NOT NULL")
    return {(row["document_id"], row["number"]): (row["words"], row["reading_grade"]) for row in rows}


def spans_saying(store: Session, expression: str) -> dict[int, tuple[tuple[int, int], ...]]:
    """Return in which versions (first, last) each document says what matches, an expression of FTS5."""
    found: dict[int, tuple[tuple[int, int], ...]] = {}
    for row in store.rows(
        "SELECT document_id, first_version, last_version FROM clause_search"
        " JOIN clause_spans ON text_id = clause_search.rowid WHERE clause_search MATCH ?",
        expression,
    ):
        pair = (row["first_version"], row["last_version"])
        found[row["document_id"]] = (*found.get(row["document_id"], ()), pair)
    return found


def steps_by_month(store: Session) -> tuple[tuple[str, str, int], ...]:
    """Return (month as YYYYMM, weight of the heaviest change, steps) for the months with a step that was assessed."""
    rows = store.rows(
        "SELECT month, CASE heaviest WHEN 3 THEN 'substantive' WHEN 2 THEN 'editorial' ELSE 'cosmetic' END AS weight,"
        " count(*) AS steps FROM (SELECT substr(first_capture, 1, 6) AS month, (SELECT max(CASE weight"
        " WHEN 'substantive' THEN 3 WHEN 'editorial' THEN 2 ELSE 1 END) FROM assessments WHERE step_id = steps.id)"
        " AS heaviest FROM steps WHERE NOT technical AND NOT replaced) WHERE heaviest IS NOT NULL"
        " GROUP BY month, heaviest ORDER BY month"
    )
    return tuple((row["month"], row["weight"], row["steps"]) for row in rows)
