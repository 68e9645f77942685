"""How far each document is: versions, captures, outcomes."""

from typing import Any

from db.store import Store


def document_statuses(store: Store) -> list[dict[str, Any]]:
    """Return, by name, each document's counts; `outcomes` counts captures by what became of them."""
    rows = {
        row["id"]: {**row, "outcomes": {}}
        for row in store.rows(
            "SELECT documents.id, documents.name AS document, alternating,"
            " (SELECT count(*) FROM versions WHERE document_id = documents.id AND number IS NOT NULL) AS versions,"
            # complete, none, partial: the worst of its addresses comes last in the alphabet
            " (SELECT max(listing) FROM locations WHERE document_id = documents.id AND role <> 'search') AS listing"
            " FROM documents ORDER BY name"
        )
    }
    for row in store.rows(
        "SELECT document_id, coalesce(outcome, 'not needed') AS outcome, count(*) AS captures FROM captures"
        " JOIN locations ON locations.id = location_id GROUP BY 1, 2 ORDER BY 3 DESC"
    ):
        rows[row["document_id"]]["outcomes"][row["outcome"]] = row["captures"]
    for row in rows.values():
        row["captures"] = sum(row["outcomes"].values())
        del row["id"]
    return list(rows.values())
