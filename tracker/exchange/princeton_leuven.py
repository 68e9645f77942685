"""The layout of the Princeton-Leuven corpus of privacy policies (Amos et al., WWW 2021): paths and provenance. Pure.

`p/pe/per/perriconemd.com.md` is the policy of a site, with a first line that names the snapshot it was made from:
https://privacypolicies.cs.princeton.edu/.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote, unquote

from db.target_names import bare_name
from tracker.exchange.git_reader import ChangedFile, Commit
from tracker.exchange.imported_text import ImportedText, SourceDocument
from tracker.page.markdown_blocks import Provenance, read_provenance
from tracker.policy.names import KINDS, document_kind

_FOLDERS = 3
_SNAPSHOT = re.compile(r"(?P<place>.*/)(?P<timestamp>\d{14})(?:[a-z]{2}_)?/(?P<url>.+)", re.DOTALL)
_ENCODED = re.compile(r"https?%3A", re.IGNORECASE)
_KIND = re.compile(rf" \((?P<kind>{'|'.join(KINDS)})\)$")
_SAFE = " ()~"
"""Beside letters, digits and `_.-`: what file names may hold everywhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """The capture that a provenance line names: where the archive replays captures, its timestamp and its address."""

    place: str
    timestamp: str
    url: str


def layout_path(name: str, host: str) -> str:
    """Return where a document of a site stands, without the ending.

    A site's policy has the site's name, as in the corpus; the name of any other document is percent-encoded.

    >>> layout_path("perriconemd.com", "perriconemd.com"), layout_path("https://x.org/privacy", "x.org")
    ('p/pe/per/perriconemd.com', 'x/x./x.o/https%3A%2F%2Fx.org%2Fprivacy')
    """
    folders = [quote(host[:length], safe=_SAFE) for length in range(1, _FOLDERS + 1)]
    return "/".join([*folders, quote(name, safe=_SAFE)])


def host_of_name(name: str) -> str:
    """Return the site of a document by its name: its host, without `www.` and a kind in brackets behind it.

    >>> host_of_name("https://www.x.org/privacy"), host_of_name("x.org (terms)"), host_of_name("x.org")
    ('x.org', 'x.org', 'x.org')
    """
    return bare_name(name).partition("/")[0].partition(" (")[0]


def snapshot_of(provenance: Provenance) -> Snapshot | None:
    """Return the capture behind a provenance line, None where its address is not that of one.

    The corpus has addresses encoded whole (`http%3A//a.example/privacy%2Bpolicy`), and as they are.
    """
    found = _SNAPSHOT.fullmatch(provenance.url)
    if found is None:
        return None
    url = unquote(found["url"]) if _ENCODED.match(found["url"]) else found["url"]
    return Snapshot(place=found["place"], timestamp=found["timestamp"], url=url)


@dataclass(frozen=True, slots=True, kw_only=True)
class PrincetonLeuven:
    """The layout of a repository; `collection` is what it is called."""

    collection: str

    def document_of(self, path: str, body: bytes) -> SourceDocument | None:
        """Return the policy of a file in its place, `p/pe/per/perriconemd.com.md`."""
        name = unquote(path.rpartition("/")[2].removesuffix(".md"))
        host = host_of_name(name)
        if not path.endswith(".md") or path != f"{layout_path(name, host)}.md":
            return None
        other = _KIND.search(name)
        kind = other["kind"] if other else document_kind(name.rpartition("/")[2])
        snapshot = _snapshot_in(body)
        return SourceDocument(name=name, host=host, kind=kind, url=snapshot.url if snapshot else f"http://{host}/")

    def text_of(
        self, document: SourceDocument, commit: Commit, file: ChangedFile, moment: datetime, body: bytes
    ) -> ImportedText:
        """Return the text of a snapshot, at the time its provenance line names, or else the commit."""
        snapshot = _snapshot_in(body)
        note = f"Princeton-Leuven layout, {self.collection}, commit {commit.id}"
        return ImportedText(
            timestamp=snapshot.timestamp if snapshot else f"{moment:%Y%m%d%H%M%S}",
            url=snapshot.url if snapshot else document.url,
            blob=file.blob,
            note=note,
            replay_place=snapshot.place if snapshot else f"git:{self.collection}/",
        )


def _snapshot_in(body: bytes) -> Snapshot | None:
    provenance = read_provenance(body.decode("utf-8", "replace"))
    return snapshot_of(provenance) if provenance else None
