"""How far each document is: versions, captures and their outcomes, when it changed last, when it was looked at."""

from dataclasses import dataclass, replace
from typing import Any

from db.store import Store

_DOCUMENTS = """
SELECT documents.id, documents.name AS document, alternating, looked_at, failure,
    (SELECT count(*) FROM versions WHERE document_id = documents.id AND number IS NOT NULL) AS versions,
    -- complete, none, partial: the worst of its addresses comes last in the alphabet
    coalesce((SELECT max(coalesce(state, 'none')) FROM locations LEFT JOIN listings ON location_id = locations.id
        WHERE document_id = documents.id AND role <> 'search'), 'none') AS listing,
    (SELECT max(timestamp) FROM captures JOIN locations ON locations.id = location_id
        WHERE document_id = documents.id AND role = 'policy') AS last_capture,
    changed.not_before AS last_change_not_before, changed.first_capture AS last_change
FROM documents LEFT JOIN watches ON watches.document_id = documents.id
LEFT JOIN (SELECT document_id, not_before, max(first_capture) AS first_capture FROM steps WHERE NOT technical
    GROUP BY document_id) AS changed ON changed.document_id = documents.id
ORDER BY name
"""
_OUTCOMES = """
SELECT document_id, coalesce(outcome, 'not needed') AS outcome, count(*) AS captures FROM captures
JOIN locations ON locations.id = location_id GROUP BY 1, 2 ORDER BY 3 DESC
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentStatus:
    """How far a document is; `outcomes` counts captures by what became of them, the most frequent first.

    `last_capture`, `last_change` (the first capture after it) and `last_change_not_before` are timestamps; `looked_at`
    (ISO 8601 UTC) is when a crawl last ended well for it, `failure` why the last one did not.
    """

    document: str
    alternating: bool
    versions: int
    listing: str
    last_capture: str | None
    last_change_not_before: str | None
    last_change: str | None
    looked_at: str | None
    failure: str | None
    captures: int = 0
    outcomes: tuple[tuple[str, int], ...] = ()

    def to_json(self) -> dict[str, Any]:  # Any: a JSON object
        """Return the contract's object."""
        names = (name for name in self.__slots__ if name != "outcomes")
        return {**{name: getattr(self, name) for name in names}, "outcomes": dict(self.outcomes)}


def document_statuses(store: Store) -> tuple[DocumentStatus, ...]:
    """Return how far each document is, by name."""
    rows = store.rows(_DOCUMENTS)
    outcomes: dict[int, list[tuple[str, int]]] = {row["id"]: [] for row in rows}
    for row in store.rows(_OUTCOMES):
        outcomes[row["document_id"]].append((row["outcome"], row["captures"]))
    return tuple(_status(row, outcomes[row.pop("id")]) for row in rows)


def _status(row: dict[str, Any], outcomes: list[tuple[str, int]]) -> DocumentStatus:  # Any: SQLite's values
    status = DocumentStatus(**{**row, "alternating": bool(row["alternating"])})
    return replace(status, captures=sum(count for _, count in outcomes), outcomes=tuple(outcomes))
