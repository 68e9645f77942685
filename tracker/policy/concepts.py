"""What policies of each kind speak of, in each language: the patterns made of `data/concepts.toml`."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from tracker.policy.names import MORE_KINDS, policy_words
from tracker.text.phrases import compile_phrases

ANY_LANGUAGE = "any"
"""Words that are the same thing in all languages."""
_ALIASES = {"nb": "no", "nn": "no", "bs": "hr", "sh": "hr", "iw": "he", "in": "id", "fil": "tl"}
"""Codes of languages that another list covers: norms of Norwegian, near relatives, other codes of one language."""


@cache
def languages() -> tuple[str, ...]:
    """Return the languages (ISO 639-1) whose policies can be judged."""
    return tuple(_read_table()["privacy"]["data"])


def known_language(language: str) -> str:
    """Return the language whose words to look for; empty where there are none.

    >>> known_language("zh-Hant"), known_language("nb"), known_language("tlh")
    ('zh', 'no', '')
    """
    code = language.lower().replace("_", "-").partition("-")[0]
    code = _ALIASES.get(code, code)
    return code if code in languages() else ""


@cache
def concept_patterns(kind: str, language: str) -> Mapping[str, re.Pattern[str]]:
    """Return, for each subject a policy of that kind speaks of, the pattern of its words in that language.

    Documents that are known by their name alone speak of that.
    """
    if kind in MORE_KINDS:
        return {"name": policy_words(kind).names}
    return {
        subject: compile_phrases([*phrases.get(language, ()), *phrases.get(ANY_LANGUAGE, ())])
        for subject, phrases in _read_table()[kind].items()
    }


@cache
def _read_table() -> dict[str, dict[str, dict[str, list[str]]]]:
    text = files("tracker.policy").joinpath("data/concepts.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
