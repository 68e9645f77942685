"""`policytrail prove`: an evidence bundle for one change, or for one sentence."""

from contextlib import closing
from pathlib import Path

from db.errors import StoreError, UsageError
from db.records import Document, Evidence
from db.store import Store
from policytrail.commands.output import print_line
from tracker.evidence.bundle import proof_files
from tracker.evidence.clause_change import change_of, said, steps_that_touch
from tracker.evidence.sides import ProofSide
from tracker.evidence.time_stamp import check_timestamp_url, time_stamp
from tracker.extraction.version import EXTRACTOR_VERSION
from tracker.history.version_selection import choose_version
from tracker.history.version_table import HistoryRow
from tracker.history.version_texts import find_versions, version_clauses


def prove_change(
    target: str, words: str | None = None, *, out: Path, db_path: Path, timestamp_url: str | None = None
) -> None:
    """Write the evidence of the change that made a version, or touched the clause with `words`, into a new folder."""
    if out.exists() and any(out.iterdir()):
        message = f"{out}: not empty; name a new folder with --out, so that no other evidence is mixed in"
        raise UsageError(message)
    if timestamp_url is not None:
        check_timestamp_url(timestamp_url)
    with closing(Store(db_path, create=False)) as store:
        files = _proof(store, target, words)
    stamp = None if timestamp_url is None else time_stamp(files["SHA256SUMS"], timestamp_url)
    if stamp is not None:
        files["SHA256SUMS.tsr"] = stamp.reply
    out.mkdir(parents=True, exist_ok=True)
    for file, content in files.items():
        (out / file).write_bytes(content)
    print_line(f"{out}: {len(files)} files; {out / 'README.md'} says how to check them")
    if words is not None:
        print_line(f"{out / 'clause.html'}: the page about this sentence, to publish")
    if stamp is not None:
        print_line(f"{out / 'SHA256SUMS.tsr'}: signed at {stamp.signed_at:%Y-%m-%d %H:%M:%S} UTC")


def _proof(store: Store, target: str, words: str | None) -> dict[str, bytes]:
    """Return the files that prove the change which the target, and the words, name."""
    document, rows, which = find_versions(store, target)
    chosen = None if which is None else choose_version(rows, which, document.name)
    after = (chosen or rows[-1]) if words is None else _step_with(store, document, rows, words, chosen)
    before = version_before(store, document, rows, after)
    last_before = after.not_before or before.last_capture
    before_side, after_side = (
        ProofSide(
            row=row,
            clauses=version_clauses(store, document, row),
            evidence=evidence_of(store, document, row, timestamp),
        )
        for row, timestamp in ((before, last_before), (after, after.first_capture))
    )
    change = None if words is None else change_of(before_side.clauses, after_side.clauses, words)
    return proof_files(
        document.name,
        before_side,
        after_side,
        last_before=last_before,
        extractor=EXTRACTOR_VERSION,
        clause=None if words is None or change is None else (words, change),
    )


def _step_with(
    store: Store, document: Document, rows: tuple[HistoryRow, ...], words: str, chosen: HistoryRow | None
) -> HistoryRow:
    """Return the version of the newest step (of that to `chosen`, if given) that touched a clause with the words."""
    spans = store.spans(document.id)
    if not words.strip() or not any(said(span.text, words) for span in spans):
        message = f"{document.name}: no clause ever said {words!r}; 'policytrail search' looks for words in any order"
        raise UsageError(message)
    numbered = {row.version: row for row in rows if row.not_before is not None and chosen in (None, row)}
    steps = {(version_before(store, document, rows, row).version, number) for number, row in numbered.items()}
    touched = steps_that_touch(spans, words, sorted(steps, key=lambda step: numbered[step[1]].first_capture))
    if not touched:
        where = "in no step" if chosen is None else f"not in the step to version {chosen.version}"
        life = f"'policytrail clause {document.name} {words!r}' shows since when it stands there"
        message = f"{document.name}: what says {words!r} changed {where}; {life}"
        raise UsageError(message)
    return numbered[touched[-1][1]]


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
