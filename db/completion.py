"""Names for a shell to complete: a look into the database that takes no time and leaves nothing behind."""

import sqlite3
from contextlib import closing
from pathlib import Path

MOST = 200
"""Names; a shell shows no more without asking."""
_NAMES = """
SELECT name FROM documents WHERE substr(name, 1, length(:beginning)) = :beginning
UNION SELECT substr(name, length(:scheme) + 1) FROM documents
    WHERE substr(name, 1, length(:scheme) + length(:beginning)) = :scheme || :beginning
ORDER BY 1 LIMIT :most
"""


def names_beginning(path: Path, beginning: str) -> tuple[str, ...]:
    """Return the tracked names that begin so, with or without their `https://`; none from what is no such database.

    Names with characters that act instead of being seen are left out.
    """
    try:
        # A reader of a database in WAL mode makes files beside it, unless told that nobody writes.
        mode = "mode=ro" if path.with_name(f"{path.name}-wal").exists() else "mode=ro&immutable=1"
        address = f"{path.absolute().as_uri()}?{mode}"
        with closing(sqlite3.connect(address, uri=True, timeout=0.2)) as connection:
            values = {"beginning": beginning, "scheme": "https://", "most": MOST}
            return tuple(name for (name,) in connection.execute(_NAMES, values) if name.isprintable())
    except (sqlite3.Error, ValueError):
        return ()
