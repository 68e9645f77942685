"""Mail: one message of plain text and HTML, through the SMTP server the environment names."""

import smtplib
import socket
import ssl
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from enum import StrEnum

from db.errors import UsageError
from tracker.alerts.channels import Channel, DeliveryFailed, mail_address
from tracker.text.printable import printable

TIMEOUT_SECONDS = 30.0


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
        return environment.get(f"POLICYTRAIL_SMTP_{name}", "").strip() or None

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


def compose_mail(sender: str, recipients: tuple[str, ...], subject: str, text: str, html: str) -> EmailMessage:
    """Return the message. No header can be injected: control characters become spaces, addresses are parsed."""
    message = EmailMessage()
    message["From"] = sender
    message["To"] = ", ".join(recipients)
    message["Subject"] = printable(subject)
    message["Date"] = formatdate(usegmt=True)
    message["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2])
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no out-of-office replies
    message.set_content(text)
    message.add_alternative(html, subtype="html")
    return message


def send_mail(server: SmtpServer, channel: Channel, message: EmailMessage) -> None:
    """Send the message to the channel's addresses; raises DeliveryFailed, which never has what the server said."""
    try:
        with ExitStack() as stack:
            client = stack.enter_context(_connect(server))
            refused = client.send_message(message, server.sender, list(channel.targets))
    except smtplib.SMTPAuthenticationError as error:
        raise _failed(server, f"refused the user or the password ({error.smtp_code})") from error
    except smtplib.SMTPResponseException as error:
        raise _failed(server, f"answered {error.smtp_code}") from error
    except smtplib.SMTPException as error:
        raise _failed(server, f"did not take the message ({type(error).__name__})") from error
    except ssl.SSLError as error:
        raise _failed(server, f"has no connection we can trust ({error.reason})") from error
    except (OSError, socket.gaierror) as error:
        raise _failed(server, f"cannot be reached ({error.strerror or type(error).__name__})") from error
    if refused:
        raise _failed(server, f"refused {len(refused)} of {len(channel.targets)} recipients")


def _connect(server: SmtpServer) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if server.security is Security.SSL:
        client: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=TIMEOUT_SECONDS, context=context)
    else:
        client = smtplib.SMTP(server.host, server.port, timeout=TIMEOUT_SECONDS)
    try:
        if server.security is Security.STARTTLS:
            client.starttls(context=context)
        if server.user is not None:
            client.login(server.user, server.password or "")
    except BaseException:
        client.close()
        raise
    return client


def _failed(server: SmtpServer, reason: str) -> DeliveryFailed:
    return DeliveryFailed(
        f"{server.host}:{server.port}: the mail server {reason}; the changes are told again at the next check"
    )


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
