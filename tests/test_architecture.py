"""The arrows between floors and rooms, as docs/architecture.md draws them: towards the ground only."""

import ast
import re

import pytest
from draw_house import drawn_architecture
from house import FLOORS, MODULES, ROOMS, ROOT, TREES, floor_of, imports_of, is_ours, level_of, room_of

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
BOUNDED = {("tracker.page.pdf_runs", "subprocess")}
"""A process of its own in which hostile bytes end; the same bytes give the same answer."""
CLOCKS = {"now", "today", "utcnow"}


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
        if (name, each.of) not in BOUNDED
        and (
            each.of in NOT_PURE
            or each.of.partition(".")[0] in NOT_PURE
            or (floor_of(each.of) == "db" and not (each.names and set(each.names) <= values_of(each.of)))
        )
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


def test_the_picture_of_the_house_is_the_one_the_imports_give():
    written = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    assert written == drawn_architecture(), "run: python docs/draw_house.py"


def test_the_way_of_a_page_is_told_in_files_that_are_there():
    way = (ROOT / "docs/architecture.md").read_text(encoding="utf-8").partition("## The way of a page")[2]
    files = re.findall(r"^\d+\. `([a-z_/]+\.py)`", way.partition("## ")[0], re.MULTILINE)
    assert 8 <= len(files) <= 12
    assert all((ROOT / file).exists() for file in files)
