"""Whether what a page showed for a while was the policy: judged by what it lost, and what came back after it. Pure.

Before: a policy, then for three days a page of 200 words, then the policy again with one sentence changed. The page in
between is doubtful, and the change is the one from the policy to the policy.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from tracker.history.version_traits import (
    VersionTraits,
    difference,
    lost_clauses,
    lost_share,
    share_known,
    share_within,
    speaks_another_language,
)
from tracker.text.timestamps import moment_of

EXCURSION = timedelta(days=31)
"""Longer than the failures we know last, shorter than any policy that was meant stayed before it was taken back."""
LEAST_LOST = 0.1
"""Of the words of the text before: a tenth that goes and comes back within a month is a page that came incomplete.
Measured on six policies with 139 false versions (Open Terms Archive, dating collection): with a switch of language and
a return to an earlier text, this tells 133 of them and 1 of 62 real changes."""
LEAST_LOST_FOR_LONG = 0.2
"""If it lasted longer, and brought something else."""
BRIEFLY = timedelta(days=7)
"""A text that most of the one before replaces so soon is another build, or a page that went out too early; the very
same text may take a month to return. Of 62 real changes of six policies (see LEAST_LOST) one was such a return."""
LEAST_CLAUSES_FOR_LONG = 3
"""A company may well take one clause out for a year, and put it back."""
STAYED = timedelta(days=7)
"""What came back after long has to have stayed so long: else it may be an old copy."""
NEWEST_LOST = 1 / 3
"""With so much lost the newest version waits: nothing came back yet that could tell."""
_REPLACED = 0.3
"""Another language leaves fewer words than this in place; a page that only says it is of another leaves more."""
_MOST = 0.5
_NONE_LEFT = 0.1
_LONGEST_INJECTED = timedelta(days=92)


class Doubt(StrEnum):
    """Why a version is taken for something else than the policy."""

    SINGLE = "single"
    BRIEF = "brief"
    LOSS = "loss"
    LANGUAGE = "language"
    NO_POLICY = "no policy"
    INJECTED = "injected"
    ALTERNATING = "alternating"
    WAITING = "waiting"
    REJECTED = "rejected"


DOUBT_WORDS: Mapping[Doubt, str] = {
    Doubt.SINGLE: "one capture alone shows it, and the one after it takes it back",
    Doubt.BRIEF: "it was taken back within a month",
    Doubt.LOSS: "most of the clauses it lost came back afterwards",
    Doubt.LANGUAGE: "the page spoke another language for a while",
    Doubt.NO_POLICY: "it does not speak of a policy's matter, and the policy stood there before or after it",
    Doubt.INJECTED: "it brought text that is no policy's, and lost it again",
    Doubt.ALTERNATING: "the page flips between this text and another",
    Doubt.WAITING: "it is the newest, unlike the one before, and no other capture shows it yet",
    Doubt.REJECTED: "a person rejected it",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Captures in a row that show one version, from the first to the last (inclusive)."""

    version: int
    first: str
    last: str
    captures: int


def doubt_between(home: Stretch, away: Stretch, back: Stretch, texts: Mapping[int, VersionTraits]) -> Doubt | None:
    """Return why `away` was not the policy, given the text before it and one that came later; None if it may be it.

    What lasted longer than a month has to have lost more, if it brought something too, and what came back has to have
    stayed.
    """
    if away.version in {home.version, back.version}:
        return None
    lasted = moment_of(back.first) - moment_of(home.last)
    hasty = Doubt.SINGLE if away.captures == 1 else Doubt.BRIEF
    if home.version == back.version and (away.captures == 1 or lasted <= EXCURSION):
        return hasty
    before, between, after = (texts.get(stretch.version) for stretch in (home, away, back))
    if before is None or between is None or after is None:
        return None
    doubt = _doubt_of_loss(home, away, back, texts)
    if doubt is None and lasted <= _LONGEST_INJECTED and _is_injected(before, between, after):
        doubt = Doubt.INJECTED
    if doubt is None and (away.captures == 1 or lasted <= BRIEFLY) and _is_undone(before, between, after):
        doubt = hasty
    return doubt


def _doubt_of_loss(home: Stretch, away: Stretch, back: Stretch, texts: Mapping[int, VersionTraits]) -> Doubt | None:
    """Why a stretch is doubtful for what it lost and what came back: its language, or most of its clauses."""
    before, between, after = texts[home.version], texts[away.version], texts[back.version]
    lost = lost_clauses(before, between)
    if _is_other_language(before, between, lost_share(before, between)) and not speaks_another_language(before, after):
        return Doubt.LANGUAGE
    if _is_failure(home, away, back, texts, lost) and _came_back(lost, between, after):
        return Doubt.LOSS if between.is_policy or not before.is_policy else Doubt.NO_POLICY
    return None


def is_in_question(before: VersionTraits | None, after: VersionTraits | None) -> bool:
    """Whether a text is so unlike the one before that it takes a second capture to believe it."""
    if before is None or after is None:
        return False
    share = lost_share(before, after)
    off_topic = before.is_policy and not after.is_policy and share >= LEAST_LOST
    return share >= NEWEST_LOST or _is_other_language(before, after, share) or off_topic


def shows_something_else(before: VersionTraits | None, after: VersionTraits | None) -> bool:
    """Whether a step is from the policy to another language, or to what is no policy, rather than a change of it."""
    if before is None or after is None:
        return False
    share = lost_share(before, after)
    off_topic = before.is_policy and not after.is_policy and share >= NEWEST_LOST
    return off_topic or _is_other_language(before, after, share)


def _is_other_language(one: VersionTraits, other: VersionTraits, lost: float) -> bool:
    return speaks_another_language(one, other) and lost >= _REPLACED


def _is_failure(
    home: Stretch, away: Stretch, back: Stretch, texts: Mapping[int, VersionTraits], lost: Mapping[str, int]
) -> bool:
    """Whether a stretch lost so much that it looks like a failure, given how long it lasted and what it brought."""
    before, between = texts[home.version], texts[away.version]
    share = sum(lost.values()) / max(1, before.weight)
    if away.captures == 1 or moment_of(back.first) - moment_of(home.last) <= EXCURSION:
        return share >= LEAST_LOST
    brought = set(between.weights) - set(before.weights)
    if share < (LEAST_LOST_FOR_LONG if brought else LEAST_LOST):
        return False
    is_page_of_another_matter = before.is_policy and not between.is_policy
    stayed = moment_of(back.last) - moment_of(back.first)
    lasted = moment_of(away.last) - moment_of(away.first)
    return is_page_of_another_matter or (len(lost) >= LEAST_CLAUSES_FOR_LONG and stayed >= min(lasted, STAYED))


def _came_back(lost: Mapping[str, int], between: VersionTraits, after: VersionTraits) -> bool:
    return share_within(lost, after) > _MOST or share_known(lost, after, without=between) > _MOST


def _is_injected(before: VersionTraits, between: VersionTraits, after: VersionTraits) -> bool:
    """Whether text that has nothing to do with a policy stood on the page, which stands without it before and after."""
    injected = {key: words for key, words in lost_clauses(between, before).items() if key not in after.weights}
    size = sum(injected.values())
    if size < LEAST_LOST * between.weight or sum(lost_clauses(after, before).values()) > size:
        return False
    return before.is_policy and not between.speaks_of_it(injected)


def _is_undone(before: VersionTraits, between: VersionTraits, after: VersionTraits) -> bool:
    """Whether most of what a version changed, word for word, the next one changed back."""
    lost = {key: weight for key, weight in before.weights.items() if key not in between.weights}
    brought = {key: weight for key, weight in between.weights.items() if key not in before.weights}
    if (lost and share_within(lost, after) <= _MOST) or difference(before, after) > 2 * difference(before, between):
        return False
    gone = sum(weight for key, weight in lost_clauses(between, after).items() if key in brought)
    return gone >= (_MOST if lost else 1 - _NONE_LEFT) * sum(brought.values())
