"""`policytrail export jsonl|csv|parquet|datapackage`: the history as tables with a description."""

import hashlib
import json
from importlib.metadata import version as installed_version
from pathlib import Path

from db.archives import holdings
from db.errors import UsageError
from db.store import Store
from policytrail.commands.cite import corpus_citation
from policytrail.commands.output import print_line
from tracker.exchange.citation import plain_citation
from tracker.exchange.datapackage import Manifest, TableFile, data_package
from tracker.exchange.table_files import TableFormat, write_table
from tracker.exchange.tables import TABLES, Table
from tracker.extraction.version import EXTRACTOR_VERSION
from tracker.history.assessments import shipped_rules
from tracker.text.counts import counted

DESCRIPTION = "datapackage.json"


def export_tables(folder: Path, file_format: TableFormat, *, db_path: Path) -> None:
    """Write the tables of a history and their description into a folder; the same history gives the same bytes.

    Raises UsageError for a folder that holds anything but an export.
    """
    store = Store(db_path, create=False)
    _prepare(folder)
    try:
        files = [_written(store, table, folder, file_format) for table in TABLES]
        package = data_package(files, _manifest(store), citation=plain_citation(corpus_citation(store)))
        (folder / DESCRIPTION).write_text(json.dumps(package, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        message = f"{folder}: {error.strerror or error}; nothing of the history is changed"
        raise UsageError(message) from error
    finally:
        store.close()
    rows = ", ".join(f"{item.rows} {item.table.name}" for item in files)
    print_line(f"{folder}: {counted(len(files), 'table')} ({rows}), described by {DESCRIPTION}")


def _prepare(folder: Path) -> None:
    if folder.exists() and any(folder.iterdir()) and not (folder / DESCRIPTION).is_file():
        message = f"{folder}: not empty, and no export of ours; name a new folder"
        raise UsageError(message)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = f"{folder}: {error.strerror or error}; name another folder"
        raise UsageError(message) from error


def _written(store: Store, table: Table, folder: Path, file_format: TableFormat) -> TableFile:
    file, rows = write_table(table, table.rows(store), folder, file_format)
    with file.open("rb") as written:
        sha256 = hashlib.file_digest(written, "sha256").hexdigest()
    return TableFile(table=table, file=file, rows=rows, size=file.stat().st_size, sha256=sha256)


def _manifest(store: Store) -> Manifest:
    held = holdings(store)
    firsts = [each.first_capture for each in held if each.first_capture]
    lasts = [each.last_capture for each in held if each.last_capture]
    return Manifest(
        program=f"policytrail {installed_version('policytrail')}",
        extractor=EXTRACTOR_VERSION,
        rules=shipped_rules().version,
        archives=tuple(each.archive.name for each in held),
        documents=len(store.documents()),
        first_capture=min(firsts, default=None),
        last_capture=max(lasts, default=None),
    )
