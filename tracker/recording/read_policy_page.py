"""From the bytes of a page to the version it would be: extracted and judged. Pure."""

from collections.abc import Sequence

from db.errors import UnreadablePage
from db.outcomes import Outcome
from db.records import Document, NewVersion, StoredClause
from tracker.clauses.clause import ClauseKind
from tracker.clauses.text_hash import text_sha256
from tracker.extraction.extract import Extraction, extract_page
from tracker.extraction.version import EXTRACTOR_VERSION
from tracker.policy.classifier import Judgement, judge_text
from tracker.policy.verdict import judge_page
from tracker.recording.reading import Reading

MOST_HEADINGS = 20
MOST_CHARACTERS = 60
"""So many headings, and of each so much, are named to a person who asked for one that is not there."""


def read_policy_page(body: bytes, document: Document, *, content_type: str | None, url: str) -> Reading:
    """Extract and judge a page; pure and slow (tens of milliseconds), so callers run it where it blocks nobody."""
    try:
        extraction = extract_page(body, content_type=content_type, url=url, section=document.section)
    except UnreadablePage as error:
        return Reading(outcome=Outcome.UNUSABLE, problem=str(error))
    instead = None
    if extraction.lacks_section:
        instead = tuple(clause.text for clause in extraction.clauses if clause.kind is ClauseKind.HEADING)
        if is_heading(document.section):
            return Reading(
                outcome=Outcome.NO_SECTION, problem=no_section(document.section or "", instead), instead=instead
            )
    title, language = extraction.title or "", extraction.language or ""
    verdict = judge_page(title, extraction.clauses, url=url, language=language, document=document.kind)
    if verdict.outcome is not None:
        return Reading(outcome=verdict.outcome, problem=verdict.reason)
    if not extraction.clauses:
        return Reading(outcome=Outcome.UNUSABLE, problem="no text found on the page")
    return Reading(outcome=Outcome.OK, version=new_version(extraction, judged=verdict.reason), instead=instead)


def is_heading(section: str | None) -> bool:
    """Whether a section is named by a heading: of a page without it nothing is taken.

    A `#fragment` may be of today's page only, and the policy whole before; then all of a page is taken.
    """
    return section is not None and not section.startswith("#")


def no_section(section: str, headings: Sequence[str]) -> str:
    """Say that a section is not there, and what is."""
    shown = ", ".join(f"“{heading[:MOST_CHARACTERS]}”" for heading in headings[:MOST_HEADINGS])
    more = f" and {len(headings) - MOST_HEADINGS} more" if len(headings) > MOST_HEADINGS else ""
    there_is = f"its headings are {shown}{more}" if shown else "it has no headings"
    return f"no section {section!r} on the page; {there_is}"


def judge_version(version: NewVersion, kind: str) -> Judgement:
    """Return whether the text of a version reads like a policy of that kind."""
    text = "\n".join(clause.text for clause in version.clauses)
    return judge_text(version.title or "", text, version.language or "", document=kind)


def new_version(extraction: Extraction, *, judged: str) -> NewVersion:
    """Return the extraction as the store takes it; `judged` says why it was taken for a policy."""
    return NewVersion(
        text_sha256=text_sha256(extraction.clauses),
        title=extraction.title,
        language=extraction.language,
        effective_date=extraction.effective_date,
        effective_date_text=extraction.effective_date_text,
        words=extraction.words,
        reading_grade=extraction.reading_grade,
        notes=(*extraction.notes, f"taken for a policy: {judged}"),
        extractor_version=EXTRACTOR_VERSION,
        clauses=tuple(
            StoredClause(kind=clause.kind.value, level=clause.level, text=clause.text) for clause in extraction.clauses
        ),
    )
