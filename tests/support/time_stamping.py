"""A time stamping authority on loopback: its certificate is made for the test, openssl signs."""

import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

_CONFIG = """
[req]
distinguished_name = name
x509_extensions = stamping
prompt = no
[name]
CN = a test
[stamping]
extendedKeyUsage = critical,timeStamping
basicConstraints = CA:TRUE
[tsa]
default_tsa = one
[one]
serial = serial
default_policy = 1.2.3.4
digests = sha256
signer_digest = sha256
"""


class Authority:
    """Signs queries in a folder of its own; `certificate` is what verifies."""

    def __init__(self, folder: Path) -> None:
        """Make its key and certificate."""
        self._folder = folder
        self.certificate = folder / "tsa.pem"
        (folder / "tsa.cnf").write_text(_CONFIG)
        (folder / "serial").write_text("01\n")
        self._openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "tsa.key", "-out", "tsa.pem",
                      "-days", "2", "-config", "tsa.cnf")  # fmt: skip

    def sign(self, query: bytes) -> bytes:
        """Return the reply to a query."""
        (self._folder / "query.tsq").write_bytes(query)
        self._openssl("ts", "-reply", "-queryfile", "query.tsq", "-signer", "tsa.pem", "-inkey", "tsa.key",
                      "-config", "tsa.cnf", "-out", "reply.tsr")  # fmt: skip
        return (self._folder / "reply.tsr").read_bytes()

    def _openssl(self, *words: str) -> None:
        subprocess.run(["openssl", *words], cwd=self._folder, check=True, capture_output=True)


@contextmanager
def answering(answer: Callable[[bytes], tuple[int, bytes]]) -> Iterator[str]:
    """Yield the address of a server that answers a POST with (status, body) of what came."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            status, body = answer(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            try:
                self.wfile.write(body)
            except OSError:
                return

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/tsr"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
