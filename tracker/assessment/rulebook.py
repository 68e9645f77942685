"""The rules and lexicons as data: the files of this room, and a file of one's own that adds and overrides."""

import hashlib
import json
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from tracker.assessment.meaning import Effect

FILES = ("lexicon.toml", "topics.toml", "rules.toml", "trivial.toml", "languages.toml")
CODE_VERSION = 3
"""To be raised when the code says something else by the same rules."""
Table = Mapping[str, Any]  # Any: TOML holds strings, numbers and lists
_NEEDED: dict[str, type | tuple[type, ...]] = {"says": str, "effect": str, "points": (int, float)}
_TOPIC_LISTS = ("headings", "strong", "plain", "weak")


class BadRules(ValueError):
    """A file of rules that is no TOML, or has a rule that says nothing; the message names the rule."""


@cache
def read_tables() -> Table:
    """Return the tables of all files of this room as one."""
    merged: dict[str, Any] = {}
    for name in FILES:
        text = files("tracker.assessment").joinpath("data", name).read_text(encoding="utf-8")
        merged = override(merged, tomllib.loads(text))
    return merged


def read_rules(text: str) -> Table:
    """Return the tables with those of a file of one's own over them; raises BadRules.

    A rule of the same name changes what it says anew; `off = true` silences it; `more_phrases` adds to its phrases.
    """
    try:
        own = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message = f"not TOML ({error})"
        raise BadRules(message) from error
    merged = override(read_tables(), own)
    _check(merged)
    return merged


def rules_version(table: Table) -> str:
    """Return what tells these rules from others: the version of the code, and a digest of the tables."""
    words = json.dumps(table, sort_keys=True, ensure_ascii=False).encode()
    return f"{CODE_VERSION}-{hashlib.sha256(words).hexdigest()[:10]}"


def override(table: Table, other: Table) -> dict[str, Any]:
    """Return the table with what the other one says differently; tables within are joined, all else is replaced.

    >>> override({"a": {"b": 1, "c": 2}}, {"a": {"c": 3}})
    {'a': {'b': 1, 'c': 3}}
    """
    joined = dict(table)
    for key, value in other.items():
        known = joined.get(key)
        joined[key] = override(known, value) if isinstance(known, dict) and isinstance(value, dict) else value
    return joined


def _check(table: Table) -> None:
    for name, rule in table["rules"].items():
        for key, kind in _NEEDED.items():
            if not isinstance(rule.get(key), kind):
                message = f"rule {name}: needs {key}"
                raise BadRules(message)
        if rule["effect"] not in set(Effect):
            message = f"rule {name}: effect is one of {', '.join(Effect)}, not {rule['effect']!r}"
            raise BadRules(message)
        _check_phrases(f"rule {name}", rule, ("phrases", "more_phrases", "except"), table)
    for name, topic in table["topics"].items():
        _check_phrases(f"topic {name}", topic, _TOPIC_LISTS, table)


def _check_phrases(where: str, rule: Table, keys: tuple[str, ...], table: Table) -> None:
    """Refuse lists that are none, and phrases with a list of words that is not there."""
    for key in keys:
        phrases = rule.get(key, [])
        if not isinstance(phrases, list) or not all(isinstance(phrase, str) and phrase.strip() for phrase in phrases):
            message = f"{where}: {key} must be a list of phrases"
            raise BadRules(message)
        for phrase in phrases:
            unknown = [name for name in _named_lists(phrase) if name not in table["lists"]]
            if unknown:
                message = f"{where}: no list of words is called <{unknown[0]}>"
                raise BadRules(message)


def _named_lists(phrase: str) -> list[str]:
    choices = [choice for part in phrase.split() for choice in part.removesuffix("?").split("|")]
    names = [choice[1:-1] for choice in choices if choice.startswith("<") and choice.endswith(">")]
    return [name for name in names if name not in ("url", "email", "number")]
