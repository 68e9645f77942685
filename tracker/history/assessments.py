"""What the changes of a step mean, as it is recorded with them. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from db.assessments import StoredAssessment
from tracker.assessment.assess import Assessor
from tracker.assessment.meaning import Assessment
from tracker.assessment.rulebook import Table, read_tables, rules_version
from tracker.assessment.step import ChangeRow, assess_step
from tracker.clauses.clause import Clause


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """Rules ready to assess by, and their version."""

    assessor: Assessor
    version: str


def compiled_rules(table: Table) -> Rules:
    """Return the rules of a table (`rulebook.read_rules`), ready to assess by."""
    return Rules(assessor=Assessor(table), version=rules_version(table))


@cache
def shipped_rules() -> Rules:
    """Return the rules that come with the program."""
    return compiled_rules(read_tables())


def assess_rows(
    rows: Sequence[ChangeRow], old: Sequence[Clause], new: Sequence[Clause], rules: Rules
) -> tuple[StoredAssessment, ...]:
    """Return what each row of a step means, as it is kept."""
    return tuple(_stored(found, rules.version) for found in assess_step(rows, old, new, rules.assessor))


def _stored(found: Assessment, rules: str) -> StoredAssessment:
    return StoredAssessment(
        weight=found.weight.value,
        direction=found.direction.value if found.direction else None,
        topics=found.topics,
        importance=found.importance,
        reason=found.reason,
        rules=rules,
    )
