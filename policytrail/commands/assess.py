"""`policytrail assess`: what changes mean."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

import click

from db.errors import UsageError
from tracker.assessment.assess import Assessor
from tracker.assessment.meaning import Assessment, ChangedClause
from tracker.assessment.rulebook import BadRules, Table, read_rules


def assess_batch(batch: IO[str], *, rules: Path | None, explain: bool) -> None:
    """Print a line of JSON for each line of a batch."""
    for line in assess_lines(batch, read_assessor(rules), explain=explain):
        click.echo(line)


def read_assessor(rules: Path | None) -> Assessor:
    """Return the assessor with a file of one's own; raises UsageError for one that cannot be used."""
    return Assessor(read_own_rules(rules))


def read_own_rules(rules: Path | None) -> Table:
    """Return the rules with a file of one's own over them; raises UsageError for one that cannot be used."""
    try:
        return read_rules(rules.read_text(encoding="utf-8") if rules else "")
    except (BadRules, OSError, UnicodeDecodeError) as error:
        message = f"{rules}: {error}"
        raise UsageError(message) from error


def assess_lines(lines: IO[str], assessor: Assessor, *, explain: bool = False) -> Iterator[str]:
    """Yield a line of JSON for each line: the assessment of a change, or the topics of a clause."""
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield json.dumps(_assess(_read_record(line, number), assessor, explain=explain), ensure_ascii=False)


def assessment_to_json(assessment: Assessment, *, explain: bool = False) -> dict[str, Any]:
    """Return an assessment as JSON; with `explain` also every rule that spoke."""
    value = {
        "weight": assessment.weight.value,
        "direction": assessment.direction.value if assessment.direction else None,
        "topics": list(assessment.topics),
        "importance": assessment.importance,
        "reason": assessment.reason,
    }
    return value | {"rules": [asdict(voice) for voice in assessment.voices]} if explain else value


def _assess(record: Mapping[str, Any], assessor: Assessor, *, explain: bool) -> dict[str, Any]:
    if "text" in record:
        topics = assessor.topics_of_clause(str(record["text"]), str(record.get("section") or ""))
        return {"id": record["id"], "topics": list(topics)}
    change = ChangedClause(
        kind=str(record["kind"]),
        section=str(record["section"] or ""),
        old=str(record["old"] or ""),
        new=str(record["new"] or ""),
    )
    return {"id": record["id"], **assessment_to_json(assessor.assess(change), explain=explain)}


def _read_record(line: str, number: int) -> Mapping[str, Any]:
    try:
        record = json.loads(line)
    except ValueError as error:
        message = f"line {number}: not JSON ({error})"
        raise UsageError(message) from error
    keys = record.keys() if isinstance(record, dict) else set()
    if {"id", "kind", "section", "old", "new"} <= keys or {"id", "text"} <= keys:
        return dict(record)
    message = (
        f"line {number}: expected an object with id, kind, section, old, new, or with id, text: {line.strip()[:80]}"
    )
    raise UsageError(message)
