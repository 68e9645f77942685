"""What a fetched page is, if it is no policy: an error in disguise, a guard, a door, a dealer in domains. Pure.

Judged by what the page says itself. To refuse a policy is the worst mistake and to keep a bad page a small one (the
captures around it tell), so a page that speaks of personal data the way policies do is never refused.
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import islice
from re import Pattern

from db.outcomes import Outcome
from tracker.clauses.clause import Clause, ClauseKind
from tracker.policy.classifier import OTHER, Judgement, guess_language, judge_text
from tracker.policy.concepts import known_language
from tracker.policy.matter import holds_policy, holds_sentence, prose_speaks_of, speaks_of
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
_FEW_WORDS = 25
"""A shorter text that names a policy may be a signpost or a door to it."""
_MANY_WORDS = 60
"""No policy that long, at an address that promises one, comes without a single word of its matter."""
_DOUBT = 0.25
"""The score below which nothing but its name speaks for a page: the 160 policies we measure on have 0.9 and more."""


def judge_page(title: str, clauses: Sequence[Clause], *, url: str, language: str, document: str) -> Verdict:
    """Return what the page is; `document` is the kind looked for, `language` an ISO 639-1 code or empty."""
    text = "\n".join(clause.text for clause in clauses)
    judgement = judge_text(title, text, language, document=document)
    folded = fold(text[:_MAX_CHARACTERS])
    words = count_words(folded)
    speaks = prose_speaks_of(document, clauses, language)
    is_policy = judgement.is_policy and words >= _FEW_WORDS
    if is_policy and (speaks or prose_speaks_of(document, clauses, guess_language(folded))):
        return Verdict(outcome=None, reason="; ".join(judgement.reasons))
    is_near = speaks or speaks_of(document, fold(title), language)
    head = _head(title, clauses, only_headings=is_near)
    for outcome, rule in _RULES.items():
        if found := _sign(outcome, rule, head, folded, words=words, signs=rule.signs + speaks):
            return Verdict(outcome=outcome, reason=f"the page says “{found}”")
    is_headed = _is_headed(clauses, document)
    if not (speaks or is_headed or holds_sentence(clauses)):
        return Verdict(outcome=Outcome.EMPTY_SHELL, reason=f"{words} words in all, and no sentence")
    if words >= _MANY_WORDS and known_language(language) and not is_headed and _is_promised(document, title, url):
        if not is_near:
            return _another_page(f"{words} words, and none of what it was to be about")
        if kind := _another_kind(judgement, clauses, title, language=language, document=document):
            return _another_page(f"it reads as {kind}")
    return Verdict(outcome=None, reason="; ".join(judgement.reasons) or f"nothing speaks against {url}")


def _another_page(why: str) -> Verdict:
    return Verdict(outcome=Outcome.NOT_A_POLICY, reason=f"another page: {why}")


def _is_promised(document: str, title: str, url: str) -> bool:
    """Whether the address or the title says that the page is the policy looked for."""
    words = policy_words(document_kind(document))
    return words.addresses.search(url.lower()) is not None or words.names.search(fold(title)) is not None


def _is_headed(clauses: Sequence[Clause], document: str) -> bool:
    """Whether the text begins with the name of the policy looked for: then only the plainest signs speak against it."""
    words = policy_words(document_kind(document))
    headings = (clause for clause in clauses if clause.kind is ClauseKind.HEADING)
    first = [fold(clause.text) for clause in (*clauses[:1], *islice(headings, 1))]
    return any(words.names.search(line) or words.subjects.search(line) for line in first)


def _another_kind(
    judgement: Judgement, clauses: Sequence[Clause], title: str, *, language: str, document: str
) -> str | None:
    """Return what the page reads as, if that is plainly not what was looked for; the name in its title does not count.

    Without any sign of what else it is, a page under the title of the policy is kept.
    """
    untitled = judge_text("", "\n".join(clause.text for clause in clauses), language, document=document)
    is_named = policy_words(document_kind(document)).names.search(fold(title)) is not None
    if max(judgement.score, untitled.score) >= _DOUBT or (judgement.kind == OTHER and is_named):
        return None
    if holds_policy(clauses, language=language, document=document):
        return None
    return "no policy" if judgement.kind == OTHER else judgement.kind


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
