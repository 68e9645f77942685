"""Two readings of one page brought together: our own, block by block, and trafilatura's.

Ours decides. What it left out for a soft reason (a name, a place) comes back when trafilatura takes it too; where the
two still differ much, a note says so, for the person who has to judge the extraction.
"""

import re
from collections.abc import Iterator, Sequence, Set
from itertools import groupby

from tracker.clauses.clause import ClauseKind
from tracker.extraction.boilerplate import Reason, verdict_of_part
from tracker.extraction.trafilatura_reader import SecondReading
from tracker.page.block_tests import is_only_links, prose_weight
from tracker.page.blocks import Block, PageText

_SOFT = frozenset((Reason.NAVIGATION, Reason.FOOTER, Reason.ASIDE, Reason.OUTSIDE))
"""Reasons taken from names and places, which can mislead. What is hidden or repeated, a form or a dialog stays out."""
_RUN = 4
"""Words in a row by which a text is recognised in the other reading."""
_SAME_SHARE = 0.8
"""The share of a block's words that must stand in a reading for the block to be there: readers join words otherwise."""
_COMMON_SHARE = 0.5
"""If trafilatura has less than this share of our reading, it reads another text of the page (a dialog, a comment)."""
_SMALL_SHARE = 0.25
"""If our reading is less than this share of trafilatura's, ours is the one that reads another text."""
_DISPUTED_SHARE = 0.1
_DISPUTED_WORDS = 25
"""Less than this is a menu's or a caption's worth, and on a page of few words any share is reached soon."""
_QUOTED = 60
# Numbers and single letters are passed over: they mark list items, which the readers number differently.
_WORD = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\\W\\d_]{2,}")
_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u2060\ufeff]")
_SENTENCE_END = re.compile("[.!?…؟।](?=[\\s\"'”’»)\\]]|$)|[。！？]")


def is_disputable(page: PageText, judged: Sequence[Reason | None]) -> bool:
    """Whether another reading could mend ours or differ from it much.

    All of the page's text is in its blocks, so a second reader can only add what is left out: not worth asking for
    where that is no prose and less than a tenth of the text.
    """
    taken = left_out = 0
    for block, reason in zip(page.blocks, judged, strict=True):
        if reason is None:
            taken += len(block.text)
        else:
            left_out += len(block.text)
    return left_out > _DISPUTED_SHARE * taken or any(_holds_prose(page, stretch) for stretch in _stretches(judged))


def reconcile(page: PageText, judged: list[Reason | None], second: SecondReading) -> str | None:
    """Put back into `judged` what our reading lacks and trafilatura takes; return a note on what is left in dispute.

    Put back are stretches of prose that were left out for soft reasons, with the headings and short items that
    trafilatura takes among them. The note is for more than a tenth of trafilatura's words, None for less.
    """
    ours = _words(" ".join(block.text for block, reason in zip(page.blocks, judged, strict=True) if reason is None))
    lines = [_words(line) for line in second.lines]
    theirs = [word for line in lines for word in line]
    our_runs, their_runs = set(_runs(ours)), set(_runs(theirs))
    is_small = len(ours) < _SMALL_SHARE * len(theirs)
    if is_small or len(our_runs & their_runs) >= _COMMON_SHARE * len(our_runs):
        for group in _put_back(page, judged, our_runs, their_runs, anywhere=is_small):
            our_runs.update(_runs(_words(_text(page, group))))
    return _disagreement(second.lines, lines, our_runs)


def _put_back(
    page: PageText, judged: list[Reason | None], ours: Set[str], theirs: Set[str], *, anywhere: bool
) -> Iterator[list[int]]:
    """Clear the reasons against stretches of prose; yield the blocks of each; `anywhere`: do not mind their place.

    Otherwise a stretch must stand amid our reading, begin like a chapter of it, or be a large part of trafilatura's.
    """
    taken = [index for index, reason in enumerate(judged) if reason is None]
    ranks = {page.blocks[index].level for index in taken if page.blocks[index].kind is ClauseKind.HEADING}
    firm = _firm_parts(page)
    for stretch in [stretch for stretch in _stretches(judged) if _holds_prose(page, stretch)]:
        for group in _groups(page, [at for at in stretch if not firm[page.blocks[at].part]], theirs):
            first = page.blocks[group[0]]
            is_amid = bool(taken) and taken[0] < group[0] < taken[-1]
            is_chapter = first.kind is ClauseKind.HEADING and first.level in ranks
            is_large = len(_words(_text(page, group))) > _DISPUTED_SHARE * len(theirs)
            if (anywhere or is_amid or is_chapter or is_large) and _is_lacking(page, group, ours):
                for at in group:
                    judged[at] = None
                yield group


def _disagreement(lines: Sequence[str], words: Sequence[Sequence[str]], ours: Set[str]) -> str | None:
    missing = [len(set(_runs(line)) - ours) for line in words]
    lacking = sum(missing)
    if lacking < _DISPUTED_WORDS or lacking <= _DISPUTED_SHARE * sum(map(len, words)):
        return None
    line = lines[missing.index(max(missing))]
    quoted = line if len(line) <= _QUOTED else line[: _QUOTED - 1] + "…"
    return f"trafilatura also takes some {lacking} words: {quoted}"


def _firm_parts(page: PageText) -> list[bool]:
    """Whether each part, or one around it, says of itself firmly that it is not the page's text (testimonials)."""
    firm: list[bool] = []
    for part in page.parts:
        verdict = verdict_of_part(part)
        firm.append((part.parent >= 0 and firm[part.parent]) or (verdict is not None and verdict.firm))
    return firm


def _stretches(judged: Sequence[Reason | None]) -> Iterator[list[int]]:
    """Blocks in a row that were left out for soft reasons."""
    for is_soft, stretch in groupby(range(len(judged)), key=lambda at: judged[at] in _SOFT):
        if is_soft:
            yield list(stretch)


def _groups(page: PageText, stretch: Sequence[int], theirs: Set[str]) -> Iterator[list[int]]:
    """Blocks in a row, of a stretch, that stand in trafilatura's reading and may be said by a policy, with prose."""
    words = [_words(page.blocks[at].text) for at in stretch]
    flags = iter(_known([word for of_block in words for word in of_block], theirs))
    known = [sum(next(flags) for _ in of_block) for of_block in words]
    taken = [
        at
        for at, of_block, number in zip(stretch, words, known, strict=True)
        if of_block and number >= _SAME_SHARE * len(of_block) and _may_be_said(page.blocks[at])
    ]
    within = frozenset(stretch)
    for _, run in groupby(enumerate(taken), key=lambda pair: pair[1] - pair[0]):
        group = _with_own_headings(page, [at for _, at in run], within)
        if _holds_prose(page, group):
            yield group


def _may_be_said(block: Block) -> bool:
    return not block.button and not is_only_links(block)


def _with_own_headings(page: PageText, group: list[int], within: Set[int]) -> list[int]:
    """The group with the headings above it `within` the stretch (trafilatura drops some), without any at its end."""
    own = list(group)
    while own[0] - 1 in within and _is_heading(page.blocks[own[0] - 1]):
        own.insert(0, own[0] - 1)
    while own and _is_heading(page.blocks[own[-1]]):
        own.pop()
    return own


def _is_heading(block: Block) -> bool:
    return block.kind is ClauseKind.HEADING and _may_be_said(block)


def _is_lacking(page: PageText, group: Sequence[int], ours: Set[str]) -> bool:
    """Whether the group holds prose that does not stand in our reading already."""
    prose = _words(_text(page, [at for at in group if _reads_like_prose(page.blocks[at])]))
    return sum(_known(prose, ours)) < _SAME_SHARE * len(prose)


def _holds_prose(page: PageText, indices: Sequence[int]) -> bool:
    return any(_reads_like_prose(page.blocks[at]) for at in indices)


def _reads_like_prose(block: Block) -> bool:
    return prose_weight(block) > 0 and _SENTENCE_END.search(block.text) is not None


def _text(page: PageText, indices: Sequence[int]) -> str:
    return " ".join(page.blocks[at].text for at in indices)


def _words(text: str) -> list[str]:
    if not text.isascii():
        text = _INVISIBLE.sub("", text).casefold()
    return _WORD.findall(text.lower())


def _runs(words: Sequence[str]) -> Iterator[str]:
    return map(" ".join, zip(*(words[start:] for start in range(_RUN)), strict=False))


def _known(words: Sequence[str], runs: Set[str]) -> list[bool]:
    """For each word whether it stands in a run of words that is one of `runs`."""
    flags = [False] * len(words)
    for start, run in enumerate(_runs(words)):
        if run in runs:
            flags[start : start + _RUN] = [True] * _RUN
    return flags
