"""Reading a fetched page: the policy it is, or where it sends its readers instead."""

from dataclasses import replace

from crawler.links.hubs import MOST_HUB_WORDS, hub_target
from crawler.links.page_frames import policy_frame
from crawler.links.ranking import canonical, moved_to
from db.outcomes import Outcome
from db.records import Document
from tracker.recording.read_policy_page import judge_version, read_policy_page
from tracker.recording.reading import Reading

SIGNPOST_WORDS = 100
"""No policy is shorter and sends its readers elsewhere; a page that says where the policy went often is."""


def read_capture(body: bytes, document: Document, *, content_type: str | None, url: str) -> Reading:
    """Return the page's reading.

    A page that is no policy, or a few words about one, but names another address has moved; one that shows another in
    a frame has it as target. A hub of policies is asked for its links before it is taken for one.
    """
    reading = read_policy_page(body, document, content_type=content_type, url=url)
    hub = _hub_target(reading, body, document, content_type=content_type, url=url)
    if hub is not None:
        problem = f"the page only leads to the policy at {hub}"[:500]
        return Reading(outcome=Outcome.MOVED, problem=problem, target=hub)
    if reading.version is not None and reading.version.words > SIGNPOST_WORDS:
        return replace(reading, canonical=canonical(body, url=url, content_type=content_type))
    target = moved_to(body, url=url, content_type=content_type)
    if target is not None:
        return replace(
            reading, outcome=Outcome.MOVED, problem=f"the page moved to {target}"[:500], version=None, target=target
        )
    if reading.outcome is Outcome.OK:
        return replace(reading, canonical=canonical(body, url=url, content_type=content_type))
    frame = policy_frame(body, url=url, kind=document.kind, content_type=content_type)
    if frame is not None:
        return replace(
            reading, outcome=Outcome.FRAMED, problem=f"the page shows {frame} in a frame"[:500], target=frame
        )
    return reading


def _hub_target(reading: Reading, body: bytes, document: Document, *, content_type: str | None, url: str) -> str | None:
    """Return where a hub leads; None for a page that is none."""
    version = reading.version
    if reading.outcome not in {Outcome.OK, Outcome.NOT_A_POLICY} or document.section is not None:
        return None
    if version is None:
        return hub_target(body, url=url, kind=document.kind, words=0, is_policy=False, content_type=content_type)
    if version.words > MOST_HUB_WORDS:
        return None
    is_policy = judge_version(version, document.kind).is_policy
    return hub_target(
        body, url=url, kind=document.kind, words=version.words, is_policy=is_policy, content_type=content_type
    )
