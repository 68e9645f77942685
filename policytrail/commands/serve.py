"""`policytrail serve`: look at the history in a browser."""

import signal
import socket
import webbrowser
from pathlib import Path

import uvicorn
from datasette.plugins import pm

from db.errors import UsageError
from db.store import Store
from policytrail import site as plugin
from policytrail.commands.output import print_line
from policytrail.site.datasette_app import DATABASE_NAME, TITLE, make_site
from policytrail.site.hosts import only_hosts


def serve_history(
    *,
    db_path: Path,
    host: str,
    port: int,
    open_browser: bool,
    allowed: tuple[str, ...] = (),
    title: str | None = None,
    base_url: str = "/",
) -> None:
    """Serve the Datasette site until it is stopped, under `host`, localhost and the names `allowed`.

    `base_url` is the path under which a proxy in front of it publishes it.
    """
    published = f"/{base_url.strip('/')}/" if base_url.strip("/") else "/"
    store = Store(db_path, create=False)
    try:
        listener = listen(host, port)
        if not pm.is_registered(plugin):
            pm.register(plugin)
        site = make_site(db_path, title=title or TITLE, base_url=published)
        address = f"http://{_bracketed(host)}:{listener.getsockname()[1]}/"
        print_line(f"{db_path} at {address} (Ctrl-C stops it)")
        if open_browser:
            webbrowser.open(address)
        serve_until_stopped(only_hosts(site.app(), (host, *allowed)), listener)
        site.get_database(DATABASE_NAME).close()
    finally:
        store.close()  # closed last, it removes the -wal and -shm files that readers leave


def listen(host: str, port: int) -> socket.socket:
    """Return a listening socket; raises UsageError if the address is taken or not ours."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family)
    except OSError as error:
        message = f"{host}:{port}: cannot listen there ({error.strerror or error}); give another --host or --port"
        raise UsageError(message) from error


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def serve_until_stopped(application: object, listener: socket.socket) -> None:
    """Serve until Ctrl-C or SIGTERM; both are the normal end.

    uvicorn shuts down and then raises the signal again, for the handler that was there before.
    """
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    server = uvicorn.Server(uvicorn.Config(application, log_level="warning", lifespan="on", workers=1))  # type: ignore[arg-type]
    try:
        server.run(sockets=[listener])
    except KeyboardInterrupt:
        pass
    finally:
        signal.signal(signal.SIGTERM, before)
