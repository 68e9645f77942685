"""What a page answers, for people and for programs: the same address with .json and .csv gives its rows."""

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from datasette.utils.asgi import Response

from policytrail.site.asked import Asked
from policytrail.site.frame import Frame, query_string, render
from tracker.text.printable import spreadsheet_cell

Row = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A page: its template with the context, and the rows behind it; `about` says in JSON what they are rows of."""

    template: str
    context: Row
    rows: Sequence[Row]
    about: Row = field(default_factory=dict)
    status: int = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """What was asked for has a page of its own, at this path of the site."""

    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plain:
    """A file that is no page: the style sheet."""

    body: str
    content_type: str
    lasting: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed: what writes it once it is known under which address the site is asked."""

    write: Callable[[Frame], str]
    content_type: str


Answered = Answer | Elsewhere | Plain | Feed
"""What a page may answer."""


def respond(answer: Answered, asked: Asked, frame: Frame) -> Response:
    """Return the response in the format of the address."""
    if isinstance(answer, Elsewhere):
        return Response.redirect(frame.link(answer.path))
    if isinstance(answer, Feed):
        return Response(answer.write(frame), content_type=answer.content_type)
    if isinstance(answer, Plain):
        headers = {"cache-control": "max-age=31536000, immutable"} if answer.lasting else {}
        return Response(answer.body, content_type=answer.content_type, headers=headers)
    kind = asked.parts.get("format")
    if kind == ".json":
        value = {**answer.about, "rows": list(answer.rows)}
        return Response(json.dumps(value, ensure_ascii=False), answer.status, content_type="application/json")
    if kind == ".csv":
        return Response(rows_to_csv(answer.rows), answer.status, content_type="text/csv; charset=utf-8")
    return Response.html(render(answer.template, page_context(answer, asked), frame), status=answer.status)


def page_context(answer: Answer, asked: Asked) -> Row:
    """Return what a page's template sees: its context, and where it stands."""
    path = "/-/start" if asked.path == "/" else asked.path
    given = dict(asked.parameters)
    return {"asked": given, "path": asked.path, "formats": path, "asked_query": query_string(given), **answer.context}


def rows_to_csv(rows: Sequence[Row]) -> str:
    """Return rows as CSV with a head; lists are JSON, and no cell is taken for a formula."""
    if not rows:
        return ""
    written = io.StringIO()
    writer = csv.DictWriter(written, fieldnames=list(rows[0]))
    writer.writeheader()
    writer.writerows({name: _cell(value) for name, value in row.items()} for row in rows)
    return written.getvalue()


def _cell(value: object) -> object:
    if isinstance(value, list | tuple | dict):
        return json.dumps(value, ensure_ascii=False)
    return spreadsheet_cell(value) if isinstance(value, str) else value
