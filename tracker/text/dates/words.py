"""The words that dates of policies are written with, by language: `data/date_words.toml`."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files

from tracker.text.phrases import compile_phrases, fold


def phrases_of(section: str, language: str) -> tuple[str, ...]:
    """Return the phrases of a section in a language as they are written in the file."""
    return _sections()[section].get(language, ())


@cache
def date_words(section: str) -> frozenset[str]:
    """Return the phrases of a section in all its languages, folded."""
    return frozenset(fold(phrase) for phrases in _sections()[section].values() for phrase in phrases)


@cache
def date_phrases(*sections: str) -> re.Pattern[str]:
    """Return a pattern that finds the phrases of the sections, in all languages, in folded text."""
    return compile_phrases(phrase for section in sections for phrase in date_words(section))


@lru_cache(maxsize=256)
def date_phrases_in(section: str, languages: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern of a section's phrases in some languages and in English: short words mean many things."""
    return compile_phrases(phrase for language in {*languages, "en"} for phrase in phrases_of(section, language))


@cache
def _sections() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    text = files("tracker.text").joinpath("data/date_words.toml").read_text(encoding="utf-8")
    return {
        section: {language: tuple(phrases) for language, phrases in languages.items()}
        for section, languages in tomllib.loads(text).items()
    }
