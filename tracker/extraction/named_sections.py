"""One document of a page that holds several: the range of blocks that a heading or a `#fragment` names.

A policy that is cut short by a clumsy name would lose clauses, so a fragment is followed only where it leads to
something like a document; a heading that a person names is taken at its word.
"""

from dataclasses import dataclass
from urllib.parse import unquote

from tracker.clauses.clause import ClauseKind
from tracker.extraction.drawn_headings import is_numbered, plain_heading
from tracker.page.block_tests import is_only_links, prose_weight
from tracker.page.blocks import Block, PageText
from tracker.policy.names import KINDS, policy_words
from tracker.text.dates.choice import has_policy_date
from tracker.text.phrases import fold

_MAX_TITLE_WORDS = 12
_TITLE_MAX_WORDS = 6
_DATE_WITHIN = 4
"""A document bears its date among so many blocks after its title."""
_MIN_PROSE = 300
_MIN_SHARE = 0.1
_DOCUMENT_SHARE = 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """The blocks from `start` up to, not including, `end`."""

    start: int
    end: int


def find_sections(page: PageText, name: str) -> tuple[Section, ...]:
    """Return the parts of the page that `name` means, none if the page has none such.

    A name is a heading or a `#fragment`, or several of them with semicolons between, where a policy is spread over
    the page. The blocks of the page are those of `mark_headings`.
    """
    if section := _find_section(page, name):
        return (section,)
    found = (_find_section(page, part.strip()) for part in name.split(";")) if ";" in name else ()
    return tuple(section for section in found if section)


def has_anchors(page: PageText, name: str) -> bool:
    """Whether the name is a `#fragment` (or several) that leads somewhere on the page, if not to a document."""
    parts = [part.strip() for part in name.split(";")]
    return all(part.startswith("#") and unquote(part[1:]) in page.anchors for part in parts)


def _find_section(page: PageText, name: str) -> Section | None:
    if name.startswith("#"):
        section = _section_of_fragment(page, unquote(name[1:]))
        return section if section and _is_document(page, section) else None
    return _section_of_heading(page, name)


def _section_of_fragment(page: PageText, fragment: str) -> Section | None:
    start = page.anchors.get(fragment)
    if start is None:
        return None
    for part in page.parts:
        is_named = part.start == start and fragment in part.names.split(" ")
        if is_named and _prose(page, part.start, part.end) >= _MIN_PROSE:
            return Section(start=part.start, end=part.end)
    for index in range(start, min(start + 3, len(page.blocks))):
        if page.blocks[index].kind is ClauseKind.HEADING:
            return _section_from(page, index)
    return None


def _section_of_heading(page: PageText, name: str) -> Section | None:
    wanted = plain_heading(name)
    if not wanted:
        return None
    found: list[tuple[tuple[int, bool, int, int], Section]] = []
    for index, block in enumerate(page.blocks):
        likeness = _likeness(block, wanted, numbered=is_numbered(name))
        if likeness and not is_only_links(block):
            section = _section_from(page, index)
            prose = _prose(page, section.start, section.end)
            found.append(((likeness, prose >= _MIN_PROSE, -block.level, prose), section))
    return max(found, key=lambda candidate: candidate[0])[1] if found else None


def _likeness(block: Block, wanted: str, *, numbered: bool) -> int:
    """How well the block answers to the name of a section: 0 is not at all."""
    text = block.text
    if len(text.split()) > _MAX_TITLE_WORDS:
        return 0
    plain = plain_heading(text)
    if block.kind is not ClauseKind.HEADING:
        return 2 if plain == wanted else 0
    if plain == wanted:
        return 5 if is_numbered(text) == numbered else 4
    if plain.startswith(wanted):
        return 3
    return 1 if wanted in plain else 0


def _section_from(page: PageText, start: int) -> Section:
    """The section under the heading `start`, up to the next heading of its rank or the next document's title."""
    for part in page.parts:
        if part.tag == "details" and part.start == start and _prose(page, part.start, part.end) >= _MIN_PROSE:
            return Section(start=part.start, end=part.end)
    end = _end_of_section(page, start, by_level=True)
    whole = _prose(page, 0, len(page.blocks))
    if _prose(page, start, end) < _MIN_SHARE * whole and _names_policy(page.blocks[start].text):
        end = _end_of_section(page, start, by_level=False)
    return Section(start=start, end=end)


def _end_of_section(page: PageText, start: int, *, by_level: bool) -> int:
    first = page.blocks[start]
    level = first.level if first.kind is ClauseKind.HEADING else 6
    numbered = is_numbered(first.text)
    for index in range(start + 1, len(page.blocks)):
        block = page.blocks[index]
        if block.kind is not ClauseKind.HEADING:
            continue
        is_peer = block.level <= level and (numbered or not is_numbered(block.text))
        is_other = _begins_document(page, index) and plain_heading(block.text) != plain_heading(first.text)
        if (by_level and is_peer) or is_other:
            return index
    return len(page.blocks)


def _begins_document(page: PageText, index: int) -> bool:
    """Whether a heading is a document's title: the name of a kind of policy, with a date beneath."""
    if not _names_policy(page.blocks[index].text):
        return False
    return any(has_policy_date(block.text) for block in page.blocks[index + 1 : index + 1 + _DATE_WITHIN])


def _is_document(page: PageText, section: Section) -> bool:
    title = page.blocks[section.start]
    prose = _prose(page, section.start, section.end)
    if prose < _MIN_PROSE:
        return False
    return (
        _names_policy(title.text)
        or _begins_dated(page, section)
        or prose >= _DOCUMENT_SHARE * _prose(page, 0, len(page.blocks))
    )


def _begins_dated(page: PageText, section: Section) -> bool:
    return any(has_policy_date(block.text) for block in page.blocks[section.start : section.start + _DATE_WITHIN])


def _names_policy(text: str) -> bool:
    folded = fold(text)
    return len(folded.split()) <= _TITLE_MAX_WORDS and any(policy_words(kind).names.search(folded) for kind in KINDS)


def _prose(page: PageText, start: int, end: int) -> int:
    return sum(prose_weight(block) for block in page.blocks[start:end])
