"""What of a page speaks of a policy's matter: its prose, without the menus and forms that merely name policies. Pure.

A homepage, a login page and an empty application all say "Privacy Policy" somewhere: as the words of a link, or beside
a box to tick. That tells nothing of what the page is.
"""

import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from re import Pattern

from tracker.clauses.clause import Clause
from tracker.policy.classifier import judge_text
from tracker.policy.concepts import concept_patterns, known_language
from tracker.policy.names import KINDS, document_kind, policy_words
from tracker.text.counts import count_words
from tracker.text.phrases import compile_phrases, fold

_LABEL_WORDS = 5
_FIELD_WORDS = 3
"""Words of a label that may name what is asked for in a form ("Your e-mail address")."""
_SENTENCE_WORDS = 8
_CONSENT_WORDS = 25
"""Words of the longest line beside a box to tick ("I have read the privacy policy and agree that ...")."""
_SENTENCE_ENDS = (".", "!", "?", "。", "！", "？", "।", "۔", "။", "។", "։")
_STRETCH_WORDS = 240
"""Words that are enough to tell a policy by."""
_STRAY_SHARE = 1 / 8
"""The share of a page's stretches up to which what they say of privacy is a chapter of something else: in the terms we
measured a tenth at most, where a policy stands among other documents a quarter or more."""


def speaks_of(document: str, text: str, language: str) -> bool:
    """Return whether any word of the (folded) text has to do with the matter of that kind of policy."""
    words = policy_words(document_kind(document))
    patterns = (words.names, words.subjects, *_matters(document, language))
    return any(pattern.search(text) is not None for pattern in patterns)


def prose_speaks_of(document: str, clauses: Sequence[Clause], language: str) -> bool:
    """Return whether any clause does that is more than a label or a line of consent: those only name the policy."""
    folded = (fold(clause.text) for clause in clauses)
    return any(speaks_of(document, line, language) and not _only_names(line, language, document) for line in folded)


def holds_sentence(clauses: Sequence[Clause]) -> bool:
    """Return whether any clause is more than a label: the shortest policy is one sentence."""
    return any(_is_sentence(clause.text.rstrip()) for clause in clauses)


def holds_policy(clauses: Sequence[Clause], *, language: str, document: str) -> bool:
    """Return whether enough stretches of the clauses would be taken for the policy if they stood alone."""
    judged = [judge_text("", stretch, language, document=document).is_policy for stretch in _stretches(clauses)]
    return sum(judged) > _STRAY_SHARE * len(judged)


def _matters(document: str, language: str) -> tuple[Pattern[str], ...]:
    kind = document_kind(document)
    codes = dict.fromkeys((known_language(language) or "en", "en"))
    return tuple(next(iter(concept_patterns(kind, code).values())) for code in codes)


def _only_names(line: str, language: str, document: str) -> bool:
    """Whether a folded line names policies, if anything, and says nothing of their matter beside the name."""
    words = count_words(line)
    is_label = words <= _LABEL_WORDS and not line.endswith(_SENTENCE_ENDS)
    if is_label and words <= _FIELD_WORDS:
        return True
    if not is_label and not (words <= _CONSENT_WORDS and _consents().search(line)):
        return False
    for kind in KINDS:
        names = policy_words(kind)
        line = names.subjects.sub(" ", names.names.sub(" ", line))
    return not any(pattern.search(line) for pattern in _matters(document, language))


def _is_sentence(text: str) -> bool:
    words = count_words(text)
    return words >= _SENTENCE_WORDS or (words > 1 and text.endswith(_SENTENCE_ENDS) and not text.endswith("..."))


@cache
def _consents() -> Pattern[str]:
    table = tomllib.loads(files("tracker.policy").joinpath("data/page_signs.toml").read_text(encoding="utf-8"))
    return compile_phrases(table["consent"]["text"])


def _stretches(clauses: Sequence[Clause]) -> Iterator[str]:
    stretch: list[str] = []
    for clause in clauses:
        stretch.append(clause.text)
        if sum(map(count_words, stretch)) >= _STRETCH_WORDS:
            yield "\n".join(stretch)
            stretch = []
    yield "\n".join(stretch)
