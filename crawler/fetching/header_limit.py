"""A bound on the headers of a reply, which Twisted does not have: it bounds a line, not how many there are."""

from twisted.web import _newclient

MAX_HEADER_BYTES = 256 * 1024
"""Sixteen times what servers send at most; the Wayback Machine passes on the headers of the archived answer too."""


class EndlessHeaders(Exception):
    """A reply whose headers go on for longer than any do."""


class BoundedParser(_newclient.HTTPClientParser):
    """Reads a reply, and gives up one whose headers have no end."""

    header_bytes = 0

    def lineReceived(self, line: bytes) -> None:  # noqa: N802 - Twisted's name
        """Take a line of the reply; raises EndlessHeaders, upon which Twisted closes the connection."""
        self.header_bytes += len(line)
        if self.header_bytes > MAX_HEADER_BYTES:
            message = f"more than {MAX_HEADER_BYTES} bytes of headers"
            raise EndlessHeaders(message)
        super().lineReceived(line)  # type: ignore[no-untyped-call]  # Twisted does not type its private modules


def bound_reply_headers() -> None:
    """Let all replies of this process be read with the bound; Twisted's client names its parser in its module."""
    _newclient.HTTPClientParser = BoundedParser  # type: ignore[misc]  # there is no other place to give it one
