"""How fresh what archives have is: the newest capture of each document in each archive."""

from db.store import Store

_NEWEST = """
SELECT documents.name AS document, archives.name AS archive, max(timestamp) AS newest FROM captures
JOIN locations ON locations.id = location_id JOIN documents ON documents.id = document_id
JOIN archives ON archives.id = captures.archive_id WHERE role = 'policy' GROUP BY 1, archives.id ORDER BY 1, archives.id
"""


def newest_by_archive(store: Store) -> dict[str, dict[str, str]]:
    """Return the timestamp of the newest capture of each document in each archive, by their names."""
    found: dict[str, dict[str, str]] = {}
    for row in store.rows(_NEWEST):
        found.setdefault(row["document"], {})[row["archive"]] = row["newest"]
    return found
