"""What a notebook or a program of one's own needs of policytrail, as functions that return values.

Nothing here prints or ends the process; what goes wrong is raised as one of the errors of `db.errors`.
"""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from db import errors
from db.errors import PolicytrailError
from db.judgments import Verdict
from db.store import Store
from policytrail.clock import now_timestamp
from policytrail.values import BlamedClause, ClauseChange, CrawlSummary, Difference, rows
from tracker.assessment.meaning import Assessment
from tracker.assessment.step import assess_comparison
from tracker.clauses.clause import Clause, ClauseKind
from tracker.clauses.markdown import clauses_to_markdown
from tracker.diff.changes import Change, ChangeKind, Comparison
from tracker.diff.changes import compare as compare_clauses
from tracker.diff.link_changes import with_link_changes
from tracker.evidence.version_links import ClauseLink, clause_links, version_links
from tracker.extraction.extract import Extraction, extract_page
from tracker.history.assessments import shipped_rules
from tracker.history.blame import blame
from tracker.history.chosen_versions import choose_pair
from tracker.history.review import Reviewed, review
from tracker.history.search import SearchHit, search
from tracker.history.version_selection import choose_version
from tracker.history.version_table import HistoryRow as Version
from tracker.history.version_texts import newest, recorded_rows, version_clauses
from tracker.recording.judge_version import judge_version

__all__ = [
    "BlamedClause", "ChangeKind", "Clause", "ClauseChange", "ClauseKind", "ClauseLink", "CrawlSummary", "Difference",
    "Extraction", "History", "PolicytrailError", "Reviewed", "SearchHit", "Version", "compare", "crawl", "extract",
    "open", "rows",
]  # fmt: skip

Policy = Extraction | Sequence[Clause] | str | bytes
"""A policy as `compare` takes it: what `extract` returned, clauses, or a page's HTML, text or PDF."""


def extract(page: str | bytes, *, url: str | None = None, section: str | None = None) -> Extraction:
    """Return what a page (HTML, plain text or PDF) says as its policy; raises UnreadablePage if it holds no text.

    `url` is where it was found; `section` names one of several documents on it, by its heading or `#fragment`.
    """
    body = page.encode("utf-8") if isinstance(page, str) else page
    content_type = "text/html; charset=utf-8" if isinstance(page, str) else None
    return extract_page(body, content_type=content_type, url=url, section=section)


def compare(old: Policy, new: Policy) -> tuple[ClauseChange, ...]:
    """Return what changed from one policy to another, in reading order; nothing if they say the same."""
    before, after = _clauses_of(old), _clauses_of(new)
    return _clause_changes(compare_clauses(before, after), before, after)


def open(path: str | Path = "policytrail.db") -> "History":  # noqa: A001 - policytrail.open, as gzip.open
    """Return the history in a database that exists; raises StoreError where there is none, or it is not ours."""
    return History(Store(Path(path), create=False))


class History:
    """The policies in a database and what became of them. A target is a site or an address, as on the command line."""

    def __init__(self, store: Store) -> None:
        """Read from an open store."""
        self._store = store

    def __enter__(self) -> Self:
        """Return the history itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the database."""
        self.close()

    def close(self) -> None:
        """Close the database; the history cannot be read any more."""
        self._store.close()

    def targets(self) -> tuple[str, ...]:
        """Return the names of all that is tracked."""
        return tuple(document.name for document in self._store.documents())

    def history(self, target: str) -> tuple[Version, ...]:
        """Return the versions of a target, oldest first; raises UnknownTarget."""
        return recorded_rows(self._store, self._store.find_document(target))

    def clauses(self, target: str, version_or_date: str | None = None) -> tuple[Clause, ...]:
        """Return the clauses of a version: the newest, that of a number, or that shown at the end of a date."""
        document = self._store.find_document(target)
        return version_clauses(self._store, document, self._version(target, version_or_date))

    def text(self, target: str, version_or_date: str | None = None) -> str:
        """Return the text of a version as Markdown; `version_or_date` as in `clauses`."""
        return clauses_to_markdown(self.clauses(target, version_or_date))

    def links(self, target: str, version_or_date: str | None = None) -> tuple[ClauseLink, ...]:
        """Return the links of a version as its first capture shows them; none where its page was not kept."""
        document, version = self._store.find_document(target), self._version(target, version_or_date)
        clauses = version_clauses(self._store, document, version)
        return clause_links(clauses, version_links(self._store, document, version, clauses))

    def diff(self, target: str, old: str | None = None, new: str | None = None) -> Difference:
        """Return what changed between two versions or dates; by default from the version before the newest to it.

        Raises UnknownTarget, and UsageError where there is no such version or nothing to compare.
        """
        document = self._store.find_document(target)
        pair = choose_pair(recorded_rows(self._store, document), old, new, document.name, now=now_timestamp())
        before, after = (version_clauses(self._store, document, row) for row in (pair.before, pair.after))
        links = (
            version_links(self._store, document, pair.before, before),
            version_links(self._store, document, pair.after, after),
        )
        comparison = with_link_changes(compare_clauses(before, after), before, after, *links)
        return Difference(
            target=document.name,
            old=pair.before,
            new=pair.after,
            changes=_clause_changes(comparison, before, after),
            last_before=pair.last_before,
            first_after=pair.first_after,
            notes=pair.notes,
        )

    def blame(self, target: str, version_or_date: str | None = None) -> tuple[BlamedClause, ...]:
        """Return each clause of a version with its birth and its last change; `version_or_date` as in `clauses`."""
        document = self._store.find_document(target)
        by_number = {version.version: version for version in self.history(target)}
        number = self._version(target, version_or_date).version
        return tuple(
            BlamedClause(
                kind=line.kind,
                level=line.level,
                text=line.text,
                born=by_number[line.born],
                worded=by_number[line.worded],
            )
            for line in blame(self._store.spans(document.id), self._store.origins(document.id), number)
        )

    def search(self, query: str, target: str | None = None, *, limit: int = 100) -> tuple[SearchHit, ...]:
        """Return the wordings that match, in one target or all, the best first: since when, until when, where.

        Raises UsageError for a query that makes no sense.
        """
        document = None if target is None else self._store.find_document(target)
        return search(self._store, query, document=document, limit=limit)

    def review(self, target: str) -> tuple[Reviewed, ...]:
        """Return the versions in doubt: why, and the changes that confirming each would add and take out."""
        return review(self._store, self._store.find_document(target))

    def confirm(self, target: str, version: str, *, reason: str) -> str:
        """Keep the judgment that a version is the policy, with the date, and derive the history with it.

        `version` is a number, or the name of one in doubt (`4.1`). Returns what it is called from now on; raises
        UsageError where there is none such.
        """
        return judge_version(self._store, self._store.find_document(target), version, Verdict.CONFIRMED, reason)

    def reject(self, target: str, version: str, *, reason: str) -> str:
        """Keep the judgment that a version is not the policy; as `confirm` does."""
        return judge_version(self._store, self._store.find_document(target), version, Verdict.REJECTED, reason)

    def _version(self, target: str, which: str | None) -> Version:
        versions = self.history(target)
        return newest(versions) if which is None else choose_version(versions, which, target)


def crawl(
    *targets: str,
    db: str | Path = "policytrail.db",
    **options: Any,  # noqa: ANN401 - the fields of CrawlRequest
) -> CrawlSummary:
    """Find the captures of targets (of all tracked ones, if none is named), record their versions; returns what it did.

    `options` are the other fields of `crawler.crawl.CrawlRequest`: archive, sample, start, end, max_fetches ... Works
    in a process of its own. Raises the errors that `crawler.crawl.crawl` does; TypeError for an unknown option.
    """
    # Scrapy takes half a second to load; only who crawls needs it.
    from crawler.crawl import CrawlRequest  # noqa: PLC0415
    from policytrail.crawl_process import request_to_json  # noqa: PLC0415

    request = CrawlRequest(db_path=Path(db), targets=targets, **options)
    ended = subprocess.run(
        [sys.executable, "-m", "policytrail.crawl_process"],
        input=request_to_json(request),
        capture_output=True,
        text=True,
        check=False,
    )
    try:
        answer = json.loads(ended.stdout)
    except ValueError as error:
        message = f"the crawl ended with status {ended.returncode}: {ended.stderr.strip()[-500:]}"
        raise PolicytrailError(message) from error
    if "error" in answer:
        raise getattr(errors, answer["error"], PolicytrailError)(answer["message"])
    summary = answer["summary"]
    failed = tuple((each["target"], each["reason"]) for each in summary["failed"])
    typed = {
        "failed": failed,
        "unreadable": tuple(summary.get("unreadable", ())),
        "archives_failed": tuple((each["archive"], each["reason"]) for each in summary.get("archives_failed", ())),
    }
    return CrawlSummary(**{**summary, **typed})


def _clauses_of(policy: Policy) -> tuple[Clause, ...]:
    if isinstance(policy, Extraction):
        return policy.clauses
    return extract(policy).clauses if isinstance(policy, (str, bytes)) else tuple(policy)


def _clause_changes(comparison: Comparison, old: Sequence[Clause], new: Sequence[Clause]) -> tuple[ClauseChange, ...]:
    meanings = assess_comparison(comparison, old, new, shipped_rules().assessor)
    pairs = zip(comparison.changes, meanings, strict=True)
    return tuple(_clause_change(change, meaning, old, new) for change, meaning in pairs)


def _clause_change(change: Change, meaning: Assessment, old: Sequence[Clause], new: Sequence[Clause]) -> ClauseChange:
    about = new[change.new[0]] if change.new else old[change.old[0]]
    return ClauseChange(
        kind=change.kind,
        section=about.path[-1] if about.path else "",
        old=tuple(old[place].text for place in change.old),
        new=tuple(new[place].text for place in change.new),
        values=change.values,
        moved=change.moved,
        weight=meaning.weight,
        direction=meaning.direction,
        topics=meaning.topics,
        importance=meaning.importance,
        reason=meaning.reason,
    )
