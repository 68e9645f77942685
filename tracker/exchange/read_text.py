"""From a text of somebody else's corpus to the version it would be. Pure: the same bytes give the same version."""

from db.errors import UnreadablePage
from db.outcomes import Outcome
from tracker.extraction.extract import extract_page
from tracker.recording.read_policy_page import new_version
from tracker.recording.reading import Reading

MARKDOWN = "text/markdown; charset=utf-8"


def read_text(body: bytes) -> Reading:
    """Return a Markdown text as a version; what it is its source says, so nothing judges it here."""
    try:
        extraction = extract_page(body, content_type=MARKDOWN)
    except UnreadablePage as error:
        return Reading(outcome=Outcome.UNUSABLE, problem=str(error))
    if not extraction.clauses:
        return Reading(outcome=Outcome.UNUSABLE, problem="no text found in the file")
    return Reading(
        outcome=Outcome.OK, version=new_version(extraction, judged="the corpus it comes from holds it as one")
    )
