"""A rule: who is told of what. Reading one out of settings, and deciding which changes it wants. Pure.

A rule's settings have the same keys on the command line, in a file of rules, and in the database.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from db.alerts import AlertChange
from db.errors import UsageError
from db.watching import Watched
from tracker.assessment.meaning import Weight
from tracker.diff.changes import ChangeKind
from tracker.text.phrases import compile_phrases, fold

TOPICS = (
    *("first-party-collection-use", "third-party-sharing-collection", "user-choice-control"),
    *("user-access-edit-deletion", "data-retention", "data-security", "policy-change", "do-not-track"),
    *("international-specific-audiences", "other", "legal-basis", "children", "cookies", "ai-training"),
    *("international-transfer", "contact", "dates"),
)
"""The ten categories of OPP-115 (https://usableprivacy.org/data), and seven of our own."""


class Direction(StrEnum):
    """Which way a change goes, for the reader whose data it is about."""

    LESS = "less"
    MORE = "more"
    NEUTRAL = "neutral"


class Rhythm(StrEnum):
    """How often a rule sends a message, the most urgent first; `daily` and `weekly` are days and weeks of UTC."""

    IMMEDIATELY = "immediately"
    DAILY = "daily"
    WEEKLY = "weekly"


class RuleError(UsageError):
    """A setting of a rule makes no sense; `key` names it."""

    def __init__(self, key: str, problem: str) -> None:
        super().__init__(f"{key}: {problem}")
        self.key = key
        self.problem = problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Who is told of what; an empty tuple stands for everything. `to` are written as tracker.alerts.recipients has it.

    `backfill`: the first history of a document is told too. `notices`: also told that a document is silent or failing.
    """

    name: str
    to: tuple[str, ...]
    targets: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    at_least: Weight = Weight.EDITORIAL
    direction: Direction | None = None
    match: str | None = None
    digest: Rhythm = Rhythm.DAILY
    backfill: bool = False
    notices: bool = True
    paused: bool = False
    allow_private: bool = False


_LISTS = ("to", "targets", "tags", "topics")
_CHOICES: Mapping[str, type[StrEnum]] = {"at_least": Weight, "direction": Direction, "digest": Rhythm}
_FLAGS = ("backfill", "notices")
_LIGHT = {
    ChangeKind.COSMETIC: Weight.COSMETIC,
    ChangeKind.RENUMBERED: Weight.COSMETIC,
    ChangeKind.MOVED: Weight.EDITORIAL,
}
KEYS = (*_LISTS, *_CHOICES, "match", *_FLAGS)
"""The keys of a rule's settings."""


def read_rule(name: str, settings: Mapping[str, Any], *, paused: bool = False, allow_private: bool = False) -> Rule:
    """Return the rule of these settings; raises RuleError, which names the key."""
    if not name.strip() or not name.isprintable() or "," in name:
        raise RuleError("name", f"{name!r} cannot name a rule; use letters, digits, hyphens")
    for key in settings:
        if key not in KEYS:
            raise RuleError(key, f"no such key; there are {', '.join(KEYS)}")
    values = {key: _read_value(key, value) for key, value in settings.items()}
    if not values.get("to"):
        raise RuleError("to", "nobody is told; give an address like mailto:legal@example.org")
    for topic in values.get("topics", ()):
        if topic not in TOPICS:
            raise RuleError("topics", f"{topic!r} is none; there are {', '.join(TOPICS)}")
    return Rule(name=name, paused=paused, allow_private=allow_private, **values)


def _read_value(key: str, value: Any) -> Any:  # noqa: ANN401 - what a TOML file or JSON holds, and a field of Rule
    if key in _LISTS:
        if not isinstance(value, list) or not all(isinstance(part, str) and part.strip() for part in value):
            raise RuleError(key, 'not a list of texts; write it like ["one", "two"]')
        return tuple(dict.fromkeys(part.strip() for part in value))
    if key in _FLAGS:
        if not isinstance(value, bool):
            raise RuleError(key, f"{value!r} is neither true nor false")
        return value
    if not isinstance(value, str):
        raise RuleError(key, f"{value!r} is not a text")
    if key not in _CHOICES:
        return value.strip() or None
    try:
        return _CHOICES[key](value)
    except ValueError:
        raise RuleError(key, f"{value!r} is none of {', '.join(_CHOICES[key])}") from None


def rule_settings(rule: Rule) -> dict[str, Any]:
    """Return the settings that read_rule makes this rule of; what is as usual is left out."""
    usual = Rule(name=rule.name, to=())
    given = {key: getattr(rule, key) for key in KEYS if getattr(rule, key) != getattr(usual, key)}
    return {key: list(value) if isinstance(value, tuple) else value for key, value in given.items()}


def covers(rule: Rule, document: Watched) -> bool:
    """Tell whether a rule is about a document: by its name, its site or a domain above, or a tag; if it names any."""
    if rule.paused or document.paused:
        return False
    if not rule.targets and not rule.tags:
        return True
    return any(_is_named(document, _bare(target)) for target in rule.targets) or bool(
        set(rule.tags) & set(document.tags)
    )


def _is_named(document: Watched, target: str) -> bool:
    return target in {_bare(document.name), document.site} or document.site.endswith(f".{target}")


def _bare(name: str) -> str:
    return name.removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")


def wanted_changes(rule: Rule, changes: Sequence[AlertChange]) -> tuple[AlertChange, ...]:
    """Return the changes of a step that a rule asks for; none: it does not want the step told."""
    return tuple(change for change in changes if _wants(rule, change))


def _wants(rule: Rule, change: AlertChange) -> bool:
    """What nobody assessed is told rather than lost, unless it is cosmetic by its kind."""
    weights = list(Weight)
    if weights.index(weight_of(change)) < weights.index(rule.at_least):
        return False
    if change.weight is not None:
        if rule.direction is not None and direction_of(change) is not rule.direction:
            return False
        if rule.topics and not set(rule.topics) & set(change.topics):
            return False
    return rule.match is None or _speaks_of(rule.match, change)


def weight_of(change: AlertChange) -> Weight:
    """Return a change's weight; where it was not assessed, what its kind tells."""
    if change.weight is not None:
        return Weight(change.weight)
    return _LIGHT.get(ChangeKind(change.kind), Weight.SUBSTANTIVE)


def direction_of(change: AlertChange) -> Direction:
    """Return which way a change goes, out of the words of its assessment ("less protective")."""
    first = (change.direction or "").partition(" ")[0]
    return Direction(first) if first in {"less", "more"} else Direction.NEUTRAL


def _speaks_of(words: str, change: AlertChange) -> bool:
    """Whether a change has any of the words or phrases, which stand between commas; `*` is any ending."""
    text = fold(f"{change.section} {change.old_text or ''} {change.new_text or ''}")
    return compile_phrases(words.split(",")).search(text) is not None
