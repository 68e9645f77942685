"""What policies are called, in all languages we know: the patterns made of `data/names.toml`."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from tracker.text.phrases import compile_phrases, fold

PRIVACY = "privacy"
KINDS = (PRIVACY, "terms", "cookies")
MORE_KINDS = ("dpa", "subprocessors", "acceptable-use", "security")
"""Documents known by their name alone; what they speak of is not told from what the others do."""
ALL_KINDS = KINDS + MORE_KINDS
_SHORT = 5
"""Letters; words of an address as short as this count only when they stand alone (`/tos/`, not `/photos/`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyWords:
    """Patterns for one kind of policy, all for folded text: its names, its subject alone, its words in addresses."""

    names: re.Pattern[str]
    subjects: re.Pattern[str]
    addresses: re.Pattern[str]


@cache
def policy_words(kind: str) -> PolicyWords:
    """Return the patterns for one of ALL_KINDS; any other kind has those of privacy."""
    table = _read_table()[kind if kind in ALL_KINDS else PRIVACY]
    return PolicyWords(
        names=compile_phrases(phrase for phrases in table["names"].values() for phrase in phrases),
        subjects=compile_phrases(phrase for phrases in table["subjects"].values() for phrase in phrases),
        addresses=_compile_addresses(table["addresses"]["any"]),
    )


def document_kind(document: str) -> str:
    """Return the kind a person means, one of ALL_KINDS.

    >>> document_kind("Terms of Service"), document_kind("cookie"), document_kind("privacy policy")
    ('terms', 'cookies', 'privacy')
    >>> document_kind("DPA"), document_kind("Sub-processors"), document_kind("Acceptable Use Policy")
    ('dpa', 'subprocessors', 'acceptable-use')
    """
    text = fold(document)
    for kind in MORE_KINDS:
        words = policy_words(kind)
        if kind == text or words.names.fullmatch(text) or words.subjects.fullmatch(text):
            return kind
    for kind in ("privacy", "cookies", "terms"):
        words = policy_words(kind)
        if kind in text or words.names.search(text) or words.subjects.search(text):
            return kind
    return PRIVACY


def _compile_addresses(words: list[str]) -> re.Pattern[str]:
    alone = "|".join(sorted((re.escape(word) for word in words if len(word) <= _SHORT), key=len, reverse=True))
    within = "|".join(sorted((re.escape(word) for word in words if len(word) > _SHORT), key=len, reverse=True))
    parts = [rf"(?<![a-z])(?:{alone})(?![a-z])"] if alone else []
    return re.compile("|".join([*parts, within]))


@cache
def _read_table() -> dict[str, Any]:  # Any: the shape is that of our own file
    text = files("tracker.policy").joinpath("data/names.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
