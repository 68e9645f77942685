"""What a clause permits, promises, or says without a side: the statements that the rules find in its words.

"We do not sell your personal data" is found as a sale that is denied, which is a promise.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from tracker.assessment.meaning import Effect
from tracker.assessment.phrases import Found, PhraseBook
from tracker.assessment.rulebook import Table
from tracker.assessment.words import BREAK, Words

DENIAL_REACH = 4
"""Words before a phrase within which a denial belongs to it ("we will never knowingly sell")."""
LIST_REACH = 12
"""The same where a list of practices is denied ("we do not sell, rent, lend or otherwise disclose")."""
CHOICE = "choice"
WHO = 2
"""Words before a denial that a quote begins with ("We do not")."""
SHORT_QUOTE = 8
"""Words up to which a quote follows its sentence."""
_LEADING_ON = frozenset(
    [
        "a",
        "an",
        "and",
        "any",
        "as",
        "by",
        "for",
        "from",
        "in",
        "of",
        "on",
        "or",
        "our",
        "that",
        "the",
        "to",
        "with",
        "your",
    ]
)
"""Words that no quote ends with, unless the rule found them."""
PROMISE_BONUS = 1.0
"""A promise not to do something says more than the permission to do it."""
_DENIAL = "\tdenial"
_LIST_DENIAL = "\tdenial of a list"
_LATE_DENIAL = "\tdenial after"
_DENIALS = (
    (_DENIAL, "<not>|<not_elsewhere>"),
    (_LIST_DENIAL, "<not> <gather>|<use>|<giving>|access|consider|believe|constitute|engage|amount"),
    (_LATE_DENIAL, "<not_after>"),
    (_LATE_DENIAL, "not|never be? shared|collected|recorded|stored|sent|sold|disclosed|transmitted|tracked"),
)
"""What denies, and how far: German, French and Dutch also deny after the verb ("wij delen uw gegevens niet"), and so
does the passive voice ("your location is never shared")."""
_DENIAL_NAMES = frozenset(name for name, _ in _DENIALS)
_EXCEPT = "\texcept "


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule of `rules.toml`."""

    name: str
    says: str
    effect: Effect
    points: float
    deny: bool
    category: bool
    background: bool
    topic: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What a rule found: words `start` up to `end` of a text, and whether the sentence denies it."""

    rule: Rule
    denied: bool
    start: int
    end: int
    words: tuple[str, ...]
    quote: str

    @property
    def toward(self) -> int:
        """+1 for what protects the reader, -1 for what permits something, 0 for neither."""
        if self.rule.effect is Effect.NEUTRAL:
            return 0
        return 1 if (self.rule.effect is Effect.PROTECTS) != self.denied else -1

    @property
    def is_kind_of_data(self) -> bool:
        """Whether it only names what may be collected or done, and nobody denies it."""
        return self.rule.category and not self.denied

    @property
    def points(self) -> float:
        """The points of the rule, more for a promise."""
        return self.rule.points + (PROMISE_BONUS if self.denied else 0.0)


class StatementFinder:
    """Finds the statements of a text by the rules of a table."""

    def __init__(self, table: Table) -> None:
        """Compile the rules that are not switched off."""
        rules = {name: rule for name, rule in table["rules"].items() if not rule.get("off")}
        self._rules = {name: _read_rule(name, rule) for name, rule in rules.items()}
        phrases = [(name, phrase) for name, rule in rules.items() for phrase in _phrases(rule)]
        exceptions = [(_EXCEPT + name, phrase) for name, rule in rules.items() for phrase in rule.get("except", ())]
        self._book = PhraseBook([*phrases, *exceptions, *_DENIALS], table["lists"])

    def find(self, words: Words) -> list[Statement]:
        """Return the statements in the order of the text, one for the places of a rule that overlap."""
        found = self._book.find(words)
        denials = [match for match in found if match.name in _DENIAL_NAMES and not _is_no_denial(words.words, match)]
        spoken = [match for match in found if match.name in self._rules and not _is_excepted(match, found)]
        return _without_objects([self._statement(words, match, denials) for match in _apart(spoken)], words.words)

    def _statement(self, words: Words, match: Found, denials: Sequence[Found]) -> Statement:
        rule = self._rules[match.name]
        denial = next((each for each in denials if _is_denied(words.words, match, each)), None) if rule.deny else None
        return Statement(
            rule=rule,
            denied=denial is not None,
            start=match.start,
            end=match.end,
            words=words.words[match.start : match.end],
            quote=_quote(words, match, denial),
        )


def _without_objects(statements: Sequence[Statement], words: Sequence[str]) -> list[Statement]:
    """Return the statements without kinds of data that a sentence names only to promise or to let the reader refuse.

    "You can turn off location access" and "your location is never shared with us" collect no location.
    """
    sentence = list(accumulate((word == BREAK for word in words), initial=0))
    refused = {sentence[each.start] for each in statements if each.denied or each.rule.name == CHOICE}
    practiced = {sentence[each.start] for each in statements if each.rule.background and each.toward < 0}
    only_refused = refused - practiced
    return [each for each in statements if not each.is_kind_of_data or sentence[each.start] not in only_refused]


def _quote(words: Words, match: Found, denial: Found | None) -> str:
    """Return what the rule found as it is written, with who denies it and how the sentence goes on, if it is short."""
    start, end = match.start, match.end
    if denial is not None:
        before = words.words[max(0, denial.start - WHO) : denial.start]
        start = min(start, denial.start - len(before) + _last_break(before) + 1)
        end = max(end, denial.end)
    full = end
    while full < min(len(words.words), start + SHORT_QUOTE) and words.words[full] != BREAK:
        full += 1
    while full > end and words.words[full - 1] in _LEADING_ON:
        full -= 1
    return words.quote(start, full)


def _last_break(words: Sequence[str]) -> int:
    return max((index for index, word in enumerate(words) if word == BREAK), default=-1)


def _read_rule(name: str, rule: Table) -> Rule:
    effect = Effect(rule["effect"])
    return Rule(
        name=name,
        says=rule["says"],
        effect=effect,
        points=float(rule["points"]),
        deny=bool(rule.get("deny", effect is Effect.PERMITS)),
        category=bool(rule.get("category", False)),
        background=bool(rule.get("background", False)),
        topic=str(rule.get("topic", "")),
    )


def _phrases(rule: Table) -> Iterator[str]:
    """Yield the phrases of a rule, those that were added to them, and those of other languages."""
    yield from rule.get("phrases", ())
    yield from rule.get("more_phrases", ())
    for phrases in rule.get("in", {}).values():
        yield from phrases


def _apart(matches: Iterable[Found]) -> list[Found]:
    """Return the matches without those that lie within, or run into, an earlier one of the same rule."""
    kept: list[Found] = []
    last: dict[str, int] = {}
    for match in sorted(matches, key=lambda match: (match.start, -match.end)):
        if match.start >= last.get(match.name, -1):
            kept.append(match)
            last[match.name] = match.end
    return kept


def _is_excepted(match: Found, found: Iterable[Found]) -> bool:
    """Whether an exception of the rule begins within the match, or the match within the exception."""
    name = _EXCEPT + match.name
    return any(other.name == name and other.start < match.end and match.start < other.end for other in found)


def _is_denied(words: Sequence[str], match: Found, denial: Found) -> bool:
    """Whether the denial stands within the phrase or shortly before it in the same sentence."""
    if match.start < denial.start < match.end:  # a phrase that begins with a denial means it: "without restriction"
        return True
    if denial.name == _LATE_DENIAL and 0 <= denial.start - match.end <= DENIAL_REACH:
        return BREAK not in words[match.end : denial.start]
    reach = LIST_REACH if denial.name == _LIST_DENIAL else DENIAL_REACH
    follows = denial.start < match.start and match.start - denial.end <= reach
    return follows and BREAK not in words[denial.end : match.start]


def _is_no_denial(words: Sequence[str], denial: Found) -> bool:
    """Whether it only looks like one: "including but not limited to", "not only", "whether or not"."""
    following = words[denial.end] if denial.end < len(words) else ""
    return following in {"limited", "only", "just"} or words[denial.start - 1 : denial.start] == ("or",)
