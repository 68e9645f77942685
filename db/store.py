"""The only writer of the history."""

from db.ledger import Ledger
from db.runs import Runs
from db.targets import Targets
from db.versions import Versions


class Store(Targets, Ledger, Versions, Runs):
    """An open history. Methods speak in domain words; each writes in one transaction and can be run again."""
