"""What every table, view and column means: said here once, for docs/schema.md and for the Datasette site."""

from db.archives_words import ARCHIVE_TABLES
from db.column_words import (
    CHANGE_KIND,
    CLAUSE_KIND,
    CLAUSE_LEVEL,
    DOCUMENT,
    DOUBT,
    FIRST_CAPTURE,
    LABEL,
    LINEAGE,
    MEANING,
    MOMENT,
    NOT_BEFORE,
    NUMBER,
    OUTCOME,
    REPLACED,
    STAMP,
    TECHNICAL,
)
from db.outbox_words import OUTBOX_TABLES
from db.table_words import TableWords
from db.view_words import VIEWS

__all__ = ["TABLES", "VIEWS"]

_TARGETS = {
    "sites": TableWords(
        about="The sites that documents belong to.",
        columns={"id": "key", "host": "host name, as in github.com", "added_at": f"when it was added: {MOMENT}"},
    ),
    "documents": TableWords(
        about="The policies tracked.",
        columns={
            "id": "key",
            "site_id": "the site it belongs to",
            "name": DOCUMENT,
            "kind": "what sort of document: privacy",
            "section": "the heading of the part that is tracked, where a page holds several documents",
            "added_at": f"when it was added: {MOMENT}",
            "settled": "0: captures were recorded since versions were last numbered and compared",
            "alternating": "1: the page flips between a few texts",
            "looked_until": f"up to when its captures were looked for: {STAMP}",
            "sample": "which of its captures are fetched: changes, month, half-year, all; empty: changes",
        },
    ),
    "locations": TableWords(
        about="The addresses at which each document was to be found, or at which to look for it.",
        columns={
            "id": "key",
            "document_id": "the document",
            "url": "the address",
            "role": "policy: the document itself; homepage: may link to it; search: its site's archived addresses",
            "evidence": "how the address was found, in words",
            "found_in": "replay address of the capture that led there",
            "valid_from": f"the document's from this capture on; empty: always. {STAMP}",
            "valid_to": f"until this capture; empty: still. {STAMP}",
            "found_by": "how it was found: given, link, doubtful link, frame, redirect, moved, canonical or search;"
            " imported from a corpus, or rejected by a person",
        },
    ),
}

_EVIDENCE = {
    "captures": TableWords(
        about="The ledger: every archived copy known, and what became of it.",
        columns={
            "id": "key",
            "location_id": "the address it is a copy of",
            "timestamp": STAMP,
            "url": "address as captured, where it differs from the location's",
            "mimetype": "as the CDX index has it",
            "status": "HTTP status, as the CDX index has it",
            "digest": "SHA-1 of the archived body in base 32, as the CDX index has it",
            "length": "size in bytes, as the CDX index counts it",
            "outcome": f"{OUTCOME}; empty: not looked at, for its neighbors are alike",
            "version_id": "the version it shows",
            "target": "where it leads: of an archived redirect, or of a homepage's link to the policy",
            "attempts": "how often it was asked for",
            "note": "why, in words",
            "digest_matches": "0: the archive gave other bytes than the CDX line's digest says; empty: not compared",
            "aside": "1: what it shows is doubtful at its time, and no part of the history",
            "archive_id": "the archive that has it",
        },
    ),
    "pages": TableWords(
        about="Raw pages kept as evidence, compressed against a key page of their document; two hops at most.",
        columns={
            "id": "key",
            "document_id": "the document",
            "capture_id": "the capture whose bytes they are",
            "bytes": "size uncompressed",
            "key_page_id": "the page whose bytes are the zstd dictionary; empty: compressed on its own",
            "zstd": "the page's bytes as a zstd frame (RFC 8878)",
            "replay_place": "where the archive replays captures: what stands before {timestamp}id_/{url}",
            "is_key": "1: others may be compressed against it",
            "sha256_bytes": "SHA-256 of the page's bytes",
            "content_type": "the response's Content-Type",
            "archive_src": "the response's X-Archive-Src: the file in which the archive has the page",
            "sha256": "the SHA-256 in hexadecimal; made when asked for",
            "headers": "the response headers that were kept, as JSON; made when asked for",
        },
    ),
    "fingerprints": TableWords(
        about="The visible texts seen so far, so that a page with the same one need not be read again.",
        columns={
            "document_id": "the document",
            "fingerprint": "version of the extractor and hash of the visible words",
            "outcome": OUTCOME,
            "version_id": "the version such a page shows",
            "note": "why, in words",
        },
    ),
}

_VERSIONS = {
    "versions": TableWords(
        about="The distinct texts of each document.",
        columns={
            "id": "key",
            "document_id": "the document",
            "text_sha256": "SHA-256 of the clean text",
            "clauses_sha256": "SHA-256 of its clauses as JSON [[kind, level, text], ...]; the spans must give it",
            "capture_id": "the capture that brought it",
            "number": "place in time, 1 is the oldest; empty: not derived yet, or superseded",
            "title": "title of the page",
            "language": "ISO 639-1 code of the text's language",
            "effective_date": "the date the text gives itself (YYYY-MM-DD, or YYYY-MM)",
            "effective_date_text": "the words in which it does",
            "words": "length of the text",
            "reading_grade": "years of school needed to read it (Flesch-Kincaid)",
            "notes": "what the extractor noticed, as a JSON list",
            "extractor_version": "the extractor that read it",
            "superseded_by": "the version that a newer extractor made of the same page",
            "doubt": f"{DOUBT}; empty for what is trusted, superseded, or taken for another version",
            "label": LABEL,
            "same_as": "the version it is taken for: it differs in its list of contents only",
            "captures_between": "captures not looked at that lie between two which show it",
        },
    ),
    "unsettled_clauses": TableWords(
        about="The clauses of versions that no spans hold: not derived yet, or superseded.",
        columns={"version_id": "the version", "clauses": "its clauses as JSON [[kind, level, text], ...]"},
    ),
    "clause_texts": TableWords(
        about="Every clause text, stored once.",
        columns={"id": "key", "text": "the clause, as plain text", "digest": "first 16 bytes of its SHA-256"},
    ),
    "clause_spans": TableWords(
        about="A clause's text in one lineage. Those alive in a version, in the order of place, are that version.",
        columns={
            "document_id": "the document",
            "place": "order among all spans of the document",
            "lineage": LINEAGE,
            "text_id": "its text",
            "kind": CLAUSE_KIND,
            "level": CLAUSE_LEVEL,
            "first_version": NUMBER,
            "last_version": NUMBER,
        },
    ),
    "lineage_parents": TableWords(
        about="Which lineages came from which by a split or a merge.",
        columns={
            "document_id": "the document",
            "lineage": "the lineage that began",
            "parent": "the lineage it came from",
            "kind": "split or merged",
        },
    ),
    "steps": TableWords(
        about="From one version to the next, bounded by two captures: the change happened in between.",
        columns={
            "id": "key",
            "document_id": "the document",
            "old_version_id": "the version before",
            "new_version_id": "the version after",
            "not_before": NOT_BEFORE,
            "first_capture": FIRST_CAPTURE,
            "technical": TECHNICAL,
            "recorded_at": f"when this database learnt of it: {MOMENT}",
            "replaced": REPLACED,
        },
    ),
    "step_changes": TableWords(
        about="The changes of each step; one that is about several clauses takes a row for each pair of old and new.",
        columns={
            "step_id": "the step",
            "number": "order in the step, from 1",
            "kind": CHANGE_KIND,
            "section": "the heading above the clause",
            "old_text_id": "the clause before; empty if it was added",
            "new_text_id": "the clause after; empty if it was removed",
            "old_place": "its place in the old version, from 0",
            "new_place": "its place in the new version, from 0",
            "value_changes": "numbers, periods, dates and addresses that were replaced, as JSON",
        },
    ),
    "assessments": TableWords(
        about="What each change means, by rules; derived, made anew by `policytrail reassess`: docs/assessment.md.",
        columns={
            "step_id": "the step",
            "number": "the change in the step",
            **MEANING,
            "rules": "version of the rules that said so",
        },
    ),
    "clause_search": TableWords(
        about="Full-text index (FTS5) over clause_texts, kept in step by triggers; its rowid is the text's id.",
        columns={"text": "the words, whatever their accents"},
    ),
}

_WORK = {
    "judgments": TableWords(
        about="What people judged of doubtful versions; the history is derived with it.",
        columns={
            "version_id": "the version",
            "verdict": "confirmed: it is the policy; rejected: it is not",
            "reason": "the person's reason",
            "judged_at": MOMENT,
        },
    ),
    "alert_deliveries": TableWords(
        about="Which step was told on which channel.",
        columns={
            "old_version_id": "the version before",
            "new_version_id": "the version after",
            "channel": "name of the channel",
            "delivered_at": f"when: {MOMENT}",
        },
    ),
    "alert_checks": TableWords(
        about="When each channel was last brought up to date.",
        columns={"channel": "name of the channel", "checked_at": f"when: {MOMENT}"},
    ),
    "runs": TableWords(
        about="When the history was brought up to date, and how that ended.",
        columns={
            "id": "key",
            "command": "the command",
            "archive": "the archive it asked",
            "started_at": MOMENT,
            "finished_at": f"{MOMENT}; empty: at work, or killed",
            "summary": "what the run came to, as JSON",
        },
    ),
    "breakers": TableWords(
        about="Which archives refused the last runs, and until when not to ask them again.",
        columns={"archive": "key", "strikes": "refusals in a row", "closed_until": "Unix time", "reason": "its words"},
    ),
    "_sqlite_migrations": TableWords(
        about="Which migrations made this schema (kept by sqlite-utils).",
        columns={"id": "key", "migration_set": "policytrail", "name": "the migration", "applied_at": "when, in UTC"},
    ),
}

TABLES = _TARGETS | ARCHIVE_TABLES | _EVIDENCE | _VERSIONS | _WORK | OUTBOX_TABLES

__all__ = ["TABLES", "VIEWS", "TableWords"]
