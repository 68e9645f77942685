"""Marks that stand in a text without being of it: links to a heading beside its words, the numbers of footnotes.

Before the tree is read, permalinks are taken out of it and footnotes lose their numbers: when a footnote is inserted,
all the numbers after it change, and no clause does but the one that it explains.
"""

import re

from lxml import html

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_PERMALINK = re.compile(
    r"\b(?:anchor|permalink|header-?link|heading-?(?:link|anchor)|hash-?link|self-?link)", re.IGNORECASE
)
_MARK = re.compile(r"[\[(]?(?:\d{1,3}|[*†‡§¶]{1,3}|[a-zA-Z])[\])]?")
_NUMBER_MARK = re.compile(r"[\[(]?\d{1,3}[\])]?")
_BRACKETED = re.compile(r"\[\d{1,3}\]")
_NOTED = "[n]"
"""Stands where a footnote explains the words before it."""
_EXPONENT_AFTER = re.compile(r"(?:\d|\b(?:[kcmdµ]?m|ft|in|yd|mi|[a-zA-Z]))\Z")


def drop_marks(tree: html.HtmlElement) -> None:
    """Take permalinks out of headings and the marks of footnotes out of the text, in place."""
    for link in list(tree.iter("a")):
        if _is_permalink(link):
            _remove(link)
        elif _is_bracketed_mark(link):
            _remove(link, instead=_NOTED)
    raised = list(tree.iter("sup"))
    noted = {_text(mark) for mark in raised if _begins_note(mark)}
    for mark in raised:
        text = _text(mark)
        if _is_linked_mark(mark, text):
            _remove(mark, instead="" if _begins_note(mark) else _NOTED)
        elif _NUMBER_MARK.fullmatch(text):
            if _EXPONENT_AFTER.search(_before(mark)):
                mark.tag = "span"
            elif text in noted:
                _remove(mark, instead="" if _begins_note(mark) else _NOTED)


def _is_permalink(link: html.HtmlElement) -> bool:
    """Whether a link only leads to the heading it stands in (or beside, if its class says so)."""
    target = link.get("href", "").rpartition("#")
    if not target[1] or not _text(link):
        return False
    heading = next((above for above in link.iterancestors() if above.tag in _HEADINGS), None)
    is_called_so = _PERMALINK.search(link.get("class", "")) is not None
    if heading is None:
        return is_called_so and len(_text(link).split()) <= 6 and _stands_beside_heading(link)
    if len(_text(heading)) == len(_text(link)):
        return False
    around = (heading, *heading.iterancestors(), *heading.iter())
    return is_called_so or any(target[2] in (element.get("id"), element.get("name")) for element in around)


def _stands_beside_heading(link: html.HtmlElement) -> bool:
    beside = (link.getprevious(), link.getnext())
    return any(element is not None and element.tag in _HEADINGS for element in beside)


def _is_bracketed_mark(link: html.HtmlElement) -> bool:
    return link.get("href", "").startswith("#") and _BRACKETED.fullmatch(_text(link)) is not None


def _is_linked_mark(mark: html.HtmlElement, text: str) -> bool:
    """Whether a raised mark is a link within the page, or stands in one."""
    if not _MARK.fullmatch(text):
        return False
    links = [*mark.iter("a"), *(above for above in mark.iterancestors() if above.tag == "a")]
    return any("#" in link.get("href", "") for link in links)


def _begins_note(mark: html.HtmlElement) -> bool:
    """Whether a raised number begins its paragraph, as it does where the note itself stands."""
    return not _before(mark) and _NUMBER_MARK.fullmatch(_text(mark)) is not None


def _before(mark: html.HtmlElement) -> str:
    """The characters in its line that stand before a mark."""
    previous, parent = mark.getprevious(), mark.getparent()
    if previous is None:
        text = (parent.text or "") if parent is not None else ""
        is_inline = parent is not None and parent.tag in ("b", "strong", "i", "em", "span", "a", "font", "u")
        return text[-20:].strip() or (_before(parent) if is_inline else "")
    return (previous.tail or "")[-20:].strip() or ("" if previous.tag in ("br", "hr") else _text(previous)[-20:])


def _remove(element: html.HtmlElement, *, instead: str = "") -> None:
    """Take an element out with its text, but not the text after it; put other characters in its place."""
    parent = element.getparent()
    if parent is None:
        return
    tail, previous = instead + (element.tail or ""), element.getprevious()
    parent.remove(element)
    if previous is None:
        parent.text = (parent.text or "") + tail
    else:
        previous.tail = (previous.tail or "") + tail


def _text(element: html.HtmlElement) -> str:
    return " ".join("".join(element.itertext()).split())
