"""Panels that a button of the page opens: closed, they are as much of its text as the open ones.

Style sheets and scripts are not read, so what opens a panel is told by its attributes, as for a screen reader.
"""

from collections.abc import Iterator

from lxml import html

from tracker.page.visibility import show

_CONTROLS = frozenset(("button", "summary"))
_CONTROL_ROLES = frozenset(("button", "tab"))
_POINTERS = ("aria-controls", "data-target", "data-bs-target", "href")
_HOSTS = frozenset(("nav", "header", "footer", "dialog", "form"))
_FEWEST_WORDS = 5


def open_panels(tree: html.HtmlElement) -> None:
    """Show the hidden elements with text that the page's own controls open."""
    named = set(_opened(tree))
    hidden = [element for element in tree.iter() if "hidden" in element.attrib or "aria-hidden" in element.attrib
              or "display" in element.get("style", "")]  # fmt: skip
    for element in hidden:
        is_found = element.get("hidden", "").lower() == "until-found"
        if is_found or ((element.get("id") in named or _follows_control(element)) and _holds_text(element)):
            show(element)


def _opened(tree: html.HtmlElement) -> Iterator[str]:
    """The ids that the controls of the page name."""
    for element in tree.iter():
        if _is_control(element):
            for pointer in _POINTERS:
                value = element.get(pointer, "")
                if pointer == "aria-controls":
                    yield value
                yield from (name.lstrip("#") for name in value.split())


def _is_control(element: html.HtmlElement) -> bool:
    return (
        element.tag in _CONTROLS
        or element.get("role") in _CONTROL_ROLES
        or "aria-expanded" in element.attrib
        or "aria-controls" in element.attrib
        or "data-bs-target" in element.attrib
        or "data-target" in element.attrib
    )


def _follows_control(element: html.HtmlElement) -> bool:
    """Whether the element before this one is nothing but a control that says it opens something."""
    before = element.getprevious()
    if before is None or not isinstance(before.tag, str):
        return False
    controls = [inner for inner in before.iter() if "aria-expanded" in inner.attrib or inner.tag == "button"]
    return bool(controls) and _words(controls[0]) == _words(before)


def _holds_text(element: html.HtmlElement) -> bool:
    """Whether the element says more than its links, outside of what are menus and forms."""
    if element.tag in _HOSTS or any(above.tag in _HOSTS for above in element.iterancestors()):
        return False
    if element.get("role") in ("menu", "dialog", "alertdialog", "listbox", "tooltip", "navigation"):
        return False
    linked = sum(len(_words(link)) for link in element.iter("a"))
    words = len(_words(element))
    return words >= _FEWEST_WORDS and linked * 2 <= words


def _words(element: html.HtmlElement) -> list[str]:
    return "".join(element.itertext()).split()
