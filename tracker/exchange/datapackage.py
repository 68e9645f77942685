"""The description that goes with exported tables: a Frictionless data package. Pure.

https://specs.frictionlessdata.io/data-package/ and .../tabular-data-resource/ (version 1)
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tracker.exchange.tables import SCHEMA_VERSION, Table

_MEDIA_TYPES = {
    ".csv": "text/csv",
    ".jsonl": "application/jsonl",
    ".parquet": "application/vnd.apache.parquet",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TableFile:
    """A table that was written: its file, how many rows and bytes it has, and its SHA-256 (hexadecimal)."""

    table: Table
    file: Path
    rows: int
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What made the tables, and out of what; `first_capture` and `last_capture` are timestamps."""

    program: str
    extractor: str
    rules: str
    archives: Sequence[str]
    documents: int
    first_capture: str | None
    last_capture: str | None


def data_package(files: Sequence[TableFile], manifest: Manifest, *, citation: str) -> dict[str, object]:
    """Return the descriptor, `datapackage.json`."""
    return {
        "profile": "tabular-data-package" if all(item.file.suffix == ".csv" for item in files) else "data-package",
        "name": "policytrail-export",
        "title": "Versions of privacy policies, with their changes clause by clause",
        "version": str(SCHEMA_VERSION),
        "licenses": [],
        "license_note": (
            "The texts are their companies', archived by others; whether and how they may be handed on depends on where"
            " you are. The tables around them are yours."
        ),
        "citation": citation,
        "manifest": {
            "program": manifest.program,
            "extractor": manifest.extractor,
            "rules": manifest.rules,
            "archives": list(manifest.archives),
            "documents": manifest.documents,
            "first_capture": manifest.first_capture,
            "last_capture": manifest.last_capture,
        },
        "resources": [_resource(item) for item in files],
    }


def _resource(item: TableFile) -> Mapping[str, object]:
    fields = [
        {"name": column.name, "type": column.type.value, "description": column.meaning} for column in item.table.columns
    ]
    return {
        "name": item.table.name,
        "path": item.file.name,
        "description": item.table.about,
        "mediatype": _MEDIA_TYPES[item.file.suffix],
        "encoding": "utf-8",
        "bytes": item.size,
        "rows": item.rows,
        "hash": f"sha256:{item.sha256}",
        "schema": {"fields": fields, "missingValues": [""]},
    }
