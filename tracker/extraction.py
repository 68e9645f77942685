"""From the bytes of a page to the text of its policy: everything it says and nothing else.

Pure: the same bytes give the same extraction, whenever and wherever.
"""

from dataclasses import dataclass

from tracker.clauses import Clause
from tracker.content_root import judge_blocks
from tracker.decoding import decode_page
from tracker.page_tree import drop_unseen, parse_page, unveil_addresses
from tracker.reading import read_blocks
from tracker.segments import split_clauses

EXTRACTOR_VERSION = "1"
"""Recorded with each version of a document; raised whenever the same bytes may give another text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """Text of the page that is not in the extraction, and why."""

    reason: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """What a page says.

    `effective_date` is ISO (YYYY-MM-DD), `effective_date_text` as the page writes it; `text` is the clauses, a line
    each; `left_out` is the rest of the page's text; `reading_grade` is a US school grade; `notes` are for a person.
    """

    title: str | None
    language: str | None
    effective_date: str | None
    effective_date_text: str | None
    text: str
    clauses: tuple[Clause, ...]
    left_out: tuple[LeftOut, ...]
    words: int
    reading_grade: float | None
    notes: tuple[str, ...]


def extract_page(
    body: bytes,
    *,
    content_type: str | None = None,
    url: str | None = None,  # noqa: ARG001 - not read yet
    section: str | None = None,  # noqa: ARG001 - not read yet
) -> Extraction:
    """Return what the page says; raises UnreadablePage when its bytes hold no text."""
    page = decode_page(body, content_type=content_type)
    tree = parse_page(page.text)
    drop_unseen(tree)
    unveil_addresses(tree)
    read = read_blocks(tree)
    judged = list(zip(read.blocks, judge_blocks(read), strict=True))
    clauses = split_clauses(block for block, reason in judged if reason is None)
    text = "\n".join(clause.text for clause in clauses)
    return Extraction(
        title=" ".join(tree.findtext(".//title", "").split()) or None,
        language=None,
        effective_date=None,
        effective_date_text=None,
        text=text,
        clauses=clauses,
        left_out=tuple(LeftOut(reason=reason.value, text=block.text) for block, reason in judged if reason),
        words=len(text.split()),
        reading_grade=None,
        notes=page.notes,
    )
