"""Whether a text is a privacy policy, terms or a cookie policy: a small scorer whose every point is explained. Pure.

A policy names itself, speaks of the few subjects of its kind again and again, and speaks as "we". An article about
privacy, a homepage or another kind of policy does one of these, not all. The words are in `policy_concepts` and
`policy_words`; the weights were set by hand on the pages that `bench/classifier.py` counts.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from math import exp

from tracker.policy.concepts import concept_patterns, known_language, languages
from tracker.policy.names import ALL_KINDS, KINDS, MORE_KINDS, PRIVACY, document_kind, policy_words
from tracker.text.counts import count_words
from tracker.text.phrases import fold

OTHER = "other"
_RIVALS = (PRIVACY, "terms")
"""Kinds that speak of other things than each other; policies of either kind speak of cookies too."""
_MAX_CHARACTERS = 100_000
"""Characters that are read, 50 ms; the longest policies we know have 90,000."""
_MAX_TITLE = 300
_GUESS_CHARACTERS = 4_000
_FEWEST_WORDS = 80
"""Words a text is taken to have at least, so that one word of a tiny page weighs little."""
_HEAD_CHARACTERS = 300
_SHORT_TITLE = 60
"""Characters; "Privacy | Example" names a policy, "Court strengthens privacy of patients in a landmark ruling" none."""
_ABOUT_POLICIES = re.compile(
    r"\b(?:how to|template|generator|sample|guide|news|blog|lawsuit|fine[sd]?|sues?|explained|what is|why)\b"
)
"""Titles of articles about policies; such words weigh twice as much as the name of the policy beside them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """Whether a text is the policy asked for, how sure (0 to 1, 0.5 is the border), what it is, and why."""

    is_policy: bool
    score: float
    kind: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Point:
    """What speaks for (or against) a text: how much, and in words."""

    weight: float
    reason: str


def judge_text(title: str, text: str, language: str, *, document: str = PRIVACY) -> Judgement:
    """Return what a text is; `language` is an ISO 639-1 code, empty or wrong where nobody knows.

    `is_policy` and `score` answer for the kind of `document` asked for, `kind` is the likeliest of privacy, terms,
    cookies and other; where a page holds several documents and one is what was asked for, it is that.
    """
    folded, folded_title = fold(text[:_MAX_CHARACTERS]), fold(title[:_MAX_TITLE])
    asked = document_kind(document)
    if asked in MORE_KINDS:
        return _judge_by_name(asked, folded_title, folded)
    told = known_language(language)
    judgement = _judge(folded_title, folded, told or guess_language(folded), asked)
    if not told or judgement.is_policy or (guessed := guess_language(folded)) == told:
        return judgement
    second = _judge(folded_title, folded, guessed, asked)
    return second if second.is_policy or judgement.kind == OTHER else judgement


def _judge_by_name(kind: str, title: str, text: str) -> Judgement:
    """Return whether a page is a document known by its name: its title or first lines name it, and it comes back to it.

    A title that names another document only tells against it, whatever the text speaks of.
    """
    words = policy_words(kind)
    named_in_title = bool(words.names.search(title) or (len(title) <= _SHORT_TITLE and words.subjects.search(title)))
    is_others = any(policy_words(other).names.search(title) for other in ALL_KINDS if other != kind)
    in_head = words.names.search(text[:_HEAD_CHARACTERS]) is not None
    weighed = (
        (0.55 * named_in_title, "the title names it"),
        (0.2 * in_head, "the first lines name it"),
        (0.1 * min(2, len(words.names.findall(text))), "the text names it"),
        (-0.3 * (is_others and not named_in_title), "the title names another document"),
        (-0.5 * bool(_ABOUT_POLICIES.search(title)), "the title is that of an article"),
    )
    score = min(1.0, max(0.0, 0.1 + sum(weight for weight, _ in weighed)))
    reasons = tuple(f"{reason} ({weight:+.1f})" for weight, reason in weighed if weight)
    is_policy = score >= 0.5
    return Judgement(is_policy=is_policy, score=round(score, 3), kind=kind if is_policy else OTHER, reasons=reasons)


def _judge(title: str, text: str, language: str, asked: str) -> Judgement:
    shares = {kind: _shares(kind, text, language) for kind in (*KINDS, "speaker")}
    points = {kind: _points(kind, title, text, shares) for kind in KINDS}
    scores = {kind: _probability(points[kind]) for kind in KINDS}
    is_policy = scores[asked] >= 0.5
    untitled = {kind: _probability(_points(kind, "", text, shares)) for kind in KINDS if kind != asked}
    return Judgement(
        is_policy=is_policy,
        score=round(scores[asked], 3),
        kind=asked if is_policy else _likeliest(scores) or _likeliest(untitled) or OTHER,
        reasons=tuple(f"{point.reason} ({point.weight:+.1f})" for point in points[asked] if abs(point.weight) >= 0.05),
    )


def _likeliest(scores: Mapping[str, float]) -> str | None:
    """Return the kind with the best score, None if even that is a poor one."""
    best = max(scores, key=lambda kind: scores[kind])
    return best if scores[best] >= 0.5 else None


def _shares(kind: str, text: str, language: str) -> Mapping[str, float]:
    """Return, for each subject of the kind, how often it comes up in 1,000 words."""
    words = max(_FEWEST_WORDS, count_words(text))
    patterns = concept_patterns(kind, language)
    return {subject: 1000 * len(pattern.findall(text)) / words for subject, pattern in patterns.items()}


def _points(kind: str, title: str, text: str, shares: Mapping[str, Mapping[str, float]]) -> tuple[_Point, ...]:
    own = shares[kind]
    total, main = sum(own.values()), _main(own)
    met = sum(share > 0 for share in own.values())
    names = _name_points(kind, title, text)
    is_named = any(point.weight > 0 for point in names)
    return (
        *names,
        _Point(weight=1.6 * min(1.0, main / 10), reason=f"its matter comes up {main:.0f} times in 1,000 words"),
        _Point(weight=1.4 * min(1.0, (total - main) / 20), reason=f"its other subjects {total - main:.0f} times"),
        _Point(weight=2 * met / len(own), reason=f"{met} of {len(own)} subjects of such a policy"),
        _speaker_point(shares["speaker"]["us"], is_named=is_named),
        _Point(weight=_rivalry(kind, shares, is_named=is_named), reason="speaks more of what other policies speak of"),
        _Point(weight=-4 * _excess_of_cookies(kind, shares), reason="speaks of cookies more than of all else"),
    )


def _rivalry(kind: str, shares: Mapping[str, Mapping[str, float]], *, is_named: bool) -> float:
    """Return what it says against a text that it speaks of other things more: its name excuses much, not all.

    Of the pages we measure on, those with a privacy policy among other documents speak up to 0.94 times as much of
    what terms speak of; terms alone 2.4 times or more, and of an agreement 3 times as much as of data.
    """
    own = shares[kind]
    rival = max((shares[each] for each in _RIVALS if each != kind), key=lambda each: sum(each.values()))
    total, strongest = sum(own.values()), sum(rival.values())
    if strongest <= total:
        return 0.0
    outweighed = (strongest - total) / (strongest + total)
    is_plain = strongest >= 2 * total and _main(rival) >= 2 * _main(own)
    return outweighed * (-6 if is_plain else -2 if is_named else -4)


def _main(shares: Mapping[str, float]) -> float:
    """Return how often the first of the subjects comes up: what the text is about."""
    return next(iter(shares.values()))


def _excess_of_cookies(kind: str, shares: Mapping[str, Mapping[str, float]]) -> float:
    """Return how far cookies outweigh the rest of a privacy policy (0 to 1): a third is the most we saw in one."""
    cookies, rest = shares["cookies"]["cookie"], sum(shares[PRIVACY].values())
    rest = max(0.0, rest - cookies)  # its words for what is collected contain the cookies
    return max(0.0, (cookies - rest) / (cookies + rest)) if kind == PRIVACY and cookies else 0.0


def _name_points(kind: str, title: str, text: str) -> tuple[_Point, ...]:
    words, head = policy_words(kind), text[:_HEAD_CHARACTERS]
    others = [policy_words(other) for other in KINDS if other != kind]
    points = []
    is_subject = len(title) <= _SHORT_TITLE and words.subjects.search(title)
    if words.names.search(title) or is_subject:
        points.append(_Point(weight=1.4, reason="the title names it"))
    elif any(other.names.search(title) for other in others):
        points.append(_Point(weight=-1.4, reason="the title names another kind of policy"))
    elif words.names.search(head):
        points.append(_Point(weight=0.9, reason="the first lines name it"))
    if _ABOUT_POLICIES.search(title):
        points.append(_Point(weight=-2.8, reason="the title is that of an article"))
    return tuple(points)


def _speaker_point(share: float, *, is_named: bool) -> _Point:
    """Return what it says that a text speaks as "we", or never does and is not even called a policy."""
    if share < 1 and not is_named:
        return _Point(weight=-1.2, reason="never speaks as “we”")
    return _Point(weight=0.6 * min(1.0, share / 8), reason="speaks as “we”")


def _probability(points: tuple[_Point, ...]) -> float:
    return 1 / (1 + exp(-2.2 * (sum(point.weight for point in points) - _BORDER)))


_BORDER = 3.5
"""Points of an even chance: more than a title alone or a long text about data alone can bring together."""


def guess_language(text: str) -> str:
    """Return the language whose words of policies begin a (folded) text the most often; English if none does."""
    sample = text[:_GUESS_CHARACTERS]
    found = {code: _count_matters(sample, code) for code in languages()}
    best = max(found, key=lambda code: found[code])
    return best if found[best] else "en"


def _count_matters(text: str, language: str) -> int:
    mains = (concept_patterns(PRIVACY, language)["data"], concept_patterns("terms", language)["agreement"])
    return sum(len(pattern.findall(text)) for pattern in mains)
