"""Opens a database and dies, as by `kill -9`, at its n-th statement: killed_at_statement.py FILE N."""

import os
import signal
import sqlite3
import sys
from functools import partial
from pathlib import Path

from db.connection import open_database


class Mortal(sqlite3.Connection):
    """A connection whose n-th statement is never run."""

    left = int(sys.argv[2])

    def execute(self, *arguments):
        Mortal.left -= 1
        if Mortal.left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return super().execute(*arguments)


sqlite3.connect = partial(sqlite3.connect, factory=Mortal)
open_database(Path(sys.argv[1])).close()
