"""Addresses on the public internet: rules may come from a file others write, and must not lead into our own network."""

import socket
from dataclasses import dataclass, field
from ipaddress import ip_address
from urllib.parse import urlsplit

import httpx


class NotPublic(Exception):
    """A host is, or has an address, in a private network, or is not found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a request goes: an address, and what httpx is to know besides."""

    url: str
    extensions: dict[str, str] = field(default_factory=dict)
    host: str | None = None


def public_place(url: str) -> Place:
    """Return the place of a web address with its host already looked up, so that no later answer leads elsewhere.

    Raises NotPublic.
    """
    asked = httpx.URL(url)
    found = public_address(asked.host)
    return Place(
        url=str(asked.copy_with(host=found)),
        extensions={"sni_hostname": asked.host},
        host=asked.netloc.decode("ascii"),
    )


def public_address(host: str) -> str:
    """Return an address (IPv4 or IPv6) of a host, all of whose addresses are public; raises NotPublic."""
    try:
        found = [str(entry[4][0]) for entry in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)]
    except OSError as error:
        message = "cannot be reached (its name is not known)"
        raise NotPublic(message) from error
    if not all(is_public(address) for address in found):
        message = "is in a private network; rules may send there only if added with --allow-private"
        raise NotPublic(message)
    return found[0]


def is_public(address: str) -> bool:
    """Tell whether an address can be reached from everywhere.

    >>> is_public("93.184.216.34"), is_public("::ffff:127.0.0.1"), is_public("169.254.169.254")
    (True, False, False)
    """
    ip = ip_address(address.partition("%")[0])
    mapped = getattr(ip, "ipv4_mapped", None)
    return (mapped or ip).is_global and not (mapped or ip).is_multicast


def host_of(url: str) -> str:
    """Return the host of an address of any scheme, empty if it has none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
