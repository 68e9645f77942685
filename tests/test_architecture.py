"""The arrows between floors and rooms, as docs/architecture.md draws them: towards the ground only."""

import ast
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

FLOORS = ("db", "tracker", "crawler", "policytrail")
"""From the ground up; a module imports from its own floor and from those before it."""
ROOMS = {
    "db": (),
    "tracker": (
        {"text", "clauses"},
        {"page", "policy", "alignment"},
        {"extraction", "targets", "diff"},
        {"history", "assessment"},
        {"alerts"},
        {"recording", "evidence", "exchange"},
    ),
    "crawler": (
        {"settings", "interrupts"},
        {"archive", "planning", "links"},
        {"fetching", "reading"},
        {"progress", "run"},
        {"stages"},
        {"spiders"},
        {"crawl"},
    ),
    "policytrail": ({"crawl_process"}, {"api", "site"}, {"commands"}, {"cli"}),
}
"""The rooms of each floor, the ground first; a room imports from those in sets before its own only."""
PURE_ROOMS = (
    "tracker.text",
    "tracker.clauses",
    "tracker.page",
    "tracker.policy",
    "tracker.alignment",
    "tracker.extraction",
    "tracker.diff",
    "tracker.assessment",
    "crawler.planning",
    "crawler.links",
)
"""They take values and return values; so does each module that says of itself that it is pure."""
NOT_PURE = {
    "asyncio", "httpx", "multiprocessing", "random", "requests", "scrapy", "smtplib", "socket", "sqlite3",
    "sqlite_utils", "subprocess", "time", "twisted", "urllib.request", "waybackpy",
}  # fmt: skip
CLOCKS = {"now", "today", "utcnow"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """A module imports another, at a line of its file."""

    by: str
    of: str
    names: tuple[str, ...]
    at: str


def module_name(file):
    return ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


MODULES = {module_name(file): file for floor in FLOORS for file in (ROOT / floor).rglob("*.py")}
TREES = {name: ast.parse(file.read_text(encoding="utf-8")) for name, file in MODULES.items()}


def imported_modules(node):
    """Each module that a statement imports, with the names it takes from it."""
    if isinstance(node, ast.Import):
        return [(alias.name, ()) for alias in node.names]
    if not isinstance(node, ast.ImportFrom) or not node.module:
        return []
    modules = [f"{node.module}.{alias.name}" for alias in node.names if f"{node.module}.{alias.name}" in MODULES]
    names = tuple(alias.name for alias in node.names if f"{node.module}.{alias.name}" not in MODULES)
    return [*((module, ()) for module in modules), *([(node.module, names)] if names else [])]


def imports_of(name):
    file = MODULES[name].relative_to(ROOT)
    return [
        Import(by=name, of=imported, names=names, at=f"{file}:{node.lineno}")
        for node in ast.walk(TREES[name])
        for imported, names in imported_modules(node)
    ]


def values_of(name):
    """The names in a module of the ground that stand for values: constants, dataclasses, enumerations, errors."""
    return {
        target
        for node in TREES[name].body
        for target in (
            [node.name]
            if isinstance(node, ast.ClassDef) and (node.decorator_list or is_enumeration_or_error(node))
            else [each.id for each in node.targets if isinstance(each, ast.Name)]
            if isinstance(node, ast.Assign)
            else []
        )
    }


def is_enumeration_or_error(node):
    return any(ast.unparse(base).endswith(("Enum", "Error", "Exception")) for base in node.bases)


def floor_of(name):
    return name.partition(".")[0]


def room_of(name):
    return name.split(".")[1] if "." in name else ""


def level_of(name):
    """The place of a module's room on its floor; -1 for the floor's own front door (`policytrail/__init__.py`)."""
    return next((level for level, rooms in enumerate(ROOMS[floor_of(name)]) if room_of(name) in rooms), -1)


def is_ours(name):
    return floor_of(name) in FLOORS


def is_pure(name):
    said = ast.get_docstring(TREES[name]) or ""
    return name.startswith(tuple(f"{room}." for room in PURE_ROOMS)) or said.rstrip().endswith("Pure.")


def explain(imports):
    return "\n".join(f"{each.at}: {each.by} imports {each.of}" for each in imports)


def test_no_floor_imports_from_the_one_above():
    upwards = [
        each
        for name in MODULES
        for each in imports_of(name)
        if is_ours(each.of) and FLOORS.index(floor_of(each.of)) > FLOORS.index(floor_of(name))
    ]
    assert not upwards, explain(upwards)


@pytest.mark.parametrize("floor", [floor for floor in FLOORS if ROOMS[floor]])
def test_rooms_import_from_rooms_nearer_to_the_ground_only(floor):
    sideways = [
        each
        for name in MODULES
        for each in imports_of(name)
        if floor_of(name) == floor_of(each.of) == floor
        and room_of(name)
        and room_of(each.of) not in {"", room_of(name)}
        and level_of(each.of) >= level_of(name)
    ]
    assert not sideways, explain(sideways)


def test_every_room_has_its_place():
    rooms = {(floor_of(name), room_of(name)) for name in MODULES if ROOMS[floor_of(name)] and room_of(name)}
    placed = {(floor, room) for floor, levels in ROOMS.items() for level in levels for room in level}
    assert not rooms - placed, "a room that tests/test_architecture.py and docs/architecture.md do not know"


def test_pure_modules_know_no_store_no_network_and_no_clock():
    touched = [
        each
        for name in MODULES
        if is_pure(name)
        for each in imports_of(name)
        if each.of in NOT_PURE
        or each.of.partition(".")[0] in NOT_PURE
        or (floor_of(each.of) == "db" and not (each.names and set(each.names) <= values_of(each.of)))
    ]
    assert not touched, explain(touched)


def test_pure_modules_do_not_ask_what_time_it_is():
    asked = [
        f"{MODULES[name].relative_to(ROOT)}:{node.lineno}"
        for name in MODULES
        if is_pure(name)
        for node in ast.walk(TREES[name])
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCKS
    ]
    assert not asked, asked


def test_a_folder_with_rooms_holds_few_modules_beside_them():
    for floor in ("tracker", "crawler", "policytrail"):
        flat = [file.name for file in (ROOT / floor).glob("*.py")]
        assert len(flat) <= 8, flat
    for folder in {file.parent for file in MODULES.values()}:
        if any((below / "__init__.py").exists() for below in folder.iterdir()):
            assert len(list(folder.glob("*.py"))) <= 9, folder
