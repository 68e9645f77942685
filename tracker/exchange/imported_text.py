"""The texts of somebody else's corpus, as values: which document, when it was seen, where it comes from. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from tracker.exchange.git_reader import ChangedFile, Commit

_FIRST_WEB_PAGE = 1991
"""https://info.cern.ch/hypertext/WWW/History.html; an earlier date is a clock's that was never set."""
_CLOCKS_DIFFER = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceDocument:
    """A document of a corpus: what it is to be called, its site, its kind, the address at which it stood."""

    name: str
    host: str
    kind: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedText:
    """A text as it was at a time (14-digit UTC timestamp); `blob` names its bytes.

    `url` is where it was taken from, `note` says so in words. `replay_place`, `timestamp`, `id_/` and `url` are the
    address of its snapshot. `technical`: another extractor read what the text before was read from.
    """

    timestamp: str
    url: str
    blob: str
    note: str
    replay_place: str
    technical: bool = False


class Layout(Protocol):
    """How a corpus in git is laid out."""

    def document_of(self, path: str, body: bytes) -> SourceDocument | None:
        """Return the document a file holds, None for a file that holds none; `body` is its newest text."""

    def text_of(
        self, document: SourceDocument, commit: Commit, file: ChangedFile, moment: datetime, body: bytes
    ) -> ImportedText:
        """Return a file of a commit as a text of its document."""


def commit_moment(commit: Commit, *, now: datetime) -> datetime | None:
    """Return when a commit's files were fetched: its author's date, else its committer's; None for none credible."""
    dates = (commit.authored, commit.committed)
    return next(
        (date for date in dates if date and date.year >= _FIRST_WEB_PAGE and date <= now + _CLOCKS_DIFFER), None
    )
