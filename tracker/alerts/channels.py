"""Where alerts go: standard output, a webhook, mail; and what a channel is called without giving its secrets away."""

import hashlib
from dataclasses import dataclass, field
from email.errors import HeaderParseError
from email.headerregistry import Address
from enum import StrEnum
from urllib.parse import urlsplit

from db.errors import PolicytrailError, UsageError


class ChannelKind(StrEnum):
    """How alerts are delivered."""

    STDOUT = "stdout"
    WEBHOOK = "webhook"
    MAIL = "mail"
    ATOM = "atom"
    APPRISE = "apprise"


class DeliveryFailed(PolicytrailError):
    """A channel did not take the alerts; they are told again. `retry_after_seconds` is what it asked for, if it did."""

    def __init__(self, message: str, *, retry_after_seconds: float | None = None) -> None:
        super().__init__(message)
        self.retry_after_seconds = retry_after_seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A channel and where it leads: an address, a path, or mail addresses. `label` is what a rule calls it.

    `name` is what the database and messages call it: never the address itself, which may be a secret.
    """

    kind: ChannelKind
    targets: tuple[str, ...] = field(repr=False)
    label: str | None = None

    @property
    def name(self) -> str:
        """The label; without one the kind, the hosts, and twelve hexadecimal digits that tell it from others there."""
        if self.label is not None:
            return self.label
        if self.kind is ChannelKind.STDOUT:
            return self.kind.value
        known = hashlib.sha256("\n".join(sorted(self.targets)).encode()).hexdigest()[:12]
        return f"{self.kind.value} {self.hosts} {known}"

    @property
    def hosts(self) -> str:
        """The hosts it leads to, for messages."""
        if self.kind is ChannelKind.MAIL:
            return ",".join(sorted({target.rpartition("@")[2] for target in self.targets}))
        return ",".join(urlsplit(target).netloc.rpartition("@")[2] for target in self.targets)


def parse_channel(text: str, defaults: dict[str, str | None]) -> Channel:
    """Return the channel named by `stdout`, `webhook:URL` or `mail:ADDRESS[,ADDRESS...]`.

    Where no URL or address is given, `defaults` (by kind) has it. Raises UsageError.
    """
    kind, _, given = text.partition(":")
    given = given.strip() or (defaults.get(kind) or "").strip()
    if kind == ChannelKind.STDOUT:
        return Channel(kind=ChannelKind.STDOUT, targets=())
    if kind == ChannelKind.WEBHOOK:
        return Channel(kind=ChannelKind.WEBHOOK, targets=(webhook_url(given),))
    if kind == ChannelKind.MAIL:
        addresses = tuple(
            dict.fromkeys(mail_address(part.strip(), "--channel mail") for part in given.split(",") if part.strip())
        )
        if addresses:
            return Channel(kind=ChannelKind.MAIL, targets=addresses)
        message = "--channel mail: no address; write mail:NAME@EXAMPLE.ORG or set POLICYTRAIL_MAIL_TO"
        raise UsageError(message)
    message = f"--channel {kind}: no such channel; there are stdout, webhook:URL and mail:ADDRESS"
    raise UsageError(message)


def webhook_url(given: str) -> str:
    """Return the address of a webhook; raises UsageError, which does not show it, if it is none."""
    try:
        parts = urlsplit(given)
        well_formed = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        well_formed = False
    if not well_formed or not given.isprintable() or " " in given:
        message = "--channel webhook: no http or https address; write webhook:URL or set POLICYTRAIL_WEBHOOK_URL"
        raise UsageError(message)
    return given


def mail_address(given: str, setting: str) -> str:
    """Return a mail address, bare; raises UsageError, which names the setting, if it is none."""
    try:
        address = Address(addr_spec=given)
        well_formed = bool(address.username and address.domain) and given.isprintable()
    except (ValueError, IndexError, HeaderParseError):  # IndexError: the standard library's parser, of an empty part
        well_formed = False
    if not well_formed:
        message = f"{setting}: {given!r} is not a mail address"
        raise UsageError(message)
    return given
