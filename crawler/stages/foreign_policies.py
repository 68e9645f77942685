"""Texts that are not the site's: another company's, a registrar's, or everybody's."""

from dataclasses import replace

from crawler.links.urls import host_of
from db.outcomes import Outcome
from db.records import Capture, Document, FoundBy, Location, NewVersion
from db.store import Store
from tracker.policy.ownership import speaks_of, whose_policy
from tracker.recording.read_policy_page import judge_version
from tracker.recording.reading import Reading
from tracker.text.site_names import registered_domain

SITES_OF_BOILERPLATE = 3
"""Sites that show the same text word for word: two may belong together, so many are a registrar's customers."""


def refuse_foreign_policy(
    store: Store, document: Document, location: Location, capture: Capture, reading: Reading
) -> Reading:
    """Return the reading of a capture at a location, or its refusal with the reason."""
    version = reading.version
    if version is None:
        return reading
    text = "\n".join(clause.text for clause in version.clauses)
    ownership = whose_policy(
        document.host,
        capture.url,
        version.title or "",
        text,
        is_redirected=location.found_by is FoundBy.REDIRECT,
        text_before=_text_before(store, document, capture),
    )
    if location.found_by is FoundBy.DOUBTFUL_LINK and not judge_version(version, document.kind).is_policy:
        doubt = "a doubtful link led here, and the text does not read like the policy"
        return replace(reading, outcome=Outcome.NOT_A_POLICY, version=None, problem=doubt)
    problem = f"the policy of {ownership.owner}: {ownership.reason}" if ownership.theirs else None
    if problem is None and location.found_by is not FoundBy.GIVEN:
        problem = _everybodys(store, document, version, text)
    return reading if problem is None else replace(reading, outcome=Outcome.NOT_THEIRS, version=None, problem=problem)


def _text_before(store: Store, document: Document, capture: Capture) -> str:
    """The text that the document's last version before a capture has; only asked for what left the site."""
    if registered_domain(host_of(capture.url)) == registered_domain(document.host):
        return ""
    earlier = [version for version in store.versions(document.id) if version.timestamp < capture.timestamp]
    if not earlier:
        return ""
    newest = max(earlier, key=lambda version: version.timestamp)
    return "\n".join(clause.text for clause in store.clauses(newest))


def _everybodys(store: Store, document: Document, version: NewVersion, text: str) -> str | None:
    """Why a text that does not name the site is that of many sites, None if it is not."""
    others = {registered_domain(host) for host in store.hosts_showing(version.text_sha256)}
    others.discard(registered_domain(document.host))
    if len(others) < SITES_OF_BOILERPLATE or speaks_of(document.host, version.title or "", text):
        return None
    named = ", ".join(sorted(others)[:SITES_OF_BOILERPLATE])
    return f"the same text stands under {len(others)} other sites ({named}), and it does not name {document.host}"
