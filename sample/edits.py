"""A policy as a row of clauses, and the edits that its owner makes to it over the years."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

POLICIES = Path(__file__).parent / "policies"
_LINE = re.compile(r"\[([\w-]+)\] (# |## |- )?(.+)")
_KINDS = {"# ": "title", "## ": "heading", "- ": "item", None: "para"}


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of an invented policy; `key` names it through all edits, `kind` is title, heading, para or item."""

    key: str
    kind: str
    text: str


Policy = tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class KnownEdit:
    """What an edit did to one clause: its text before and after, None where there is none."""

    kind: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class Added:
    """A new clause behind the one named `after`."""

    after: str
    line: str


@dataclass(frozen=True, slots=True)
class Removed:
    """A clause that is gone."""

    key: str


@dataclass(frozen=True, slots=True)
class Reworded:
    """Words of a clause replaced by others."""

    key: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Renamed:
    """A name replaced in every clause that has it."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Moved:
    """Clauses that stand in another place: behind the one named `after`."""

    keys: tuple[str, ...]
    after: str


@dataclass(frozen=True, slots=True)
class Split:
    """A clause cut in two where the words `at` begin."""

    key: str
    at: str


Edit = Added | Removed | Reworded | Renamed | Moved | Split


def read_policy(name: str) -> Policy:
    """Return the first version of a policy, from its file."""
    lines = (POLICIES / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return tuple(parse_clause(line) for line in lines if line)


def parse_clause(line: str) -> Clause:
    """Read `[key] text`, where the text begins with `# ` (title), `## ` (heading), `- ` (item) or neither."""
    match = _LINE.fullmatch(line)
    if match is None:
        message = f"not a clause: {line!r}"
        raise ValueError(message)
    return Clause(match[1], _KINDS[match[2]], match[3])


def numbered(policy: Policy) -> Policy:
    """Return the policy with its headings numbered from 1."""
    count = 0
    result = []
    for clause in policy:
        count += clause.kind == "heading"
        result.append(replace(clause, text=f"{count}. {clause.text}") if clause.kind == "heading" else clause)
    return tuple(result)


def apply_edit(policy: Policy, edit: Edit) -> Policy:
    """Return the policy after the edit; raises ValueError for an edit that changes nothing."""
    result = tuple(_edited(policy, edit))
    if result == policy:
        message = f"changes nothing: {edit}"
        raise ValueError(message)
    return result


def _edited(policy: Policy, edit: Edit) -> Iterator[Clause]:
    moved = [clause for clause in policy if isinstance(edit, Moved) and clause.key in edit.keys]
    for clause in policy:
        match edit:
            case Added(after=clause.key, line=line):
                yield from (clause, parse_clause(line))
            case Removed(key=clause.key):
                pass
            case Reworded(key=clause.key, old=old, new=new) | Renamed(old=old, new=new):
                yield replace(clause, text=clause.text.replace(old, new))
            case Split(key=clause.key, at=at):
                first, second = clause.text.split(f" {at}", 1)
                yield replace(clause, text=first)
                yield Clause(f"{clause.key}-second", clause.kind, at + second)
            case Moved(after=clause.key):
                yield from (clause, *moved)
            case Moved() if clause in moved:
                pass
            case _:
                yield clause


def describe_edits(old: Policy, new: Policy, edits: tuple[Edit, ...]) -> tuple[KnownEdit, ...]:
    """Return what the edits did to each clause as a reader sees it, numbers of headings included."""
    before = {clause.key: clause.text for clause in old}
    after = {clause.key: clause.text for clause in new}
    splits = {edit.key for edit in edits if isinstance(edit, Split)}
    moved = {key for edit in edits if isinstance(edit, Moved) for key in edit.keys}
    halves = {f"{key}-second" for key in splits}
    known = [KnownEdit("removed", text, None) for key, text in before.items() if key not in after]
    for key, text in after.items():
        if key in splits:
            known.append(KnownEdit("split", before[key], f"{text} {after[f'{key}-second']}"))
        elif key not in before and key not in halves:
            known.append(KnownEdit("added", None, text))
        elif key in before and before[key] != text:
            known.append(KnownEdit(_kind_of_change(before[key], text), before[key], text))
        if key in moved:
            known.append(KnownEdit("moved", before[key], text))
    return tuple(known)


def _kind_of_change(old: str, new: str) -> str:
    return "renumbered" if _without_number(old) == _without_number(new) else "modified"


def _without_number(text: str) -> str:
    return re.sub(r"^\d+\. ", "", text)
