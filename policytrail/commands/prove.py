"""`policytrail prove`: an evidence bundle for one change."""

from pathlib import Path

from db.errors import StoreError, UsageError
from db.records import Document, Evidence
from db.store import Store
from policytrail.commands.output import print_line
from tracker.evidence.bundle import ProofSide, proof_files
from tracker.extraction.version import EXTRACTOR_VERSION
from tracker.history.version_selection import choose_version
from tracker.history.version_table import HistoryRow
from tracker.history.version_texts import find_versions, version_clauses


def prove_change(target: str, *, out: Path, db_path: Path) -> None:
    """Write the evidence of the change that made a version into a new folder."""
    if out.exists() and any(out.iterdir()):
        message = f"{out}: not empty; name a new folder, so that no other evidence is mixed in"
        raise UsageError(message)
    store = Store(db_path, create=False)
    document, rows, which = find_versions(store, target)
    after = rows[-1] if which is None else choose_version(rows, which, document.name)
    before = version_before(store, document, rows, after)
    last_before = after.not_before or before.last_capture
    sides = [
        ProofSide(
            row=row,
            clauses=version_clauses(store, document, row),
            evidence=evidence_of(store, document, row, timestamp),
        )
        for row, timestamp in ((before, last_before), (after, after.first_capture))
    ]
    store.close()
    files = proof_files(document.name, *sides, last_before=last_before, extractor=EXTRACTOR_VERSION)
    out.mkdir(parents=True, exist_ok=True)
    for file, content in files.items():
        (out / file).write_bytes(content)
    print_line(f"{out}: {len(files)} files; {out / 'README.md'} says how to check them")


def version_before(store: Store, document: Document, rows: tuple[HistoryRow, ...], after: HistoryRow) -> HistoryRow:
    """Return the version that was shown when `after` appeared; raises UsageError for the first one."""
    if after.not_before is None:
        message = f"{document.name}: version {after.version} is the first one captured; there is no change to prove"
        raise UsageError(message)
    shown = {capture.timestamp: capture.version_id for capture in store.captures(document.id) if capture.version_id}
    numbers = {version.id: version.number for version in store.versions(document.id)}
    number = numbers[shown[after.not_before]]
    return next(row for row in rows if row.version == number)


def evidence_of(store: Store, document: Document, row: HistoryRow, timestamp: str) -> Evidence:
    """Return the page of a version kept at `timestamp`, or else at its start; raises StoreError if there is none."""
    version = next(version for version in store.versions(document.id) if version.number == row.version)
    evidence = store.evidence(store.change_side(version.id, timestamp))
    if evidence is None:
        message = f"{document.name}: the page of version {row.version} was not kept (crawled with --keep none)"
        raise StoreError(message)
    return evidence
