"""What a database likes to have done now and then."""

from db.connection import explained
from db.store import Store


def keep_house(store: Store) -> None:
    """Bring the log of writes into the file, and let SQLite look at its statistics where they are old.

    See https://www.sqlite.org/pragma.html#pragma_optimize and https://www.sqlite.org/wal.html#ckpt.
    """
    with explained(store.path):
        store.database.conn.execute("PRAGMA optimize")
        store.database.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
