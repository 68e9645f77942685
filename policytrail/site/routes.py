"""The plugin's own pages: which address is answered by what, in which format."""

import re
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from datasette import hookimpl
from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from db.errors import PolicytrailError, UnknownTarget, UsageError
from db.store import Store
from policytrail.site.answers import Answer, Answered, Plain, respond
from policytrail.site.asked import Asked
from policytrail.site.change_page import change_page
from policytrail.site.clause_page import clause_page, clauses_page
from policytrail.site.compare_page import compare_page
from policytrail.site.datasette_app import DATABASE_NAME, ReadOnlyStore
from policytrail.site.document_page import document_page
from policytrail.site.feeds import feed_page
from policytrail.site.frame import STYLE_PATH, Frame, stylesheet
from policytrail.site.overview import documents_page, start_page
from policytrail.site.search_page import search_page
from policytrail.site.trends_page import trends_page
from policytrail.site.version_page import version_page

Reader = Callable[[Store, Asked], Answered]


def style_page(store: Store, asked: Asked) -> Plain:  # noqa: ARG001 - a Reader
    """Answer with the style sheet."""
    return Plain(body=stylesheet(), content_type="text/css; charset=utf-8", lasting=True)


PAGES: dict[str, Reader] = {
    r"/": start_page,
    r"/-/start": start_page,
    r"/-/history": documents_page,
    r"/-/history/(?P<document>\d{1,18})": document_page,
    r"/-/version/(?P<document>\d{1,18})/(?P<version>\d{1,9})": version_page,
    r"/-/change/(?P<step>\d{1,18})": change_page,
    r"/-/clause/(?P<document>\d{1,18})/(?P<lineage>\d{1,9})": clause_page,
    r"/-/clauses/(?P<document>\d{1,18})": clauses_page,
    r"/-/search": search_page,
    r"/-/compare": compare_page,
    r"/-/trends": trends_page,
}
"""What answers each address; the formats are added."""
FILES: dict[str, Reader] = {re.escape(STYLE_PATH): style_page, r"/-/feed[.](?P<kind>atom|json)": feed_page}


@hookimpl  # type: ignore[untyped-decorator]  # datasette has no types
def register_routes() -> list[tuple[str, Callable[..., Any]]]:
    """Return the addresses and what answers them; `/.json` stays Datasette's."""
    pages = [
        (rf"^{path}{'' if path == '/' else r'(?P<format>[.](?:json|csv))?'}$", _view(reader))
        for path, reader in PAGES.items()
    ]
    return [*pages, *((rf"^{path}$", _view(reader)) for path, reader in FILES.items())]


@hookimpl  # type: ignore[untyped-decorator]  # datasette has no types
def menu_links(datasette: Datasette) -> list[dict[str, str]]:
    """Return the entries of Datasette's menu."""
    entries = (("/", "Recent changes"), ("/-/history", "Documents"), ("/-/search", "Search"))
    return [{"href": datasette.urls.path(path), "label": label} for path, label in entries]


def _view(reader: Reader) -> Callable[[Datasette, Request], Awaitable[Response]]:
    async def view(datasette: Datasette, request: Request) -> Response:
        parts = {name: value for name, value in request.url_vars.items() if value is not None}
        parameters = {name: request.args.get(name) for name in request.args}
        asked = Asked(
            path=_path(datasette, request).removesuffix(parts.get("format", "")), parts=parts, parameters=parameters
        )
        origin = f"{request.scheme}://{request.host}"
        frame = Frame(title=_title(datasette), link=lambda path: str(datasette.urls.path(path)), origin=origin)
        database = datasette.get_database(DATABASE_NAME)
        return await database.execute_fn(
            lambda connection: respond(
                _answer(reader, ReadOnlyStore(Path(database.path), connection), asked), asked, frame
            )
        )

    return view


def _path(datasette: Datasette, request: Request) -> str:
    base = datasette.setting("base_url").rstrip("/")
    return request.path.removeprefix(base) or "/"


def _title(datasette: Datasette) -> str:
    return str(datasette.metadata("title") or "Policy histories")


def _answer(reader: Reader, store: Store, asked: Asked) -> Answered:
    """Return what the reader answers; what is not there or makes no sense is a page with a helpful word."""
    try:
        return reader(store, asked)
    except UnknownTarget as error:
        return _refusal(error, status=404, heading="Not here")
    except UsageError as error:
        return _refusal(error, status=400, heading="That cannot be shown")


def _refusal(error: PolicytrailError, *, status: int, heading: str) -> Answer:
    message = re.sub(r" in /\S+", "", str(error))  # where the database lies is nobody's business
    context = {"heading": heading, "message": message}
    return Answer(template="error.html", context=context, rows=[], about={"error": message}, status=status)
