"""What a fetched page is, if it is no policy: an error in disguise, a guard, a door, a dealer in domains. Pure.

Judged by what the page says itself. To refuse a policy is the worst mistake and to keep a bad page a small one (the
captures around it tell), so a page that speaks of personal data the way policies do is never refused.
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from re import Pattern

from db.outcomes import Outcome
from tracker.clauses.clause import Clause, ClauseKind
from tracker.policy.classifier import judge_text
from tracker.policy.concepts import concept_patterns, known_language
from tracker.policy.names import document_kind, policy_words
from tracker.text.counts import count_words
from tracker.text.phrases import compile_phrases, fold

_HEAD_CLAUSES, _CLAUSE_CHARACTERS = 3, 200
"""What counts as the head of a page beside its title."""
_MAX_CHARACTERS = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The outcome, None for a page that may be kept as a policy, and the reason for a person."""

    outcome: Outcome | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rule:
    """How long a text may be (words) that is judged so by its head, or by as many signs within it."""

    head_words: int
    text_words: int
    signs: int = 1


_RULES = {
    Outcome.BLOCKED: _Rule(head_words=300, text_words=150),
    Outcome.PARKED: _Rule(head_words=1500, text_words=300, signs=2),
    Outcome.SOFT_404: _Rule(head_words=1500, text_words=150),
    Outcome.ERROR_PAGE: _Rule(head_words=200, text_words=60),
    Outcome.MOVED: _Rule(head_words=100, text_words=100),
    Outcome.LOGIN: _Rule(head_words=120, text_words=120, signs=2),
    Outcome.COOKIE_WALL: _Rule(head_words=300, text_words=200, signs=2),
    Outcome.EMPTY_SHELL: _Rule(head_words=60, text_words=60),
}
"""In the order in which they are asked."""
_NO_TEXT_WORDS = 8
_FEW_WORDS = 25
"""A shorter text that names a policy may be a signpost or a door to it."""
_MANY_WORDS = 100
"""No policy that long, at an address that promises one, comes without a single word of its matter."""


def judge_page(title: str, clauses: Sequence[Clause], *, url: str, language: str, document: str) -> Verdict:
    """Return what the page is; `document` is the kind looked for, `language` an ISO 639-1 code or empty."""
    text = "\n".join(clause.text for clause in clauses)
    judgement = judge_text(title, text, language, document=document)
    folded = fold(text[:_MAX_CHARACTERS])
    words = count_words(folded)
    if judgement.is_policy and words >= _FEW_WORDS:
        return Verdict(outcome=None, reason="; ".join(judgement.reasons))
    is_near = speaks_of(document, f"{fold(title)} {folded}", language)
    head = _head(title, clauses, only_headings=is_near)
    for outcome, rule in _RULES.items():
        if found := _sign(outcome, rule, head, folded, words=words, signs=rule.signs + is_near):
            return Verdict(outcome=outcome, reason=f"the page says “{found}”")
    if words < _NO_TEXT_WORDS and not is_near:
        return Verdict(outcome=Outcome.EMPTY_SHELL, reason=f"{words} words in all")
    is_promised = known_language(language) and policy_words(document_kind(document)).addresses.search(url.lower())
    if words >= _MANY_WORDS and is_promised and not is_near:
        return Verdict(outcome=Outcome.NOT_A_POLICY, reason=f"{words} words, and none of what it was to be about")
    return Verdict(outcome=None, reason="; ".join(judgement.reasons) or f"nothing speaks against {url}")


def _head(title: str, clauses: Sequence[Clause], *, only_headings: bool) -> str:
    """Return the title and first clauses, folded; with `only_headings`, of the clauses only headings.

    A short policy may stand under a menu that says "Log in": where a page speaks of its matter, a menu tells nothing.
    """
    first = (
        clause.text[:_CLAUSE_CHARACTERS]
        for clause in clauses[:_HEAD_CLAUSES]
        if not only_headings or clause.kind is ClauseKind.HEADING
    )
    return fold(" | ".join((title, *first)))


def speaks_of(document: str, text: str, language: str) -> bool:
    """Return whether any word of the (folded) text has to do with the matter of that kind of policy."""
    kind = document_kind(document)
    words = policy_words(kind)
    matters = [next(iter(concept_patterns(kind, code).values())) for code in {known_language(language) or "en", "en"}]
    return any(pattern.search(text) is not None for pattern in (words.names, words.subjects, *matters))


def _sign(outcome: Outcome, rule: _Rule, head: str, text: str, *, words: int, signs: int) -> str | None:
    """Return what of the page's words tells this outcome: one at its head, `signs` within it; None if nothing does."""
    in_head, in_text = _signs()[outcome]
    if words <= rule.head_words and (found := in_head.search(head)):
        return found[0]
    if words <= rule.text_words:
        said = {found[0] for found in in_text.finditer(text)}
        if len(said) >= signs:
            return ", ".join(sorted(said))
    return None


@cache
def _signs() -> dict[Outcome, tuple[Pattern[str], Pattern[str]]]:
    table = tomllib.loads(files("tracker.policy").joinpath("data/page_signs.toml").read_text(encoding="utf-8"))
    return {
        outcome: (compile_phrases(table[outcome]["title"]), compile_phrases(table[outcome]["text"]))
        for outcome in _RULES
    }
