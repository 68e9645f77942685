"""Response headers that keep hostile text from doing anything, should it ever slip through the escaping."""

import base64
import hashlib
import re
from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from functools import cache
from importlib.resources import files
from typing import Any

from datasette import hookimpl

Message = MutableMapping[str, Any]  # Any: ASGI's messages
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Message, Callable[[], Awaitable[Message]], Send], Awaitable[None]]

_INLINE_SCRIPT = re.compile(r"<script>([^<]*+(?:<(?!/script>)[^<]*+)*+)(?:</script>|\Z)")
_FACET_SCRIPTS = ("DATASETTE_ALLOW_FACET = true;", "DATASETTE_ALLOW_FACET = false;")


@cache
def content_security_policy() -> str:
    """Return the policy: only Datasette's own scripts run, by file or by hash; its styles are inline.

    https://www.w3.org/TR/CSP3/#framework-directive-source-list
    """
    hashes = " ".join(f"'sha256-{_sha256_base64(script)}'" for script in _datasette_scripts())
    return (
        f"default-src 'none'; script-src 'self' {hashes}; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
        " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )


def _datasette_scripts() -> Iterator[str]:
    """The scripts that Datasette writes into its pages; none of them depends on what is shown."""
    templates = files("datasette") / "templates"
    for name in ("_close_open_menus.html", "_codemirror_foot.html"):
        yield from _INLINE_SCRIPT.findall((templates / name).read_text(encoding="utf-8"))
    yield from _FACET_SCRIPTS


def _sha256_base64(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


@hookimpl  # type: ignore[untyped-decorator]  # datasette has no types
def asgi_wrapper() -> Callable[[Application], Application]:
    """Return what adds the headers to every response."""
    added = [
        (b"content-security-policy", content_security_policy().encode()),
        (b"x-content-type-options", b"nosniff"),
        (b"referrer-policy", b"no-referrer"),
    ]

    def wrap(application: Application) -> Application:
        async def with_headers(scope: Message, receive: Callable[[], Awaitable[Message]], send: Send) -> None:
            async def send_with_headers(message: Message) -> None:
                if message["type"] == "http.response.start":
                    kept = [pair for pair in message.get("headers", []) if pair[0].lower() not in dict(added)]
                    message = {**message, "headers": [*kept, *added]}
                await send(message)

            await application(scope, receive, send_with_headers)

        return with_headers

    return wrap
