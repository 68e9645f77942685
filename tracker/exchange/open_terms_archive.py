"""The versions repositories of Open Terms Archive: a file a document, a commit a version. Pure.

See https://docs.opentermsarchive.org/: `SERVICE/DOCUMENT.md`, the author date when it was fetched, the message's first
line for what happened, its body for the snapshot that the text was extracted from.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from db.target_names import bare_name
from tracker.exchange.git_reader import ChangedFile, Commit
from tracker.exchange.imported_text import ImportedText, SourceDocument
from tracker.policy.names import document_kind

_DOCUMENT = re.compile(r"(?P<service>[^/]+)/(?P<document>[^/]+)\.md")
_TECHNICAL = re.compile(r"(?:Apply technical|Refilter|Apply declaration)", re.IGNORECASE)
"""How the first line of a commit begins that is no change of the site's: today's words, and those until 2022."""
_SNAPSHOT = re.compile(r"\b(?:extracting from|filtering) snapshots?:?\s+(\S+)")
_ENGINE = re.compile(r"^X-engine-version: (\S+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenTermsArchive:
    """The layout of a repository; `collection` is what it is called."""

    collection: str

    def document_of(self, path: str, body: bytes) -> SourceDocument | None:  # noqa: ARG002 - the path says it all
        """Return the document of `SERVICE/DOCUMENT.md`."""
        found = _DOCUMENT.fullmatch(path)
        if found is None or found["service"].startswith("."):
            return None
        return SourceDocument(
            name=f"{found['service']}/{found['document']}",
            host=bare_name(found["service"]),
            kind=document_kind(found["document"]),
            url=f"ota:{quote(found['service'])}/{quote(found['document'])}",
        )

    def text_of(
        self,
        document: SourceDocument,
        commit: Commit,
        file: ChangedFile,
        moment: datetime,
        body: bytes,  # noqa: ARG002 - the commit says it all
    ) -> ImportedText:
        """Return the version that a commit records; its address is that of the snapshot, where the commit names it."""
        snapshot = _SNAPSHOT.search(commit.message)
        engine = _ENGINE.search(commit.message)
        note = f"Open Terms Archive, {self.collection}, commit {commit.id}"
        if engine and engine[1] != "undefined":
            note += f", engine {engine[1]}"
        return ImportedText(
            timestamp=f"{moment:%Y%m%d%H%M%S}",
            url=snapshot[1] if snapshot and "://" in snapshot[1] else document.url,
            blob=file.blob,
            note=f"{note}, snapshot {snapshot[1]}" if snapshot else note,
            replay_place=f"git:{self.collection}/",
            technical=_TECHNICAL.match(commit.message) is not None,
        )
