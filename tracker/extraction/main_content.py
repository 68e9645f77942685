"""Where on the page its text stands, and for every other block the reason why it is left out.

Losing a clause is worse than keeping a menu: what a part is called counts only while the part does not stand amid
the prose, and prose is left out only where the rest of the page makes it plain that it is foreign.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from tracker.clauses.clause import ClauseKind
from tracker.extraction.boilerplate import NameVerdict, Reason, verdict_of_part
from tracker.extraction.chapter_names import is_chapter_of_its_name
from tracker.extraction.tables_of_contents import leave_out_captions, leave_out_contents
from tracker.extraction.trimming import trim
from tracker.page.block_tests import is_only_links, is_sentence, leads_to_address, prose_weight
from tracker.page.blocks import Block, PageText, Part
from tracker.text.dates.choice import has_policy_date

_HIDDEN = NameVerdict(Reason.HIDDEN, 0.35, firm=False)
_STRUCK_OUT = NameVerdict(Reason.STRUCK_OUT, 0.8, firm=True)
_MIN_ACCEPTED = 0.4
"""If what names leave is less than this share of the prose, the names are not to be believed (`class="widget"`)."""
_STRAY_SHARE = 0.03
_STRAY_CHARACTERS = 150
"""Prose outside of a part that may be passed over while looking for the innermost part with all of it."""
_STRAY_WORDS_SHARE = 0.25
"""The same for all text but links and headings, so that a list of short items beside a paragraph is not lost."""
_LEAVES = frozenset(("p", "ul", "ol", "dl", "li", "dd", "dt", "blockquote", "pre", "details", "h1", "h2", "h3", "h4",
                     "h5", "h6"))  # fmt: skip
"""Parts that hold a stretch of a text, never the whole of it, unless there is no more on the page."""
_MAIN_SHARE = 0.6
"""A part marked as the main one is taken if it has this share of the prose."""
_LEAD_IN_BLOCKS = 60
"""How far before the text its title is looked for; a list of languages may stand between them."""


@dataclass(frozen=True, slots=True)
class _Prose:
    """The prose of a page: weights of its blocks, and sums up to each, so that a part's is a subtraction."""

    weights: tuple[int, ...]
    sums: tuple[int, ...]

    def of(self, part: Part) -> int:
        return self.sums[part.end] - self.sums[part.start]


def judge_blocks(page: PageText) -> tuple[Reason | None, ...]:
    """Return for each block why it is left out, None for those that are the policy's."""
    weights = tuple(prose_weight(block) for block in page.blocks)
    prose = _prose(weights)
    verdicts = _verdicts(page, prose)
    reasons = _spread(page, verdicts)
    accepted = _accepted(page, weights, reasons)
    if sum(accepted) < _MIN_ACCEPTED * _total_without_firm(page, weights, verdicts):
        verdicts = [verdict if verdict and verdict.firm else None for verdict in verdicts]
        reasons = _spread(page, verdicts)
        accepted = _accepted(page, weights, reasons)
    root = _find_root(page, _prose(accepted), reasons)
    verdicts = _acquit(page, verdicts, accepted, prose, root)
    reasons = _spread(page, verdicts)
    judged = [reasons[block.part] for block in page.blocks]
    _leave_out_surroundings(page, judged, root)
    leave_out_contents(page, judged)
    trim(page, judged, weights)
    leave_out_captions(page, judged)
    return tuple(judged)


def _prose(weights: Sequence[int]) -> _Prose:
    return _Prose(tuple(weights), (0, *accumulate(weights)))


def _verdicts(page: PageText, prose: _Prose) -> list[NameVerdict | None]:
    """What each part says of itself, where it does not hold too much of the prose to be believed."""
    total = max(1, prose.sums[-1])
    verdicts: list[NameVerdict | None] = []
    for part in page.parts:
        verdict = _STRUCK_OUT if part.struck_out else verdict_of_part(part) or (_HIDDEN if part.hidden else None)
        if verdict is not None and is_chapter_of_its_name(page, part):
            verdict = None
        believed = verdict is not None and prose.of(part) <= verdict.max_share * total
        verdicts.append(verdict if believed else None)
    return verdicts


def _spread(page: PageText, verdicts: Sequence[NameVerdict | None]) -> list[Reason | None]:
    """The reason against each part: its own, or that of the outermost part around it that has one."""
    reasons: list[Reason | None] = []
    for part, verdict in zip(page.parts, verdicts, strict=True):
        inherited = reasons[part.parent] if part.parent >= 0 else None
        reasons.append(inherited or (verdict.reason if verdict else None))
    return reasons


def _accepted(page: PageText, weights: Sequence[int], reasons: Sequence[Reason | None]) -> list[int]:
    return [0 if reasons[block.part] else weight for block, weight in zip(page.blocks, weights, strict=True)]


def _total_without_firm(page: PageText, weights: Sequence[int], verdicts: Sequence[NameVerdict | None]) -> int:
    firm = _spread(page, [verdict if verdict and verdict.firm else None for verdict in verdicts])
    return sum(_accepted(page, weights, firm))


def _find_root(page: PageText, prose: _Prose, reasons: Sequence[Reason | None]) -> int:
    """The index of the innermost part that holds the text, but for strays."""
    children: list[list[int]] = [[] for _ in page.parts]
    for index, part in enumerate(page.parts):
        if part.parent >= 0 and part.tag not in _LEAVES:
            children[part.parent].append(index)
    words = _prose([0 if reasons[block.part] else _size_of_statement(block) for block in page.blocks])
    root = 0
    while candidates := [index for index in children[root] if not reasons[index]]:
        best = max(candidates, key=lambda index: prose.of(page.parts[index]))
        if not _holds_all(page.parts[best], page.parts[root], prose, words):
            break
        root = best
    return root


def _holds_all(part: Part, around: Part, prose: _Prose, words: _Prose) -> bool:
    """Whether what stands in `around` but not in `part` is little enough to be foreign."""
    inside, whole = prose.of(part), prose.of(around)
    if not inside:
        return False
    if is_main(part):
        return inside >= _MAIN_SHARE * whole
    strays = max(_STRAY_SHARE * whole, min(_STRAY_CHARACTERS, whole / 4))
    return whole - inside <= strays and words.of(around) - words.of(part) <= _STRAY_WORDS_SHARE * words.of(part)


def _size_of_statement(block: Block) -> int:
    """How much a block says apart from links and buttons, however short it is."""
    return 0 if block.button or is_only_links(block) or block.kind is ClauseKind.HEADING else len(block.text)


def is_main(part: Part) -> bool:
    """Whether the part is marked as the one that holds the page's own text."""
    return part.tag == "main" or part.role == "main"


def _acquit(
    page: PageText, verdicts: Sequence[NameVerdict | None], accepted: Sequence[int], prose: _Prose, root: int
) -> list[NameVerdict | None]:
    """Take back verdicts that are not firm against parts with prose, or with a heading, amid the policy's prose."""
    within = page.parts[root]
    standing = [index for index in range(within.start, within.end) if accepted[index]]
    if not standing:
        return list(verdicts)
    first, last = standing[0], standing[-1]
    acquitted = list(verdicts)
    for index, (part, verdict) in enumerate(zip(page.parts, verdicts, strict=True)):
        if verdict is None or verdict.firm or not first < part.start < within.end:
            continue
        if not prose.of(part) and not _holds_only_headings(page, part):
            continue
        follows_heading = page.blocks[part.start - 1].kind is ClauseKind.HEADING
        if part.end <= last or (verdict.reason is Reason.HIDDEN and follows_heading):
            acquitted[index] = None
    return acquitted


def _holds_only_headings(page: PageText, part: Part) -> bool:
    blocks = page.blocks[part.start : part.end]
    return bool(blocks) and all(block.kind is ClauseKind.HEADING and not block.links for block in blocks)


def _leave_out_surroundings(page: PageText, judged: list[Reason | None], root: int) -> None:
    """Leave out what stands around the root, except the title and the date that lead to it and a date after it."""
    part = page.parts[root]
    if part.start == part.end:
        return
    lead_in = _lead_in(page, judged, root)
    end = _end_of_chapters(page, judged, part)
    for index, block in enumerate(page.blocks):
        stands_in = part.start <= index < end or index in lead_in
        if not stands_in and not judged[index] and not (index >= end and has_policy_date(block.text)):
            judged[index] = Reason.OUTSIDE


def _lead_in(page: PageText, judged: Sequence[Reason | None], root: int) -> frozenset[int]:
    """The blocks before the part `root` that belong to its text: its title, its date, a first paragraph.

    A first paragraph must touch the text; the title and the date may stand above a menu or a list of languages.
    Between the title and the text a chapter may stand in a part of its own: then all of it belongs to the text; else
    the sentences that stand side by side with one of them, however short.
    """
    start = page.parts[root].start
    found: list[int] = []
    between: list[int] = []
    for index in range(start - 1, max(-1, start - 1 - _LEAD_IN_BLOCKS), -1):
        block = page.blocks[index]
        if judged[index] or block.button or is_only_links(block):
            continue
        is_title = block.kind is ClauseKind.HEADING and block.level == 1
        if is_title or has_policy_date(block.text) or (not between and _leads_in(block)):
            found.append(index)
        else:
            between.append(index)
        if is_title:
            has_chapter = any(page.blocks[at].kind is ClauseKind.HEADING for at in between)
            around = {page.parts[part].parent for part in (block.part, root)}
            said = [at for at in between if is_sentence(page.blocks[at])]
            beside = [at for at in said if page.parts[page.blocks[at].part].parent in around]
            return frozenset((*found, *(between if has_chapter else beside)))
    return frozenset(found)


def _end_of_chapters(page: PageText, judged: Sequence[Reason | None], root: Part) -> int:
    """Where the text ends: after the root, or after chapters that follow it at once in parts of their own.

    A chapter is a heading of a rank that the root has too, with something said beneath; with a button, a form or
    links to elsewhere it is an offer of the site's.
    """
    ranks = {block.level for block in page.blocks[root.start : root.end] if block.kind is ClauseKind.HEADING}
    end = start = root.end
    while start < len(page.blocks) and _is_heading_of(page.blocks[start], ranks) and not judged[start]:
        stop = start + 1
        while stop < len(page.blocks) and page.blocks[stop].kind is not ClauseKind.HEADING:
            stop += 1
        if not all(_may_be_said(page.blocks[at], judged[at]) for at in range(start, stop)) or stop == start + 1:
            break
        end = start = stop
    return end


def _is_heading_of(block: Block, ranks: set[int]) -> bool:
    return block.kind is ClauseKind.HEADING and block.level in ranks


def _may_be_said(block: Block, reason: Reason | None) -> bool:
    return reason is None and not block.button and (not is_only_links(block) or leads_to_address(block))


def _leads_in(block: Block) -> bool:
    return (block.kind is ClauseKind.HEADING and block.level <= 2) or prose_weight(block) > 0
