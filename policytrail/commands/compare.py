"""`policytrail compare`: what changed between two files; no database."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from db.errors import UsageError
from policytrail.commands.comparison import View, show_comparison
from policytrail.commands.output import print_json_text
from tracker.alignment.align import align
from tracker.clauses.clause import Clause, clause_from_json
from tracker.extraction.extract import extract_page
from tracker.history.lineage import trace
from tracker.page.page_reader import content_type_of_name


def compare_files(old: Path | None, new: Path | None, view: View) -> None:
    """Show what changed from one file to another."""
    if old is None or new is None:
        message = "compare needs two files, or --batch FILE"
        raise UsageError(message)
    show_comparison(
        read_clauses(old),
        read_clauses(new),
        view,
        title=new.name,
        old_label=str(old),
        new_label=str(new),
        about={"old": str(old), "new": str(new)},
    )


def compare_batch(batch: IO[str]) -> None:
    """Print a line of JSON for each line of a batch."""
    for line in compare_lines(batch):
        print_json_text(line)


def read_clauses(path: Path) -> tuple[Clause, ...]:
    """Return the clauses of a page, or of a JSON list of clauses."""
    if path.suffix == ".json":
        return _clauses(_read_json(path.read_bytes(), str(path)))
    return extract_page(path.read_bytes(), content_type=content_type_of_name(path.name), url=None).clauses


def compare_lines(lines: IO[str]) -> Iterator[str]:
    """Return a line of JSON for each line: the links of two lists of clauses, or the births in a row of versions."""
    for number, line in enumerate(lines, start=1):
        if line.strip():
            record = _read_record(line, f"line {number}")
            found = _births(record["versions"]) if "versions" in record else _links(record["old"], record["new"])
            yield json.dumps({"id": record["id"], **found}, ensure_ascii=False)


def _links(old: Any, new: Any) -> dict[str, Any]:  # noqa: ANN401 - whatever the file holds
    alignment = align(_clauses(old), _clauses(new))
    links = [[link.old, link.new, list(link.ops)] for link in alignment.links]
    return {"links": links, "added": alignment.added, "removed": alignment.removed, "moved": alignment.moved}


def _births(versions: Any) -> dict[str, Any]:  # noqa: ANN401 - whatever the file holds
    """For each clause of the last version the number (from 0) of the version in which its lineage began."""
    if not isinstance(versions, list) or not versions:
        message = f"not a list of versions: {str(versions)[:80]}"
        raise UsageError(message)
    lineages = trace([_clauses(version) for version in versions])
    births = lineages.births()
    return {"births": [births[lineage] for lineage in lineages.ids[-1]]}


def _read_record(line: str, where: str) -> Mapping[str, Any]:
    record = _read_json(line, where)
    if isinstance(record, dict) and ({"id", "old", "new"} <= record.keys() or {"id", "versions"} <= record.keys()):
        return record
    message = f"{where}: expected an object with id, old, new, or with id, versions: {line.strip()[:80]}"
    raise UsageError(message)


def _read_json(text: str | bytes, where: str) -> Any:  # noqa: ANN401 - whatever the file holds
    try:
        return json.loads(text)
    except ValueError as error:  # UnicodeDecodeError too
        message = f"{where}: not JSON ({error})"
        raise UsageError(message) from error


def _clauses(values: Any) -> tuple[Clause, ...]:  # noqa: ANN401 - whatever the file holds
    if not isinstance(values, list):
        message = f"not a list of clauses: {str(values)[:80]}"
        raise UsageError(message)
    return tuple(clause_from_json(value) for value in values)
