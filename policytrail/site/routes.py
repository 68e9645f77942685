"""The plugin's own pages: /-/change/STEP shows a step as a redline, /-/history/DOCUMENT a document's versions."""

import asyncio
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from datasette import hookimpl
from datasette.app import Datasette
from datasette.utils.asgi import NotFound, Request, Response
from markupsafe import Markup

from policytrail.site.datasette_app import DATABASE_NAME, ReadOnlyStore
from policytrail.site.pages import StepPage, read_history, read_step
from tracker.diff.changes import compare
from tracker.diff.render_html import render_html
from tracker.text.timestamps import readable_date

Read = TypeVar("Read")
MAX_LISTED = 1000  # documents on one page; the table of documents has the others
_BODY = re.compile(r"<body[^>]*>")


@hookimpl  # type: ignore[untyped-decorator]  # datasette has no types
def register_routes() -> list[tuple[str, Callable[..., Any]]]:
    """Return the addresses and what answers them."""
    return [
        (r"^/-/change/(?P<step>\d{1,18})$", change_page),
        (r"^/-/history$", documents_page),
        (r"^/-/history/(?P<document>\d{1,18})$", history_page),
    ]


@hookimpl  # type: ignore[untyped-decorator]  # datasette has no types
def menu_links() -> list[dict[str, str]]:
    """Return the entries of Datasette's menu."""
    return [{"href": "/-/history", "label": "Documents"}]


async def change_page(datasette: Datasette, request: Request) -> Response:
    """Answer with the redline of a step, its dates, replay addresses and hashes above it."""
    step_id = int(request.url_vars["step"])
    step = await _read(datasette, lambda store: read_step(store, step_id))
    if step is None:
        raise NotFound(f"no change has the number {step_id}")
    evidence = await datasette.render_template(
        "policytrail_evidence.html", {"step": step, "link": safe_link, "day": readable_date}, request=request
    )
    return Response.html(await asyncio.to_thread(_redline, step, evidence))


def _redline(step: StepPage, evidence: str) -> str:
    comparison = compare(step.old.clauses, step.new.clauses)
    page = render_html(
        step.old.clauses,
        step.new.clauses,
        comparison,
        title=step.document.name,
        old_label=f"{step.old.label}, {step.old.shown}",
        new_label=f"{step.new.label}, {step.new.shown}",
    )
    return _BODY.sub(lambda body: body[0] + evidence, page, count=1)


async def history_page(datasette: Datasette, request: Request) -> Response:
    """Answer with a document's versions and links to the redlines between them."""
    document_id = int(request.url_vars["document"])
    page = await _read(datasette, lambda store: read_history(store, document_id))
    if page is None:
        raise NotFound(f"no document has the number {document_id}")
    context = {"page": page, "link": safe_link, "day": readable_date}
    return Response.html(await datasette.render_template("policytrail_history.html", context, request=request))


async def documents_page(datasette: Datasette, request: Request) -> Response:
    """Answer with the documents tracked, or lead to the history of the one named by ?document=."""
    documents = await _read(datasette, lambda store: store.documents())
    name = request.args.get("document")
    if name is None:
        context = {"documents": documents[:MAX_LISTED], "total": len(documents)}
        return Response.html(await datasette.render_template("policytrail_documents.html", context, request=request))
    found = next((document.id for document in documents if document.name == name), None)
    if found is None:
        raise NotFound("no document of that name is tracked")
    return Response.redirect(f"/-/history/{found}")


async def _read(datasette: Datasette, read: Callable[[ReadOnlyStore], Read]) -> Read:
    database = datasette.get_database(DATABASE_NAME)
    result: Read = await database.execute_fn(lambda connection: read(ReadOnlyStore(Path(database.path), connection)))
    return result


def safe_link(address: str) -> Markup:
    """Return an address as a link if it is of the web, else as text: an archive's `javascript:` never becomes one."""
    if address.lower().startswith(("https://", "http://")):
        return Markup('<a href="{}" rel="noreferrer noopener">{}</a>').format(address, address)
    return Markup("{}").format(address)
