"""Mail and web servers on loopback that take messages, or misbehave as told."""

import json
import random
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from aiosmtpd.controller import Controller

Talk = Callable[[socket.socket, threading.Event], None]
SMTP_FAULTS = (
    "greeting 554",
    "refuse one",
    "refuse all",
    "full 452",
    "error after data",
    "lost after data",
    "quit 421",
)
HTTP_FAULTS = ("500", "429", "reset", "stall", "drip", "redirect", "lost after data")


def free_port() -> int:
    """Return a port that was free a moment ago: aiosmtpd asks itself at the port it was given, so 0 will not do."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(kw_only=True)
class Received:
    """What came in: `mails` are (recipients, message), `posts` (headers, JSON). `fault` tells what to do wrong next."""

    fault: Callable[[], str] = lambda: ""
    mails: list[tuple[list[str], Message]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    posts: list[tuple[dict[str, str], object]] = field(default_factory=list)
    address: str = ""
    port: int = 0
    answer: bytes = b'{"access_token": "t", "user_id": "@u:h", "room_id": "!r:h", "event_id": "$e"}'

    @property
    def told(self) -> list[tuple[str, str]]:
        """Each message that was taken: (recipient, key)."""
        mailed = [
            (who, str(message["Message-ID"]).strip("<>").partition("@")[0])
            for recipients, message in self.mails
            for who in recipients
        ]
        return mailed + [(self.address, headers["webhook-id"]) for headers, _ in self.posts]


def faults(seed: int, share: float, kinds: tuple[str, ...]) -> Callable[[], str]:
    """Return a function that says what goes wrong next: nothing, or one of the kinds."""
    chance = random.Random(seed)
    return lambda: chance.choice(kinds) if chance.random() < share else ""


class _Mailbox:
    """aiosmtpd's handler: one fault is drawn for each session."""

    def __init__(self, received: Received) -> None:
        self.received = received

    async def handle_EHLO(self, server, session, envelope, hostname, responses):  # noqa: N802 - aiosmtpd's name
        session.fault = self.received.fault()
        session.host_name = hostname
        return ["421 not now"] if session.fault == "greeting 554" else responses

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802 - aiosmtpd's name
        if session.fault == "refuse all" or (session.fault == "refuse one" and not envelope.rcpt_tos):
            session.fault = "" if session.fault == "refuse one" else session.fault
            return "451 greylisted"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - aiosmtpd's name
        if session.fault == "full 452":
            return "452 full"
        if session.fault == "error after data":
            return "554 no"
        self.received.mails.append((list(envelope.rcpt_tos), message_from_bytes(envelope.content)))
        if session.fault == "lost after data":
            server.transport.abort()
        return "250 OK"

    async def handle_QUIT(self, server, session, envelope):  # noqa: N802 - aiosmtpd's name
        return "421 no" if session.fault == "quit 421" else "221 Bye"


@contextmanager
def mail_server(fault: Callable[[], str] = lambda: "") -> Iterator[Received]:
    """Run a mail server until the block ends."""
    received = Received(fault=fault, port=free_port())
    controller = Controller(_Mailbox(received), hostname="127.0.0.1", port=received.port)
    controller.start()
    try:
        yield received
    finally:
        controller.stop()


class _Receiver(BaseHTTPRequestHandler):
    """Takes a post, or does the fault that is drawn for it."""

    received: Received
    ended: threading.Event

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        kind = self.received.fault()
        if kind in {"", "lost after data"}:
            headers = {name.lower(): value for name, value in self.headers.items()}
            self.received.paths.append(self.path)
            self.received.posts.append((headers, _json(body)))
        if kind in {"reset", "lost after data"}:
            self.close_connection = True
            self.connection.close()
        elif kind == "stall":
            self.ended.wait(3)
        elif kind == "drip":
            self._drip()
        else:
            self._answer({"500": 500, "429": 429, "redirect": 302}.get(kind, 200))

    do_PUT = do_GET = do_POST  # noqa: N815 - http.server's names

    def _answer(self, status: int) -> None:
        self.send_response(status)
        if status == 429:
            self.send_header("retry-after", "7")
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(self.received.answer)))
        self.end_headers()
        self.wfile.write(self.received.answer)

    def _drip(self) -> None:
        for byte in b"HTTP/1.1 200 OK\r\nx: " + b"y" * 1000:
            if self.ended.wait(0.05):
                return
            try:
                self.wfile.write(bytes([byte]))
            except OSError:
                return

    def log_message(self, *words: object) -> None:
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Who posted was killed, or was hung up on."""


@contextmanager
def web_server(fault: Callable[[], str] = lambda: "") -> Iterator[Received]:
    """Run a web server that takes whatever is posted, until the block ends."""
    received = Received(fault=fault)
    ended = threading.Event()

    handler = type("Handler", (_Receiver,), {"received": received, "ended": ended})

    with _Server(("127.0.0.1", 0), handler) as server:
        received.port = server.server_port
        received.address = f"http://127.0.0.1:{server.server_port}/hook"
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        try:
            yield received
        finally:
            ended.set()
            server.shutdown()


def _json(body: bytes) -> object:
    try:
        return json.loads(body or b"null")
    except ValueError:
        return body.decode(errors="replace")


@contextmanager
def raw_server(talk: Talk) -> Iterator[int]:
    """Run a server that does with each connection what `talk` does; gives its port."""
    ended = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.05)

        def serve() -> None:
            while not ended.is_set():
                try:
                    connection, _ = listener.accept()
                except OSError:
                    continue
                threading.Thread(target=_talk, args=(talk, connection, ended), daemon=True).start()

        threading.Thread(target=serve, daemon=True).start()
        try:
            yield int(listener.getsockname()[1])
        finally:
            ended.set()


def _talk(
    talk: Callable[[socket.socket, threading.Event], None], connection: socket.socket, ended: threading.Event
) -> None:
    with connection:
        try:
            talk(connection, ended)
        except OSError:
            return
