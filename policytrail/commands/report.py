"""`policytrail report`: a document's history as one page to send."""

from datetime import UTC, datetime
from pathlib import Path

from db.alerts import AlertStep, alert_steps, step_details
from db.records import ChangeSide, Document, Version
from db.store import Store
from policytrail.commands.comparison import to_be_seen, write_page
from policytrail.commands.moments import timestamp_prefix
from policytrail.commands.output import print_line
from policytrail.meanings import assessed_comparison
from tracker.alerts.content import headline_words, readable_replay
from tracker.evidence.report import Proof, Report, ReportedStep, render_report
from tracker.extraction.version import EXTRACTOR_VERSION
from tracker.history.stored_clauses import with_paths
from tracker.history.version_table import HistoryRow, doubtful_rows
from tracker.history.version_texts import newest, recorded_rows, version_clauses
from tracker.text.counts import counted
from tracker.text.printable import printable
from tracker.text.timestamps import readable_date, readable_time, readable_window


def write_report(target: str, *, html_path: Path, since: str | None, least_weight: str | None, db_path: Path) -> None:
    """Write the history of a document to a page: changes first captured from `since` on, of at least that weight."""
    begins = timestamp_prefix(since, "--since") or ""
    store = Store(db_path, create=False)
    document = store.find_document(target)
    rows = recorded_rows(store, document)
    steps = [step for step in reversed(alert_steps(store, [document.id])) if step.first_capture >= begins]
    versions = {version.id: version for version in store.versions(document.id)}
    reported = [_reported(store, step, versions, least_weight) for step in steps]
    shown = [step for step in reported if step.comparison.changes]
    report = Report(
        title=printable(document.name),
        facts=_facts(store, document, rows),
        steps=shown,
        left_out=_left_out(len(reported) - len(shown), since, least_weight),
        current=to_be_seen(version_clauses(store, document, newest(rows))),
        made_by=f"Made {datetime.now(UTC):%Y-%m-%d} by policytrail, extractor {EXTRACTOR_VERSION}."
        " A change happened between the two captures that stand beside it: open them in the archive to check.",
    )
    store.close()
    write_page(html_path, render_report(report))
    print_line(f"{html_path}: {counted(len(shown), 'step')} of {document.name}")


def _facts(store: Store, document: Document, rows: tuple[HistoryRow, ...]) -> tuple[tuple[str, str], ...]:
    last = newest(rows)
    doubtful = len(doubtful_rows(store, document))
    seen, between = (sum(getattr(row, name) for row in rows) for name in ("captures_seen", "captures_between"))
    addresses = dict.fromkeys(row.url for row in rows)
    apart = f", and {doubtful} in doubt that are no part of the history" if doubtful else ""
    return (
        ("Captured", f"{readable_date(rows[0].first_capture)} to {readable_date(last.last_capture)}"),
        (
            "Versions",
            f"{len(rows)}{apart}",
        ),
        ("Captures", f"{seen} seen, and {between} that lie between two that show the same"),
        *(("Address", printable(address)) for address in addresses),
    )


def _reported(store: Store, step: AlertStep, versions: dict[int, Version], least_weight: str | None) -> ReportedStep:
    old, new = (to_be_seen(with_paths(store.clauses(versions[version]))) for version in step.pair)
    found = assessed_comparison(old, new, least_weight=least_weight, topic=None)
    details = step_details(store, step)
    return ReportedStep(
        versions=f"version {versions[step.old_version_id].number} → version {versions[step.new_version_id].number}",
        window=f"changed {readable_window(step.not_before, step.first_capture)}",
        meaning=printable(headline_words(details)),
        before=_proof(details.old),
        after=_proof(details.new),
        old=old,
        new=new,
        comparison=found.comparison,
        notes=found.notes(),
    )


def _proof(side: ChangeSide) -> Proof:
    replay = readable_replay(side.replay_url) if side.replay_url else ""
    return Proof(captured=readable_time(side.capture), replay_url=printable(replay), page_sha256=side.page_sha256)


def _left_out(count: int, since: str | None, least_weight: str | None) -> str:
    asked = [f"before {since}" if since else "", f"below {least_weight}" if least_weight else ""]
    words = " or ".join(filter(None, asked))
    light = f"; {counted(count, 'step')} had nothing else" if count else ""
    return f"Not shown: changes {words}{light}." if words else ""
