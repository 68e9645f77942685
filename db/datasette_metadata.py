"""What the tables and views mean, for the readers of the Datasette site."""

from typing import Any

_STAMP = "14-digit UTC timestamp of a capture, as the archive's CDX index has it"
_VERSION_NUMBER = "number of the version in the document, 1 is the oldest"
_DOCUMENT = "what the person named: the address of a policy, or a site"

_SHOWN: dict[str, dict[str, Any]] = {  # Any: Datasette's metadata
    "changes": {
        "description": "What changed, a row for each clause touched. `step` leads to the redline.",
        "columns": {
            "document": _DOCUMENT,
            "step": "the step from one version to the next; its page shows the redline and the proof",
            "old_version": _VERSION_NUMBER,
            "new_version": _VERSION_NUMBER,
            "not_before": f"the last capture that still showed the old version: {_STAMP}",
            "first_capture": f"the first capture that shows the new version: {_STAMP}",
            "kind": "added, removed, modified, moved, split, merged, renumbered or cosmetic",
            "section": "the heading above the clause",
            "old_text": "the clause before; empty if it was added",
            "new_text": "the clause after; empty if it was removed",
            "value_changes": "numbers, periods, dates and addresses that were replaced, as JSON",
            "technical": "1: a newer extractor read the same page otherwise; the site changed nothing",
            "recorded_at": "when this database learnt of it",
        },
        "sort_desc": "first_capture",
    },
    "history": {
        "description": "The versions of each document, with the captures that show them.",
        "columns": {
            "document": _DOCUMENT,
            "version": _VERSION_NUMBER,
            "first_capture": _STAMP,
            "last_capture": _STAMP,
            "captures": "captures known to show this text",
            "url": "address at which it was found",
            "effective_date": "the date the text gives itself",
            "sha256": "SHA-256 of the clean text",
            "mark": "alternating: the text comes and goes; unconfirmed: only one capture shows it",
        },
    },
    "clauses_now": {
        "description": "The newest version of each document, clause by clause.",
        "columns": {
            "document": _DOCUMENT,
            "place": "order in the document",
            "lineage": "number of the clause in its document, the same through all versions",
            "kind": "heading, para, item or row",
            "level": "depth of a heading or of a list item",
        },
    },
    "clause_lifetimes": {
        "description": "How long each clause stood, word for word.",
        "columns": {
            "document": _DOCUMENT,
            "lineage": "number of the clause in its document, the same through all versions",
            "first_version": _VERSION_NUMBER,
            "last_version": _VERSION_NUMBER,
            "first_capture": _STAMP,
            "last_capture": _STAMP,
        },
    },
    "documents": {
        "description": "The policies tracked.",
        "label_column": "name",
        "columns": {"name": _DOCUMENT, "alternating": "1: the page flips between a few texts"},
    },
    "sites": {"description": "The sites they belong to.", "label_column": "host"},
    "locations": {
        "description": "The addresses at which each document was to be found.",
        "label_column": "url",
        "columns": {
            "evidence": "how the address was found",
            "found_in": "replay address of the capture that led there",
            "valid_from": "the document's from this capture on; empty: always",
            "valid_to": "until this capture; empty: still",
        },
    },
    "captures": {
        "description": "The ledger: every archived copy known, and what became of it.",
        "columns": {
            "timestamp": _STAMP,
            "digest": "SHA-1 of the archived body in base 32, as the CDX index has it",
            "outcome": "what became of it; empty: not looked at, for its neighbours are alike",
            "version_id": "the version it shows",
            "url": "address, where it differs from the location's",
        },
    },
    "versions": {
        "description": "The distinct texts.",
        "columns": {
            "number": "place in time; empty: not settled, or superseded",
            "text_sha256": "SHA-256 of the clean text",
            "clauses_sha256": "SHA-256 of its clauses, as they must come out of the spans",
            "superseded_by": "what a newer extractor made of the same page",
        },
    },
    "pages": {
        "description": "Raw pages kept as evidence, compressed against a key page of their document.",
        "columns": {"sha256": "SHA-256 of the page's bytes", "bytes": "size uncompressed"},
    },
    "steps": {
        "description": "From one version to the next, bounded by two captures.",
        "columns": {"not_before": _STAMP, "first_capture": _STAMP},
        "sort_desc": "first_capture",
    },
    "runs": {"description": "When the history was brought up to date, and how that ended.", "sort_desc": "id"},
}

_INTERNAL = (
    "_sqlite_migrations",
    "alert_checks",
    "alert_deliveries",
    "breakers",
    "clause_search",
    "clause_spans",
    "clause_texts",
    "fingerprints",
    "lineage_parents",
    "step_changes",
)

TABLES: dict[str, dict[str, Any]] = _SHOWN | {name: {"hidden": True} for name in _INTERNAL}
