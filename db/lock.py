"""One writer at a time: a lock file beside the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from db.connection import require_database
from db.errors import StoreBusy


@contextmanager
def run_lock(database: Path, *, wait: bool = False, create: bool = True) -> Iterator[None]:
    """Hold the lock of a database's runs; raises StoreBusy (exit 75) if another run has it and we are not to wait.

    Raises NoDatabase, before any file is made, if there is no such database and not `create`.
    """
    if not create:
        require_database(database)
    lock = FileLock(f"{database}.lock")
    try:
        lock.acquire(timeout=-1 if wait else 0)
    except Timeout as error:
        message = f"{database}: another run is at work on it; try again later, or use --wait"
        raise StoreBusy(message) from error
    try:
        yield
    finally:
        lock.release()


def is_at_work(database: Path) -> bool:
    """Whether a run holds the lock now; False too where the lock's file cannot be opened, as on a read-only disk."""
    path = Path(f"{database}.lock")
    if not path.exists():
        return False
    lock = FileLock(path)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return True
    except OSError:
        return False
    lock.release()
    return False
