"""The Host header is checked, so that no other site can read a history through a name it points at this machine."""

from collections.abc import Awaitable, Callable, Iterable
from ipaddress import ip_address

from policytrail.site.headers import Application, Message, Send

_REFUSAL = b"This host is not served here; policytrail serve --allow-host NAME serves it.\n"


def only_hosts(application: Application, names: Iterable[str]) -> Application:
    """Return the application, answering 400 where Host is neither localhost, an address in figures nor of `names`.

    DNS rebinding needs a name that someone else can point elsewhere: an address in figures cannot be rebound.
    """
    allowed = frozenset({"localhost", *(name.lower().rstrip(".") for name in names)})

    async def checked(scope: Message, receive: Callable[[], Awaitable[Message]], send: Send) -> None:
        if scope["type"] == "http" and not _is_served(scope, allowed):
            headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close")]
            await send({"type": "http.response.start", "status": 400, "headers": headers})
            await send({"type": "http.response.body", "body": _REFUSAL})
        else:
            await application(scope, receive, send)

    return checked


def _is_served(scope: Message, allowed: frozenset[str]) -> bool:
    hosts = [value.decode("latin-1") for name, value in scope["headers"] if name.lower() == b"host"]
    return len(hosts) == 1 and ((name := host_name(hosts[0])) in allowed or _is_figures(name))


def host_name(host: str) -> str:
    """Return the name in a Host header, without its port, in lower case."""
    if host.startswith("["):
        return host[1:].partition("]")[0].lower()
    return host.partition(":")[0].lower().rstrip(".")


def _is_figures(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
