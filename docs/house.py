"""The floors and rooms of the code, and the imports between them: for the picture and for the test of the arrows."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]

FLOORS = ("db", "tracker", "crawler", "policytrail")
"""From the ground up; a module imports from its own floor and from those before it."""
ROOMS: dict[str, tuple[set[str], ...]] = {
    "db": (),
    "tracker": (
        {"text", "clauses"},
        {"page", "policy", "alignment"},
        {"extraction", "targets", "diff"},
        {"assessment"},
        {"history"},
        {"alerts"},
        {"recording", "evidence", "trends"},
        {"exchange"},
    ),
    "crawler": (
        {"settings", "interrupts"},
        {"archive", "planning", "links"},
        {"fetching", "reading"},
        {"sources"},
        {"run"},
        {"progress"},
        {"stages"},
        {"spiders", "live"},
        {"crawl"},
    ),
    "policytrail": ({"clock", "crawl_process", "meanings", "values"}, {"api", "site"}, {"commands"}, {"cli"}),
}
"""The rooms of each floor, the ground first; a room imports from those in sets before its own only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """A module imports another (or `names` from it) at a line of its file."""

    by: str
    of: str
    names: tuple[str, ...]
    at: str


def module_name(file: Path) -> str:
    """Return the dotted name of a file."""
    return ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


MODULES = {module_name(file): file for floor in FLOORS for file in sorted((ROOT / floor).rglob("*.py"))}
TREES = {name: ast.parse(file.read_text(encoding="utf-8")) for name, file in MODULES.items()}


def imports_of(name: str) -> tuple[Import, ...]:
    """Return what a module imports, in order, also inside its functions."""
    file = MODULES[name].relative_to(ROOT)
    return tuple(
        Import(by=name, of=imported, names=names, at=f"{file}:{node.lineno}")
        for node in ast.walk(TREES[name])
        if isinstance(node, ast.Import | ast.ImportFrom)
        for imported, names in _imported_modules(node)
    )


def _imported_modules(node: ast.Import | ast.ImportFrom) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each module that a statement imports, with the names it takes from it."""
    if isinstance(node, ast.Import):
        yield from ((alias.name, ()) for alias in node.names)
        return
    below = {alias.name: f"{node.module}.{alias.name}" for alias in node.names}
    yield from ((module, ()) for module in below.values() if module in MODULES)
    names = tuple(name for name, module in below.items() if module not in MODULES)
    if names:
        yield node.module or "", names


def is_ours(name: str) -> bool:
    """Whether a module is one of this repository's floors."""
    return floor_of(name) in FLOORS


def floor_of(name: str) -> str:
    """Return the floor of a module."""
    return name.partition(".")[0]


def room_of(name: str) -> str:
    """Return the room of a module on its floor; empty for the floor's own front door."""
    return name.split(".")[1] if "." in name else ""


def level_of(name: str) -> int:
    """Return the place of a module's room on its floor, from the ground up; -1 for the floor's own front door."""
    return next((level for level, rooms in enumerate(ROOMS[floor_of(name)]) if room_of(name) in rooms), -1)
