"""`policytrail assess`: what changes mean."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from db.errors import UsageError
from db.store import Store
from policytrail.commands.output import print_json, print_json_text, print_line
from policytrail.meanings import assessment_to_json, note
from tracker.assessment.assess import Assessor
from tracker.assessment.meaning import ChangedClause
from tracker.assessment.rulebook import BadRules, Table, read_rules
from tracker.assessment.step import assess_comparison
from tracker.diff.changes import change_to_json, compare
from tracker.history.version_selection import choose_version
from tracker.history.version_texts import find_versions, version_clauses


def assess_batch(batch: IO[str], *, rules: Path | None, explain: bool) -> None:
    """Print a line of JSON for each line of a batch."""
    for line in assess_lines(batch, read_assessor(rules), explain=explain):
        print_json_text(line)


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


def assess_target(target: str, *, db_path: Path, rules: Path | None, explain: bool, as_json: bool) -> None:
    """Print what the changes mean that led to a version (`TARGET@VERSION`; the newest), the most important first."""
    store = Store(db_path, create=False)
    document, rows, which = find_versions(store, target)
    after = rows[-1] if which is None else choose_version(rows, which, document.name)
    before = max((row for row in rows if row.version < after.version), key=lambda row: row.version, default=None)
    if before is None:
        message = f"{document.name}: version {after.version} is the first; nothing led to it"
        raise UsageError(message)
    old, new = (version_clauses(store, document, row) for row in (before, after))
    store.close()
    comparison = compare(old, new)
    meanings = assess_comparison(comparison, old, new, read_assessor(rules))
    ranked = sorted(zip(comparison.changes, meanings, strict=True), key=lambda pair: -pair[1].importance)
    if as_json:
        changes = [
            change_to_json(change, old, new) | {"assessment": assessment_to_json(meaning, explain=explain)}
            for change, meaning in ranked
        ]
        print_json({"target": document.name, "old": before.version, "new": after.version, "changes": changes})
        return
    print_line(f"{document.name}: version {before.version} to {after.version}")
    for change, meaning in ranked:
        about = new[change.new[0]] if change.new else old[change.old[0]]
        print_line(f"{meaning.importance:5.1f}  {note(meaning)}")
        print_line(f"       {', '.join(meaning.topics)}; under {' > '.join(about.path[-1:]) or 'no heading'}")
        for voice in meaning.voices if explain else ():
            print_line(f"         {voice.toward * voice.points:+.1f} {voice.rule}: “{voice.quote}”")


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
