"""What trafilatura takes as the main text of a page: the second reader, whose opinion the extraction reconciles with.

Reads the tree that the first reader has read, so that nothing is parsed twice. Trafilatura's recall mode without its
rivals (readability, jusText) is asked: they cost as much again and would bring a third opinion, not a second.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree, html
from trafilatura import bare_extraction
from trafilatura.settings import Document, use_config

MAX_DEPTH = 200
"""Trafilatura calls itself once a level of nested lists: deeper, the answer would hang on Python's stack."""
MAX_ELEMENTS = 20_000
MAX_CHARACTERS = 1_500_000
MAX_STEPS = 400_000
"""The sum of all elements' depths: trafilatura looks at what stands inside each element again and again."""

_CONFIG = use_config()
_CONFIG.set("DEFAULT", "MIN_OUTPUT_SIZE", "0")
"""A text may be of any length: a short one is an opinion too, not a failure to log."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondReading:
    """The main text after trafilatura, a line for each paragraph, list, table or heading; `note`: why there is none."""

    lines: tuple[str, ...]
    note: str | None = None


def read_main_text(tree: html.HtmlElement) -> SecondReading:
    """Return what trafilatura takes as the main text; no lines when the tree is beyond the bounds or it finds none.

    The tree is left as it is. Trafilatura raises nothing within the bounds: it turns its own ValueError and TypeError
    into None, and the depth keeps it from RecursionError.
    """
    if excess := _excess(tree):
        return SecondReading(lines=(), note=f"trafilatura was not asked for a second opinion: {excess}")
    document = bare_extraction(
        tree,
        fast=True,
        favor_recall=True,
        include_comments=False,
        include_tables=True,
        output_format="txt",
        config=_CONFIG,
    )
    return SecondReading(lines=tuple(_lines(document.body)) if isinstance(document, Document) else ())


def _excess(tree: html.HtmlElement) -> str | None:
    """What makes the tree too much for trafilatura, None if nothing does."""
    depth = elements = steps = characters = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if event == "end":
            depth -= 1
            continue
        depth += 1
        elements += 1
        steps += depth
        characters += len(element.text or "") + len(element.tail or "")
        if depth > MAX_DEPTH:
            return f"elements nest more than {MAX_DEPTH} deep"
        if elements > MAX_ELEMENTS or steps > MAX_STEPS or characters > MAX_CHARACTERS:
            return "the page is too large"
    return None


def _lines(body: etree._Element) -> Iterator[str]:
    for element in (None, *body):
        texts = [body.text] if element is None else [*element.itertext(), element.tail]
        if line := " ".join(" ".join(str(text or "") for text in texts).split()):
            yield line
