"""A file of rules and of how targets are watched, to be kept in git: TOML, of which errors name line and key. Pure.

[rules.legal]
to = ["mailto:legal@example.org"]
tags = ["vendors"]

[targets."github.com"]
tags = ["vendors"]
owner = "anna@example.org"
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from db.errors import UsageError
from tracker.alerts.recipients import check_recipient
from tracker.alerts.rules import Rule, RuleError, read_rule

RHYTHMS = ("day", "week", "month")
TARGET_KEYS: Mapping[str, type] = {"tags": list, "owner": str, "note": str, "paused": bool, "every": str}
RULE_KEYS_BESIDE = ("paused",)


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetSettings:
    """How a target is to be watched; None and an empty tuple: as it was."""

    name: str
    tags: tuple[str, ...] = ()
    owner: str | None = None
    note: str | None = None
    paused: bool | None = None
    every: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesFile:
    """What a file of rules says."""

    rules: tuple[Rule, ...]
    targets: tuple[TargetSettings, ...]


def read_rules_file(text: str, name: str, *, allow_private: bool = False) -> RulesFile:
    """Return what the file `name` says; raises UsageError, which names the line and the key."""
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message = f"{name}: not TOML: {error}"
        raise UsageError(message) from error
    for key in content:
        if key not in {"rules", "targets"}:
            raise _mistake(text, name, (key,), "no such table; there are rules and targets")
    rules = _tables(text, name, content, "rules")
    targets = _tables(text, name, content, "targets")
    return RulesFile(
        rules=tuple(_rule(text, name, rule, settings, allow_private) for rule, settings in rules.items()),
        targets=tuple(_target(text, name, target, settings) for target, settings in targets.items()),
    )


def _tables(text: str, name: str, content: dict[str, Any], key: str) -> dict[str, dict[str, Any]]:
    tables = content.get(key, {})
    if not isinstance(tables, dict):
        raise _mistake(text, name, (key,), f"not a table; write [{key}.NAME]")
    for inner, table in tables.items():
        if not isinstance(table, dict):
            raise _mistake(text, name, (key, inner), f"not a table; write [{key}.{inner}]")
    return tables


def _rule(text: str, name: str, rule: str, settings: dict[str, Any], allow_private: bool) -> Rule:
    rest = {key: value for key, value in settings.items() if key not in RULE_KEYS_BESIDE}
    paused = settings.get("paused", False)
    if not isinstance(paused, bool):
        raise _mistake(text, name, ("rules", rule, "paused"), f"{paused!r} is neither true nor false")
    try:
        made = read_rule(rule, rest, paused=paused, allow_private=allow_private)
    except RuleError as error:
        raise _mistake(text, name, ("rules", rule, error.key), error.problem) from error
    for recipient in made.to:
        try:
            check_recipient(recipient)
        except UsageError as error:
            raise _mistake(text, name, ("rules", rule, "to"), str(error)) from error
    return made


def _target(text: str, name: str, target: str, settings: dict[str, Any]) -> TargetSettings:
    for key, value in settings.items():
        if key not in TARGET_KEYS:
            raise _mistake(text, name, ("targets", target, key), f"no such key; there are {', '.join(TARGET_KEYS)}")
        if not isinstance(value, TARGET_KEYS[key]):
            raise _mistake(text, name, ("targets", target, key), f"{value!r} is no {_SAID[TARGET_KEYS[key]]}")
    if settings.get("every", "day") not in RHYTHMS:
        problem = f"{settings['every']!r} is none of {', '.join(RHYTHMS)}"
        raise _mistake(text, name, ("targets", target, "every"), problem)
    if not all(isinstance(tag, str) for tag in settings.get("tags", [])):
        raise _mistake(text, name, ("targets", target, "tags"), "not a list of texts")
    return TargetSettings(name=target, **{**settings, "tags": tuple(settings.get("tags", ()))})


_SAID = {list: "list", str: "text", bool: "true or false"}


def _mistake(text: str, name: str, keys: tuple[str, ...], problem: str) -> UsageError:
    place = f"line {line}, " if (line := find_line(text, keys)) else ""
    return UsageError(f"{name}: {place}{'.'.join(keys)}: {problem}")


def find_line(text: str, keys: tuple[str, ...]) -> int:
    """Return the line (from 1) at which a key stands, that of its table if it has none of its own; 0: not found.

    tomllib tells lines of syntax errors alone.
    """
    table: tuple[str, ...] = ()
    nearest = 0
    for number, line in enumerate(text.splitlines(), start=1):
        header, entry = _HEADER.match(line), _ENTRY.match(line)
        if header is not None:
            table = _parts(header[1])
        place = table + _parts(entry[1]) if header is None and entry is not None else table
        if place == keys:
            return number
        if header is not None and table == keys[: len(table)]:
            nearest = number
    return nearest


_HEADER = re.compile(r"\s*\[\[?([^\[\]]+)\]\]?")
_ENTRY = re.compile(r"""\s*((?:"[^"]*"|'[^']*'|[\w-]+)(?:\s*\.\s*(?:"[^"]*"|'[^']*'|[\w-]+))*)\s*=""")
_PART = re.compile(r""""([^"]*)"|'([^']*)'|([\w-]+)""")


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(next(filter(None, match.groups()), "") for match in _PART.finditer(dotted))
