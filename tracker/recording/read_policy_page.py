"""From the bytes of a page to the version it would be: extracted and judged. Pure."""

from db.errors import UnreadablePage
from db.outcomes import Outcome
from db.records import Document, NewVersion, StoredClause
from tracker.clauses.text_hash import text_sha256
from tracker.extraction.extract import Extraction, extract_page
from tracker.extraction.version import EXTRACTOR_VERSION
from tracker.policy.classifier import Judgement, judge_text
from tracker.policy.verdict import judge_page
from tracker.recording.reading import Reading


def read_policy_page(body: bytes, document: Document, *, content_type: str | None, url: str) -> Reading:
    """Extract and judge a page; pure and slow (tens of milliseconds), so callers run it where it blocks nobody."""
    try:
        extraction = extract_page(body, content_type=content_type, url=url, section=document.section)
    except UnreadablePage as error:
        return Reading(outcome=Outcome.UNUSABLE, problem=str(error))
    title, language = extraction.title or "", extraction.language or ""
    verdict = judge_page(title, extraction.clauses, url=url, language=language, document=document.kind)
    if verdict.outcome is not None:
        return Reading(outcome=verdict.outcome, problem=verdict.reason)
    if not extraction.clauses:
        return Reading(outcome=Outcome.UNUSABLE, problem="no text found on the page")
    return Reading(outcome=Outcome.OK, version=new_version(extraction, judged=verdict.reason))


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
