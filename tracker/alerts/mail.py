"""Mail: one message of plain text and HTML, through the SMTP server the environment names."""

import smtplib
import ssl
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import formatdate
from enum import StrEnum
from typing import IO, Any, TypeAlias
from urllib.parse import quote

from db.errors import UsageError
from tracker.alerts.channels import DeliveryFailed, mail_address
from tracker.alerts.deadline import DeadlinePassed, whole_deadline
from tracker.alerts.secret_settings import setting as secret_setting
from tracker.text.printable import printable

TIMEOUT_SECONDS = 30.0
WHOLE_SECONDS = 90.0
LEAVE_SECONDS = 5.0
MAX_REPLY_BYTES = 1_000_000
SUBJECT_CHARACTERS = 200
Refusals: TypeAlias = Mapping[str, tuple[int, bytes]]


class Security(StrEnum):
    """How the connection is protected: from the start (SSL), after a greeting (STARTTLS), or not at all."""

    STARTTLS = "starttls"
    SSL = "ssl"
    NONE = "none"


# RFC 6409 (submission), RFC 8314 (implicit TLS), RFC 5321 (relay).
_PORTS = {Security.STARTTLS: 587, Security.SSL: 465, Security.NONE: 25}


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpServer:
    """A mail server; the password is not shown when the value is printed."""

    host: str
    port: int
    security: Security
    sender: str
    user: str | None
    password: str | None = field(repr=False)


def smtp_server(environment: Mapping[str, str]) -> SmtpServer:
    """Return the server that POLICYTRAIL_SMTP_HOST, _PORT, _USER, _PASSWORD, _FROM and _SECURITY name.

    Raises UsageError; its messages never have the password.
    """

    def setting(name: str) -> str | None:
        return secret_setting(environment, f"POLICYTRAIL_SMTP_{name}")

    host, sender, user, password = setting("HOST"), setting("FROM"), setting("USER"), setting("PASSWORD")
    if host is None:
        message = "mail needs a server: set POLICYTRAIL_SMTP_HOST (and _PORT, _USER, _PASSWORD, _FROM, _SECURITY)"
        raise UsageError(message)
    if sender is None and (user is None or "@" not in user):
        message = "mail needs a sender: set POLICYTRAIL_SMTP_FROM to an address"
        raise UsageError(message)
    security = _security(setting("SECURITY"))
    if security is Security.NONE and user is not None:
        message = "POLICYTRAIL_SMTP_SECURITY=none would send the password in the clear; use starttls or ssl"
        raise UsageError(message)
    return SmtpServer(
        host=host,
        port=_port(setting("PORT"), security),
        security=security,
        sender=mail_address(sender or user or "", "POLICYTRAIL_SMTP_FROM"),
        user=user,
        password=password,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A page that goes with a mail."""

    name: str
    page: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What a mail says and how it is filed: `key` is the same on every try, `threads` name what it is about."""

    key: str
    subject: str
    text: str
    html: str
    threads: tuple[str, ...] = ()
    unsubscribe: str | None = None
    attachments: tuple[Attachment, ...] = ()


def compose_mail(sender: str, recipients: tuple[str, ...], letter: Letter) -> EmailMessage:
    """Return the message. No header can be injected: control characters become spaces, addresses are parsed."""
    domain = sender.rpartition("@")[2]
    message = EmailMessage()
    message["From"] = sender
    message["To"] = ", ".join(recipients)
    message["Subject"] = printable(letter.subject)[:SUBJECT_CHARACTERS]
    message["Date"] = formatdate(usegmt=True)
    message["Message-ID"] = f"<{letter.key}@{domain}>"
    if letter.threads:  # RFC 5322, 3.6.4: those who read mail by threads find the messages about a document together
        message["References"] = " ".join(f"<{thread}@{domain}>" for thread in letter.threads)
    if letter.unsubscribe:
        message["List-Unsubscribe"] = f"<mailto:{sender}?subject={quote(letter.unsubscribe)}>"
        message["List-ID"] = f"policytrail <policytrail.{domain}>"
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no out-of-office replies
    message.set_content(letter.text)
    message.add_alternative(letter.html, subtype="html")
    for attached in letter.attachments:
        message.add_attachment(attached.page, subtype="html", filename=attached.name)
    return message


def send_mail(server: SmtpServer, recipients: tuple[str, ...], message: EmailMessage) -> dict[str, str]:
    """Send the message; returns, for each recipient the server refused, why.

    Raises DeliveryFailed, which never has what the server said, if nobody got it. What was taken stays taken, whatever
    the server answers when we take our leave.
    """
    refused: Refusals
    with _explained(server), whole_deadline(WHOLE_SECONDS):
        client = _connect(server)
        with _closed_on_error(client):
            try:
                refused = client.send_message(message, server.sender, list(recipients))
            except smtplib.SMTPRecipientsRefused as error:
                refused = error.recipients
    _take_leave(client)
    return {recipient: f"refused ({code})" for recipient, (code, _) in refused.items()}


def check_server(server: SmtpServer) -> None:
    """Connect and log in, and send nothing; raises DeliveryFailed."""
    with _explained(server), whole_deadline(WHOLE_SECONDS):
        client = _connect(server)
    _take_leave(client)


@contextmanager
def _explained(server: SmtpServer) -> Iterator[None]:
    """Turn what goes wrong with a server into DeliveryFailed."""
    try:
        yield
    except DeadlinePassed as error:
        raise _failed(server, f"took longer than {WHOLE_SECONDS:.0f} s") from error
    except (smtplib.SMTPException, OSError) as error:
        raise _failed(server, _reason(error)) from error


def _reason(error: smtplib.SMTPException | OSError) -> str:
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return f"refused the user or the password ({error.smtp_code})"
    if isinstance(error, smtplib.SMTPResponseException):
        return f"answered {error.smtp_code}"
    if isinstance(error, smtplib.SMTPException):
        return f"did not take the message ({type(error).__name__})"
    if isinstance(error, ssl.SSLError):
        return f"has no connection we can trust ({error.reason})"
    return f"cannot be reached ({error.strerror or type(error).__name__})"


class _Replies:
    """A server's replies, of which no more is read than an honest one sends."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._left = MAX_REPLY_BYTES
        self.close = file.close

    def readline(self, size: int) -> bytes:
        line = self._file.readline(size)
        self._left -= len(line)
        if self._left < 0:
            message = "the server talks without end"
            raise smtplib.SMTPServerDisconnected(message)
        return line


class _BoundedReplies(smtplib.SMTP):
    """Reads a server's replies through a bound: smtplib gathers a reply of many lines in memory to its end."""

    def connect(self, *where: Any, **more: Any) -> tuple[int, bytes]:  # noqa: ANN401 -- smtplib's own arguments
        with _closed_on_error(self):  # smtplib leaves the socket of a greeting that never ends open
            return super().connect(*where, **more)

    def getreply(self) -> tuple[int, bytes]:
        if self.file is None and self.sock is not None:
            self.file = _Replies(self.sock.makefile("rb"))
        return super().getreply()


class _BoundedRepliesOverTls(_BoundedReplies, smtplib.SMTP_SSL):
    """The same over TLS from the start."""


def _connect(server: SmtpServer) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if server.security is Security.SSL:
        client: smtplib.SMTP = _BoundedRepliesOverTls(
            server.host, server.port, timeout=TIMEOUT_SECONDS, context=context
        )
    else:
        client = _BoundedReplies(server.host, server.port, timeout=TIMEOUT_SECONDS)
    with _closed_on_error(client):
        if server.security is Security.STARTTLS:
            client.starttls(context=context)
        if server.user is not None:
            client.login(server.user, server.password or "")
    return client


@contextmanager
def _closed_on_error(client: smtplib.SMTP) -> Iterator[None]:
    """Close the connection if the block fails; else it stays open."""
    with ExitStack() as stack:
        stack.callback(client.close)
        yield
        stack.pop_all()


def _take_leave(client: smtplib.SMTP) -> None:
    with suppress(DeadlinePassed, smtplib.SMTPException, OSError), whole_deadline(LEAVE_SECONDS):
        client.quit()
    client.close()


def _failed(server: SmtpServer, reason: str) -> DeliveryFailed:
    return DeliveryFailed(f"{server.host}:{server.port}: the mail server {reason}; the changes are told again")


def _security(given: str | None) -> Security:
    try:
        return Security((given or Security.STARTTLS).lower())
    except ValueError as error:
        message = f"POLICYTRAIL_SMTP_SECURITY={given}: not one of starttls, ssl, none"
        raise UsageError(message) from error


def _port(given: str | None, security: Security) -> int:
    if given is None:
        return _PORTS[security]
    if not (given.isascii() and given.isdigit() and 0 < int(given) < 65536):
        message = f"POLICYTRAIL_SMTP_PORT={given}: not a port"
        raise UsageError(message)
    return int(given)
