"""Whether a page hides an element, or strikes it out, by the element's own attributes; style sheets are not read."""

import re

from lxml import html

_HIDDEN_STYLE = re.compile(r"(?:display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden)", re.IGNORECASE)
_STRUCK_STYLE = re.compile(r"text-decoration(?:-line)?\s{0,9}:[^;]{0,99}?line-through", re.IGNORECASE)
_STRUCK = frozenset(("del", "s", "strike"))


def is_hidden(element: html.HtmlElement) -> bool:
    """Return whether the element is hidden by its own attributes."""
    attributes = element.attrib
    return (
        "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or ("style" in attributes and _HIDDEN_STYLE.search(attributes["style"]) is not None)
    )


def is_struck_out(element: html.HtmlElement) -> bool:
    """Return whether a line is drawn through the element's words: they are no longer in force."""
    if element.tag in _STRUCK:
        return True
    style = element.get("style")
    return style is not None and _STRUCK_STYLE.search(style) is not None


def show(element: html.HtmlElement) -> None:
    """Take away what hides the element."""
    for name in ("hidden", "aria-hidden"):
        element.attrib.pop(name, None)
    if "style" in element.attrib:
        element.set("style", _HIDDEN_STYLE.sub("", element.get("style", "")))
