"""A page's tree put together as browsers put it together after parsing: what was sent late, set apart or embedded.

React streams a block of the page later, in `<div hidden id="S:0">`, and moves it into `<template id="B:0">`;
declarative shadow roots and `<iframe srcdoc>` hold text that every reader sees.
"""

import re

from lxml import html

from db.errors import UnreadablePage
from tracker.page.tree import parse_page

_MAX_EMBEDDED = 5
_STREAMED = re.compile(r"(.{0,40}?)S:([0-9a-f]{1,6})")
_MOVES = re.compile(r"\$R[CSXR]\(\s{0,9}\"([^\"]{1,60})\"\s{0,9},\s{0,9}\"([^\"]{1,60})\"")


def assemble(tree: html.HtmlElement) -> None:
    """Put streamed blocks, shadow roots and embedded pages in their places."""
    _open_shadow_roots(tree)
    _move_streamed_blocks(tree)
    for frame in list(tree.iter("iframe"))[:_MAX_EMBEDDED]:
        if frame.get("srcdoc", "").strip():
            _embed(frame)


def _open_shadow_roots(tree: html.HtmlElement) -> None:
    for template in [element for element in tree.iter("template") if "shadowrootmode" in element.attrib]:
        host = template.getparent()
        light = [child for child in host if child is not template]
        for slot in list(template.iter("slot")):
            name = slot.get("name", "")
            given = [child for child in light if isinstance(child.tag, str) and child.get("slot", "") == name]
            if given:
                slot.text = None
                for fallback in list(slot):
                    slot.remove(fallback)
            for child in given:
                light.remove(child)
                slot.append(child)
        template.tag = "div"
        del template.attrib["shadowrootmode"]


def _move_streamed_blocks(tree: html.HtmlElement) -> None:
    blocks = {
        element.get("id"): element
        for element in tree.iter("div", "template", "svg", "table")
        if _STREAMED.fullmatch(element.get("id", ""))
    }
    if not blocks:
        return
    places = {template.get("id"): template for template in tree.iter("template") if template.get("id")}
    told = dict(_told_moves(tree))
    # A block may hold places of blocks that come later.
    for name, block in blocks.items():
        names = (told.get(name, ""), *_guesses(name))
        place = next((places[guess] for guess in names if guess in places), None)
        if place is not None:
            _move(block, place)


def _told_moves(tree: html.HtmlElement) -> list[tuple[str, str]]:
    """The pairs (block, place) that the page's own scripts name, in either order."""
    moves = []
    for script in tree.iter("script"):
        for first, second in _MOVES.findall(script.text or ""):
            moves += [(first, second), (second, first)]
    return moves


def _guesses(block: str) -> tuple[str, ...]:
    match = _STREAMED.fullmatch(block)
    return (f"{match[1]}B:{match[2]}", f"{match[1]}P:{match[2]}") if match else ()


def _move(block: html.HtmlElement, place: html.HtmlElement) -> None:
    """Put the content of `block` where `place` stands, instead of what was shown while it was awaited."""
    if place in block.iter() or place.getparent() is None:
        return
    _drop_fallback(place)
    place.tag = "div"
    place.attrib.pop("id", None)
    place.text = block.text
    for child in list(block):
        place.append(child)
    block.text = None
    block.attrib.pop("id", None)


def _drop_fallback(place: html.HtmlElement) -> None:
    """Remove what stands between a place and the mark that ends it (`<!--/$-->`), if there is such a mark."""
    following = list(place.itersiblings())
    ends = [index for index, node in enumerate(following) if not isinstance(node.tag, str) and node.text == "/$"]
    if not ends:
        return
    place.tail = None
    for node in following[: ends[0]]:
        node.getparent().remove(node)


def _embed(frame: html.HtmlElement) -> None:
    try:
        page = parse_page(frame.get("srcdoc", ""))
    except UnreadablePage:
        return
    frame.tag = "div"
    frame.text = None
    del frame.attrib["srcdoc"]
    frame.extend(list(page.iterchildren("body")))
    for body in frame.iterchildren("body"):
        body.tag = "div"
