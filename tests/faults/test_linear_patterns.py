"""Every regular expression of the packages takes twice the time for twice the text, whatever the text is.

They are found by importing every module, and by reading the source for those that are written where they are used: a
new one cannot be forgotten.
"""

import ast
import importlib
import pkgutil
import re
import time
from functools import cache
from pathlib import Path

import pytest
import regex
from attack_strings import attacks

ROOT = Path(__file__).parents[2]
PACKAGES = ("crawler", "db", "policytrail", "tracker")
MOST_TIMES = 2.3
MEASURABLE_SECONDS = 0.002
LONGEST_TEXT = 40_000
ANYWHERE = {"search", "finditer", "findall", "sub", "subn", "split", "match", "fullmatch", "scanner"}
FROM_THE_START = {"match", "fullmatch"}


def modules():
    for package in PACKAGES:
        imported = importlib.import_module(package)
        for found in pkgutil.walk_packages(imported.__path__, f"{package}."):
            yield importlib.import_module(found.name)


def patterns_in(value, depth=0):
    if isinstance(value, re.Pattern | regex.Pattern):
        yield value
    elif isinstance(value, tuple | list | set | frozenset) and depth < 4:
        for each in value:
            yield from patterns_in(each, depth + 1)
    elif isinstance(value, dict) and depth < 4:
        for each in value.values():
            yield from patterns_in(each, depth + 1)
    elif hasattr(value, "__dataclass_fields__") and not isinstance(value, type) and depth < 4:
        for name in value.__dataclass_fields__:
            yield from patterns_in(getattr(value, name, None), depth + 1)


def written_in(source):
    """Yield the patterns written where they are used; what is put into one is a word."""
    for node in ast.walk(ast.parse(source)):
        is_call = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args
        if is_call and isinstance(node.func.value, ast.Name) and node.func.value.id == "re":
            text = literal(node.args[0])
            if text:
                yield node.func.attr, text, node.lineno


def literal(node):
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(part.value if isinstance(part, ast.Constant) else "word" for part in node.values)
    return None


@cache
def found():
    """Return (place, pattern, methods it is used with) for each; a pattern that is imported counts where it is made."""
    named = {}
    for module in modules():
        for name, value in vars(module).items():
            for number, pattern in enumerate(patterns_in(value)):
                named.setdefault(
                    id(pattern), (f"{module.__name__}.{name}.{number}", pattern, uses(name, module.__name__))
                )
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            for method, text, line in written_in(path.read_text(encoding="utf-8")):
                if method in ANYWHERE:
                    place = f"{path.relative_to(ROOT)}.{line}"
                    named[place] = (place, re.compile(text), frozenset({method}))
    return sorted(named.values(), key=lambda each: each[0])


@cache
def source(pattern):
    paths = (path for package in PACKAGES for path in sorted(ROOT.glob(f"{package}/{pattern}")))
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


@cache
def uses(name, module):
    """Return the methods that a name is used with, and search if it is used in a way that cannot be seen."""
    text = (
        (ROOT / f"{module.replace('.', '/')}.py").read_text(encoding="utf-8") if name[0] == "_" else source("**/*.py")
    )
    seen = set(re.findall(rf"(?<!\w){re.escape(name)}\.(\w+)\(", text)) & ANYWHERE
    handed_on = re.search(rf"(?<!\w){re.escape(name)}(?!\w|\.\w+\(| =|: )", text)
    return frozenset(seen) if seen and not handed_on else frozenset({*seen, "search"})


def seconds(pattern, methods, text):
    """Return the processor time of looking through a text, the best of a few."""
    search = (
        pattern.search if methods - FROM_THE_START else pattern.fullmatch if "fullmatch" in methods else pattern.match
    )
    began = time.thread_time()
    search(text)
    if methods & {"finditer", "findall", "sub", "subn", "split"}:
        for _ in pattern.finditer(text):
            pass
    return time.thread_time() - began


def made(pattern, attack, length):
    before, pump, end = attack
    text = before + pump * max(1, length // len(pump)) + end
    return text if isinstance(pattern.pattern, str) else text.encode()


def growth(pattern, methods, attack):
    """Return how many times longer twice the text takes, 0 where no text is long enough to be measured."""
    length = 500
    while seconds(pattern, methods, made(pattern, attack, length)) < MEASURABLE_SECONDS:
        length *= 2
        if length > LONGEST_TEXT:
            return 0.0
    growing = doubled(pattern, methods, attack, length)
    return growing if growing <= MOST_TIMES else min(growing, doubled(pattern, methods, attack, 2 * length))


def doubled(pattern, methods, attack, length):
    """Return how many times longer a text of twice this length takes, by the best times of a few."""
    texts = made(pattern, attack, length), made(pattern, attack, 2 * length)
    best = [float("inf"), float("inf")]
    for _ in range(8):  # a machine at work takes longer, never shorter
        best = [min(known, seconds(pattern, methods, text)) for known, text in zip(best, texts, strict=True)]
        if best[1] / best[0] <= MOST_TIMES:
            break
    return best[1] / best[0]


def test_there_are_patterns_to_be_looked_at():
    assert len(found()) > 150


@pytest.mark.parametrize("package", PACKAGES)
def test_twice_the_text_takes_twice_the_time(package):
    slow = [
        f"{place}: {growing:.1f} times for {attack!r}, used with {sorted(methods)}"
        for place, pattern, methods in found()
        if place.startswith(package)
        for attack in attacks(pattern)
        if (growing := growth(pattern, methods, attack)) > MOST_TIMES
    ]
    assert slow == []
