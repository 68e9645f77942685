"""Which elements a page hides, by their own attributes."""

import re

from lxml import html

_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def is_hidden(element: html.HtmlElement) -> bool:
    """Whether the element is hidden by its own attributes; style sheets are not read."""
    attributes = element.attrib
    return (
        "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or ("style" in attributes and _HIDDEN_STYLE.search(attributes["style"]) is not None)
    )
