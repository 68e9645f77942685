"""Texts that make a regular expression work hard: what it repeats, over and over, and then no end that it wants."""

import re
from collections.abc import Iterator
from re import _constants as code  # a pattern as `re` itself reads it
from re import _parser
from typing import Any

LETTERS = "a1 .-_<&\n\t,:;/'\"()é日A"
ENDS = ("\x00", "\n\x00", "a\x00")
GENERAL = (" ", "a", "1", "\n", "a ", "1 ", "a. ", "a.", "-", "<", "&", "a-", "1,", "A", "é", "日", "(", "a\n", " \n")


def attacks(pattern: re.Pattern[Any]) -> Iterator[tuple[str, str, str]]:
    """Yield (before, repeated, end): to be repeated as often as one likes between what stands before and the end."""
    for pump in GENERAL:
        yield "", pump, ENDS[0]
    try:
        text = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
        parsed = _parser.parse(
            text, pattern.flags & ~re.UNICODE if isinstance(pattern.pattern, bytes) else pattern.flags
        )
    except (re.error, ValueError, OverflowError):
        return  # of the module `regex`, whose patterns say more
    seen: set[tuple[str, str, str]] = set()
    for before, pump in repeats(parsed, ""):
        for end in ENDS:
            for attack in ((before, pump), ("", before + pump), ("", before)):
                if attack[1] and (*attack, end) not in seen:
                    seen.add((*attack, end))
                    yield *attack, end


def repeats(parsed: Any, before: str) -> Iterator[tuple[str, str]]:
    """Yield what stands before each unbounded repetition of a parsed pattern, and what it repeats."""
    for operation, argument in parsed:
        if operation in {code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT}:
            _, most, body = argument
            if most > 50:
                yield before, sample(body)
                yield before, sample(body, 1)
            yield from repeats(body, before)
        elif operation is code.SUBPATTERN:
            yield from repeats(argument[3], before)
        elif operation is code.BRANCH:
            for branch in argument[1]:
                yield from repeats(branch, before)
        elif operation is code.ATOMIC_GROUP:
            yield from repeats(argument, before)
        elif operation in {code.ASSERT, code.ASSERT_NOT}:
            yield from repeats(argument[1], before)
        before += sample([(operation, argument)])


def sample(parsed: Any, branch: int = 0) -> str:
    """Return a text that a parsed pattern matches, or nearly; `branch` chooses among what may stand there."""
    return "".join(_sample_one(operation, argument, branch) for operation, argument in parsed)


def _sample_one(operation: Any, argument: Any, branch: int) -> str:
    if operation is code.LITERAL:
        return chr(argument)
    if operation in {code.NOT_LITERAL, code.ANY, code.IN}:
        return _letter(operation, argument, branch)
    if operation in {code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT}:
        least, most, body = argument
        return sample(body, branch) * min(max(least, 1), most)
    if operation is code.SUBPATTERN:
        return sample(argument[3], branch)
    if operation is code.ATOMIC_GROUP:
        return sample(argument, branch)
    if operation is code.BRANCH:
        return sample(argument[1][min(branch, len(argument[1]) - 1)], branch)
    return ""


def _letter(operation: Any, argument: Any, branch: int) -> str:
    if operation is code.IN:
        allowed = [letter for letter in LETTERS if _is_in(argument, letter)]
        return allowed[branch % len(allowed)] if allowed else _first_of(argument)
    return next(letter for letter in LETTERS if operation is code.ANY or ord(letter) != argument)


def _is_in(items: Any, letter: str) -> bool:
    negated = any(operation is code.NEGATE for operation, _ in items)
    return negated != any(_has(operation, argument, letter) for operation, argument in items)


def _has(operation: Any, argument: Any, letter: str) -> bool:
    if operation is code.LITERAL:
        return ord(letter) == argument
    if operation is code.RANGE:
        return argument[0] <= ord(letter) <= argument[1]
    if operation is code.CATEGORY:
        kind = str(argument).removeprefix("CATEGORY_")
        found = {"SPACE": letter.isspace(), "DIGIT": letter.isdigit(), "WORD": letter.isalnum() or letter == "_"}
        return found[kind.removeprefix("NOT_")] != kind.startswith("NOT_")
    return False


def _first_of(items: Any) -> str:
    firsts = {code.LITERAL: lambda argument: argument, code.RANGE: lambda argument: argument[0]}
    return next((chr(firsts[operation](argument)) for operation, argument in items if operation in firsts), "")
