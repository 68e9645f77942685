"""Draw the picture of docs/architecture.md anew, from the imports: python docs/draw_house.py."""

from collections.abc import Iterator

from house import FLOORS, MODULES, ROOMS, ROOT, floor_of, imports_of, is_ours, room_of

ARCHITECTURE = ROOT / "docs" / "architecture.md"
BEGIN, END = "<!-- drawn by docs/draw_house.py -->\n", "<!-- end of the drawing -->\n"


def node_of(name: str) -> str:
    """Return what stands for a module in the picture: its room, or its floor where that has none."""
    floor, room = floor_of(name), room_of(name)
    return f"{floor}.{room}" if ROOMS[floor] and room else floor


def arrows() -> tuple[tuple[str, str], ...]:
    """Return the arrows between nodes that other arrows do not imply, so that the picture can be read."""
    below: dict[str, set[str]] = {node_of(name): set() for name in MODULES}
    for name in MODULES:
        for each in imports_of(name):
            if is_ours(each.of) and node_of(each.of) != node_of(name):
                below[node_of(name)].add(node_of(each.of))
    return tuple(
        (upper, lower)
        for upper in sorted(below)
        for lower in sorted(below[upper])
        if not any(lower in reachable(below, other) for other in below[upper] - {lower})
    )


def reachable(below: dict[str, set[str]], node: str) -> set[str]:
    """Return the nodes that arrows lead to from a node, in any number of steps."""
    found: set[str] = set()
    waiting = [node]
    while waiting:
        new = below.get(waiting.pop(), set()) - found
        found |= new
        waiting += new
    return found


def drawing() -> Iterator[str]:
    """Yield the lines of the picture, in Mermaid's language."""
    nodes = {node_of(name) for name in MODULES}
    yield "```mermaid"
    yield "flowchart TD"
    for floor in reversed(FLOORS):
        yield f"  subgraph {floor}"
        yield from (f"    {node}[{node.rpartition('.')[2]}]" for node in sorted(nodes) if floor_of(node) == floor)
        yield "  end"
    yield from (f"  {upper} --> {lower}" for upper, lower in arrows())
    yield "```"


def drawn_architecture() -> str:
    """Return docs/architecture.md with its picture drawn anew."""
    before, _, rest = ARCHITECTURE.read_text(encoding="utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    return before + BEGIN + "\n".join(drawing()) + "\n" + END + after


if __name__ == "__main__":
    ARCHITECTURE.write_text(drawn_architecture(), encoding="utf-8")
