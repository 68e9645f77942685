"""From the bytes of a page to the text of its policy: everything it says and nothing else.

Two readers look at each page. Ours (`tracker.page.html_blocks`, `tracker.extraction.main_content`) turns all of the
page into blocks and says of each whether it is the policy's, or why not: so the audit is complete, and a clause is
never lost unseen. Trafilatura (`tracker.extraction.trafilatura_reader`) says, by rules of its own and from experience
with many kinds of pages, what the main text is. `tracker.extraction.reconciliation` brings the two together: prose
that ours left out because of a name or a place only comes back where trafilatura takes it too, and where they still
differ much the extraction carries a note. Neither alone will do: trafilatura drops whole chapters, and ours can be
misled by what a site calls its parts.

Pure: the same bytes give the same extraction, whenever and wherever.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tracker.clauses.clause import Clause, ClauseKind, Hyperlink
from tracker.extraction.boilerplate import Reason
from tracker.extraction.clause_splitting import split_clauses
from tracker.extraction.drawn_headings import mark_headings
from tracker.extraction.main_content import judge_blocks
from tracker.extraction.named_sections import Section, find_sections, has_anchors
from tracker.extraction.reconciliation import is_disputable, reconcile
from tracker.extraction.repeated_blocks import find_repeats, find_screen_copies
from tracker.extraction.text_statistics import count_words, language_of, reading_grade
from tracker.extraction.trafilatura_reader import read_main_text
from tracker.page.blocks import PageText
from tracker.page.page_reader import ReadPage, read_page
from tracker.text.dates.choice import Writing, policy_date


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """Text of the page that is not in the extraction, and why."""

    reason: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """What a page says.

    `effective_date` is ISO (YYYY-MM-DD, or YYYY-MM where no day is named), `effective_date_text` as the page writes
    it; `text` is the clauses, a line each; `links` are the links of each clause; `left_out` is the rest of the page's
    text; `reading_grade` is a US school grade, for English texts; `notes` are for a person. `lacks_section` tells that
    the page has no section of the name asked for, and all of it was taken.
    """

    title: str | None
    language: str | None
    effective_date: str | None
    effective_date_text: str | None
    text: str
    clauses: tuple[Clause, ...]
    links: tuple[tuple[Hyperlink, ...], ...]
    left_out: tuple[LeftOut, ...]
    words: int
    reading_grade: float | None
    notes: tuple[str, ...]
    lacks_section: bool = False


def extract_page(
    body: bytes, *, content_type: str | None = None, url: str | None = None, section: str | None = None
) -> Extraction:
    """Return what the page says; raises UnreadablePage when its bytes hold no text.

    `section` names one of several documents on the page: its heading, or its `#fragment` (several: with semicolons
    between); a page that has no such section is taken whole, with a note. `url` is where the page was found.
    """
    read = read_page(body, content_type=content_type, url=url)
    judged: list[Reason | None] = [None] * len(read.page.blocks) if read.is_bare else list(judge_blocks(read.page))
    for index in () if read.is_bare else _find_copies(read.page, _taken(judged)):
        judged[index] = Reason.REPEATED
    notes = [*read.notes, *_reconcile(read, judged)]
    page = _with_headings(read.page, judged)
    sections = find_sections(page, section) if section else ()
    lacks_section = section is not None and not sections and not has_anchors(page, section)
    notes += _narrow(sections, judged, section)
    blocks = [page.blocks[index] for index in _taken(judged)]
    clauses = split_clauses(blocks)
    text = "\n".join(clause.text for clause in clauses)
    language = language_of(text, declared=read.language)
    writing = Writing(declared=read.language, detected=language, url=url)
    date = policy_date([clause.text for clause in clauses], writing)
    return Extraction(
        title=read.title or next((clause.text for clause in clauses if clause.kind is ClauseKind.HEADING), None),
        language=language,
        effective_date=date.iso if date else None,
        effective_date_text=date.written if date else None,
        text=text,
        clauses=clauses,
        links=tuple(block.links for block in blocks),
        left_out=(
            *(
                LeftOut(reason=reason.value, text=block.text)
                for block, reason in zip(page.blocks, judged, strict=True)
                if reason
            ),
            *(LeftOut(reason=unread.reason, text=unread.text) for unread in read.unread),
        ),
        words=count_words(text),
        reading_grade=reading_grade(text) if language == "en" else None,
        notes=tuple(notes),
        lacks_section=lacks_section,
    )


def _find_copies(page: PageText, taken: Sequence[int]) -> frozenset[int]:
    return find_screen_copies(page, taken) | find_repeats(page.blocks, taken)


def _taken(judged: Sequence[Reason | None]) -> list[int]:
    return [index for index, reason in enumerate(judged) if reason is None]


def _reconcile(read: ReadPage, judged: list[Reason | None]) -> tuple[str, ...]:
    """Let the second reader mend what is judged; return what it remarks. Formats without markup have one reader."""
    if read.tree is None or not is_disputable(read.page, judged):
        return ()
    second = read_main_text(read.tree)
    remarks = (second.note, reconcile(read.page, judged, second))
    return tuple(remark for remark in remarks if remark)


def _with_headings(page: PageText, judged: Sequence[Reason | None]) -> PageText:
    """The page with the drawn headings among the blocks that are taken marked as such."""
    blocks = list(page.blocks)
    taken = _taken(judged)
    for index, block in zip(taken, mark_headings([blocks[index] for index in taken]), strict=True):
        blocks[index] = block
    return replace(page, blocks=tuple(blocks))


def _narrow(sections: Sequence[Section], judged: list[Reason | None], name: str | None) -> tuple[str, ...]:
    """Leave out what is not in the sections of the name; return a note where the page has none."""
    if not name:
        return ()
    if not sections:
        return (f"no document {name!r} on the page: all of it was taken",)
    within = {index for section in sections for index in range(section.start, section.end)}
    for index, reason in enumerate(judged):
        if index not in within:
            judged[index] = reason or Reason.OTHER_DOCUMENT
        elif reason in (Reason.OUTSIDE, Reason.HIDDEN):
            judged[index] = None
    return ()
