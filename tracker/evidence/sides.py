"""The two sides of a proven change. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from db.records import Evidence
from tracker.clauses.clause import Clause
from tracker.history.version_table import HistoryRow


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofSide:
    """One side of a change: the version, its clauses, and the kept page that shows it."""

    row: HistoryRow
    clauses: Sequence[Clause]
    evidence: Evidence
