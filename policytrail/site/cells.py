"""Cells of Datasette's tables: steps and documents lead to their pages, timestamps are readable, finds are marked."""

import re
from urllib.parse import urlencode

from datasette import hookimpl
from markupsafe import Markup, escape

from db.search import MARK_END, MARK_START

_STAMP = re.compile(r"\A(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)\Z", re.ASCII)
_STAMP_COLUMNS = frozenset({"timestamp", "not_before", "first_capture", "last_capture", "valid_from", "valid_to"})


@hookimpl  # type: ignore[untyped-decorator]  # datasette has no types
def render_cell(value: object, column: str, table: str | None) -> Markup | None:
    """Return a cell's HTML where we know better than Datasette, which escapes the rest and links http addresses."""
    if column == "step" and isinstance(value, int):
        return Markup('<a href="/-/change/{}">{}</a>').format(value, value)
    if table == "steps" and column == "id" and isinstance(value, int):
        return Markup('<a href="/-/change/{}">redline {}</a>').format(value, value)
    if table == "documents" and column == "id" and isinstance(value, int):
        return Markup('<a href="/-/history/{}">history {}</a>').format(value, value)
    return _text_cell(value, column) if isinstance(value, str) else None


def _text_cell(value: str, column: str) -> Markup | None:
    if column == "document":
        return Markup('<a href="/-/history?{}">{}</a>').format(urlencode({"document": value}), value)
    if column in _STAMP_COLUMNS and (stamp := _STAMP.match(value)):
        year, month, day, hour, minute, second = stamp.groups()
        return Markup('<span title="{}">{}-{}-{} {}:{}:{}</span>').format(value, year, month, day, hour, minute, second)
    if column == "clause" and MARK_START in value:
        return Markup(str(escape(value)).replace(MARK_START, "<mark>").replace(MARK_END, "</mark>"))  # noqa: S704 - escaped first
    return None
