"""A rule's recipients: addresses that may stand in a database and in messages, and what they lead to.

| written                      | leads to                                                             |
|------------------------------|----------------------------------------------------------------------|
| `mailto:legal@example.org`   | mail                                                                 |
| `https://example.org/hook`   | a webhook; a chat's address is spoken to as that chat likes it       |
| `atom:/srv/www/alerts.xml`   | an Atom file                                                         |
| `stdout`                     | standard output                                                      |
| `ntfy://example.org/topic`   | whatever Apprise knows (https://appriseit.com)                       |
| `env:NAME`                   | one of the above, in the environment variable NAME or a file it names |

An address that is a secret itself, as most chats' are, is taken as `env:NAME` alone.
"""

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from db.errors import UsageError
from tracker.alerts.apprise_services import open_service
from tracker.alerts.channels import Channel, ChannelKind, mail_address, webhook_url
from tracker.alerts.secret_settings import setting

ENV = "env:"
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_TOKEN = re.compile(r"(?<![^/])(?=[^/]*\d)(?=[^/]*[A-Za-z])[^/]*?[A-Za-z0-9_-]{20}")
"""A part of an address as no person would choose it: twenty letters and digits without a break."""


def split_recipients(text: str) -> tuple[str, ...]:
    """Return the recipients of one `--to`: several mail addresses may stand behind one `mailto:`.

    >>> split_recipients("mailto:a@x.example,b@x.example")
    ('mailto:a@x.example', 'mailto:b@x.example')
    """
    scheme, _, rest = text.partition(":")
    if scheme != "mailto":
        return (text.strip(),)
    return tuple(f"mailto:{address.strip()}" for address in rest.split(",") if address.strip())


def check_recipient(recipient: str) -> None:
    """Raise UsageError for a recipient that makes no sense, or that holds a secret."""
    if recipient.startswith(ENV):
        if not _NAME.fullmatch(recipient.removeprefix(ENV)):
            message = f"{recipient!r}: write env: and the name of an environment variable"
            raise UsageError(message)
        return
    if _holds_secret(recipient):
        message = (
            f"{recipient.partition(':')[0]}: an address with a secret in it; put it into an environment variable NAME,"
            " or into a file that NAME_FILE names, and write env:NAME"
        )
        raise UsageError(message)
    open_recipient(recipient, {})


def open_recipient(recipient: str, environment: Mapping[str, str]) -> Channel:
    """Return the channel of a recipient; raises UsageError, without a secret, where it leads nowhere."""
    if not recipient.startswith(ENV):
        return _channel(recipient, recipient)
    name = recipient.removeprefix(ENV)
    value = setting(environment, name)
    if value is None:
        message = f"{recipient}: ${name} is not set, nor ${name}_FILE"
        raise UsageError(message)
    try:
        return _channel(value, recipient)
    except UsageError:
        message = f"{recipient}: what ${name} holds is no address that we know"
        raise UsageError(message) from None


def _channel(address: str, label: str) -> Channel:
    scheme, _, rest = address.partition(":")
    if address == "stdout":
        return Channel(kind=ChannelKind.STDOUT, targets=(), label=label)
    if scheme == "mailto":
        return Channel(kind=ChannelKind.MAIL, targets=(mail_address(rest, "mailto:"),), label=label)
    if scheme == "atom" and rest and rest.isprintable():
        return Channel(kind=ChannelKind.ATOM, targets=(rest,), label=label)
    if scheme in {"http", "https"} and not _is_chat(address):
        return Channel(kind=ChannelKind.WEBHOOK, targets=(webhook_url(address),), label=label)
    if _apprise_address(address) is None:
        message = (
            f"{scheme}: no address that we know; write mailto:, https://, atom:, stdout, env:NAME or one of Apprise's"
        )
        raise UsageError(message)
    return Channel(kind=ChannelKind.APPRISE, targets=(address,), label=label)


def _is_chat(address: str) -> bool:
    """Whether Apprise knows the web address as a certain chat's (https://hooks.slack.com/services/...)."""
    return _apprise_address(address) is not None


def _holds_secret(address: str) -> bool:
    """Whether an address has a user, a token or a password: Apprise knows where each service has its own."""
    try:
        parts = urlsplit(address)
        has_user = parts.username is not None
    except ValueError:
        return False
    if parts.scheme in {"mailto", "atom", "stdout", ""}:
        return False
    shown = _apprise_address(address)
    if shown is not None:
        return shown[0] != shown[1]
    return has_user or bool(parts.query) or _TOKEN.search(parts.path) is not None


def _apprise_address(address: str) -> tuple[str, str] | None:
    """Return the address as Apprise understands it, and as it shows it to strangers; None if it knows none such."""
    found = open_service(address)
    return None if found is None else (found.url(), found.url(privacy=True))  # type: ignore[no-untyped-call]
