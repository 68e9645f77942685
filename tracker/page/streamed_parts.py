"""Parts of a page that the server sent after the rest: React moves them to their places with a script, so do we. Pure.

Before: `<template id="B:0"></template> ... <div hidden id="S:0"><table>...</table></div>`. After: the table stands
where the template stood. See https://react.dev/reference/react-dom/server/renderToPipeableStream, and
`$RC` in the pages it makes.
"""

import re

from lxml import html

_LATE_PART = re.compile(r"S:([0-9a-f]{1,8})")


def place_streamed_parts(tree: html.HtmlElement) -> None:
    """Put in place what was sent late and hidden, where its place is on the page."""
    places = {element.get("id"): element for element in tree.iter("template") if element.get("id")}
    if not places:
        return
    for part in [element for element in tree.iter("div") if "hidden" in element.attrib]:
        named = _LATE_PART.fullmatch(part.get("id") or "")
        place = places.get(f"B:{named[1]}") if named else None
        if place is not None and not any(above is part for above in place.iterancestors()):
            del part.attrib["hidden"]
            place.addnext(part)
