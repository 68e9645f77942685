"""Whether a text is a privacy policy, terms or a cookie policy; a small scorer whose every point is explained. Pure.

A policy names itself, and speaks of many of the same few things (data, collecting, sharing, rights, security)
again and again; news, homepages and terms speak of few of them, or seldom.
"""

import re
from dataclasses import dataclass

from tracker.phrases import fold
from tracker.policy_words import policy_words

_MAX_CHARACTERS = 100_000
_UNSPACED = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """Whether a text is the policy asked for, how sure (0 to 1, 0.5 is the border), what it is, and why."""

    is_policy: bool
    score: float
    kind: str
    reasons: tuple[str, ...]


def judge_text(title: str, text: str, language: str, *, document: str = "privacy") -> Judgement:  # noqa: ARG001
    """Return what a text is, judged against the kind of `document` looked for."""
    folded, folded_title = fold(text[:_MAX_CHARACTERS]), fold(title)
    words = policy_words(document)
    named = bool(words.names.search(folded_title) or words.subjects.search(folded_title))
    times = sum(1 for _ in words.names.finditer(folded)) + sum(1 for _ in words.subjects.finditer(folded))
    share = times / max(50, count_words(folded))
    score = min(1.0, 0.4 * named + min(0.6, 60 * share))
    reasons = (f"title names it: {named}", f"named {times} times")
    return Judgement(is_policy=score >= 0.5, score=score, kind=document if score >= 0.5 else "other", reasons=reasons)


def count_words(text: str) -> int:
    """Return the number of words; where a script has no spaces, two characters count as one.

    >>> count_words("our privacy policy"), count_words("隐私政策")
    (3, 2)
    """
    unspaced = len(_UNSPACED.findall(text))
    return len(_UNSPACED.sub(" ", text).split()) + unspaced // 2
