"""`policytrail cite`: how to cite a version of a policy, or the whole history."""

from importlib.metadata import version as installed_version
from pathlib import Path

from db.archives import holdings
from db.store import Store
from policytrail.commands.output import print_json, print_text
from tracker.alerts.content import readable_replay
from tracker.exchange.citation import (
    Citation,
    CitationFormat,
    bibtex_entry,
    citation_key,
    csl_item,
    plain_citation,
)
from tracker.history.version_selection import choose_version
from tracker.history.version_texts import find_versions, newest
from tracker.text.counts import counted
from tracker.text.printable import printable
from tracker.text.timestamps import readable_date, readable_window


def print_citation(target: str | None, *, citation_format: CitationFormat, db_path: Path) -> None:
    """Print how to cite a version (by default the newest), or without a target the whole history."""
    store = Store(db_path, create=False)
    citation = corpus_citation(store) if target is None else version_citation(store, target)
    store.close()
    if citation_format is CitationFormat.CSL_JSON:
        print_json([csl_item(citation)], indent=1)
    else:
        print_text(bibtex_entry(citation) if citation_format is CitationFormat.BIBTEX else plain_citation(citation))


def version_citation(store: Store, target: str) -> Citation:
    """Return how to cite the version that `TARGET[@VERSION_OR_DATE]` names; raises UnknownTarget and UsageError."""
    document, rows, which = find_versions(store, target)
    row = newest(rows) if which is None else choose_version(rows, which, document.name)
    began = f"First seen {readable_window(row.not_before, row.first_capture)}, last {readable_date(row.last_capture)}"
    title = row.title or "Policy"
    return Citation(
        key=citation_key(document.name, str(row.version)),
        author=printable(document.host),
        title=printable(f"{title}, version {row.version}"),
        date=readable_date(row.first_capture),
        url=readable_replay(row.replay_url) if row.replay_url.startswith(("https://", "http://")) else "",
        note=f"{began} (UTC). SHA-256 of the text: {row.sha256}.",
    )


def corpus_citation(store: Store) -> Citation:
    """Return how to cite the whole history: what it holds, whose captures it rests on, and what made it."""
    held = holdings(store)
    lasts = [each.last_capture for each in held if each.last_capture]
    names = ", ".join(dict.fromkeys(each.archive.name for each in held)) or "no archive yet"
    documents = len(store.documents())
    versions = store.rows("SELECT count(*) AS count FROM history")[0]["count"]
    return Citation(
        key="policytrail-corpus",
        author="policytrail",
        title=f"Histories of {counted(documents, 'policy document')} in {counted(versions, 'version')}",
        date=readable_date(max(lasts, default="00010101000000")),
        url="",
        note=printable(f"Captures of {names}; made with policytrail {installed_version('policytrail')}."),
    )
