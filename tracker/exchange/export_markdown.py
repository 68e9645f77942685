"""The history as a git repository of Markdown, in the layout of the Princeton-Leuven corpus: a commit a version.

The same history gives the same commits, byte for byte: names and dates are those of the captures.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from db.records import Document
from db.store import Store
from tracker.exchange.corpus_markdown import corpus_markdown
from tracker.exchange.princeton_leuven import layout_path
from tracker.history.version_table import HistoryRow, history_rows, replay_addresses
from tracker.history.version_texts import version_clauses
from tracker.text.timestamps import moment_of, readable_date

_BRANCH = "refs/heads/main"
_AUTHOR = "policytrail <policytrail@localhost>"
_IN_ADDRESS = {ord(sign): f"%{ord(sign):02X}" for sign in " ()\t\r\n"}
"""What would end the address of a Markdown link."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedText:
    """A file of a commit: its path, the timestamp of its capture, its bytes, what the commit says of it."""

    path: str
    timestamp: str
    body: bytes
    message: str


def exported_texts(store: Store, document: Document) -> Iterator[ExportedText]:
    """Yield the texts of a document, one for each time a version began to be shown, oldest first."""
    addresses = replay_addresses(store, document)
    for row in history_rows(store, document):
        markdown = corpus_markdown(version_clauses(store, document, row))
        for first, last in row.stretches:
            snapshot = addresses.get(first, "")
            yield ExportedText(
                path=f"{layout_path(document.name, document.host)}.md",
                timestamp=first,
                body=f"{provenance_line(document.host, first, snapshot)}{markdown}".encode(),
                message=_message(document, row, first, last, snapshot),
            )


def provenance_line(site: str, timestamp: str, snapshot: str) -> str:
    """Return the first line of a policy as the corpus has it, with an empty line; nothing where no snapshot is known.

    >>> provenance_line("a.example", "20080619181102", "")
    ''
    """
    if not snapshot:
        return ""
    return (
        f"> *The following text is extracted and transformed from the {'-'.join(site.split())} privacy policy that was"
        f" archived on {readable_date(timestamp)}. Please check the [original snapshot on the Wayback Machine]"
        f"({snapshot.translate(_IN_ADDRESS)}) for the most accurate reproduction.*\n\n"
    )


def _message(document: Document, row: HistoryRow, first: str, last: str, snapshot: str) -> str:
    facts = {
        "document": document.name,
        "kind": document.kind,
        "version": row.version,
        "first_capture": first,
        "last_capture": last,
        "snapshot": snapshot,
        "title": row.title,
        "language": row.language,
        "effective_date": row.effective_date,
        "words": row.words,
        "sha256": row.sha256,
    }
    return (
        f"{document.name} as archived on {readable_date(first)}\n\n{json.dumps(facts, ensure_ascii=False, indent=1)}\n"
    )


def fast_import_stream(texts: list[ExportedText]) -> Iterator[bytes]:
    """Yield what `git fast-import` makes the commits of (git-fast-import(1)), in order of time, then of path."""
    yield f"reset {_BRANCH}\n".encode()
    for text in sorted(texts, key=lambda each: (each.timestamp, each.path)):
        seconds = int(moment_of(text.timestamp).timestamp())
        message = text.message.encode()
        yield (
            f"commit {_BRANCH}\nauthor {_AUTHOR} {seconds} +0000\ncommitter {_AUTHOR} {seconds} +0000\n"
            f"data {len(message)}\n"
        ).encode()
        path = json.dumps(text.path, ensure_ascii=False)
        yield message + f"M 100644 inline {path}\ndata {len(text.body)}\n".encode() + text.body + b"\n"
    yield b"done\n"
