"""A time stamp from outside (RFC 3161): hashes prove nothing against who made them, a third party's signature does.

Only a SHA-256 leaves this machine. Whether the authority is to be trusted is for the reader to check.
"""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from urllib.parse import urlsplit

import httpx

from db.errors import ArchiveUnreachable, UsageError
from tracker.alerts.deadline import DeadlinePassed, whole_deadline

WHOLE_SECONDS = 30.0
"""An authority signs in well under a second; this is for the way."""
MOST_BYTES = 100_000
"""A reply with a chain of certificates takes 3 to 10 kB."""
_QUERY = {
    "Content-Type": "application/timestamp-query",
    "Accept": "application/timestamp-reply",
    "Accept-Encoding": "identity",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeStamp:
    """What the authority answered, as bytes for a `.tsr` file, and the time it signed."""

    reply: bytes
    signed_at: datetime


def check_timestamp_url(url: str) -> None:
    """Raise UsageError where time stamps cannot be had: no web address, one with a password, or no library for it."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        message = "--timestamp-url: write the address of a time stamping authority, such as https://freetsa.org/tsr"
        raise UsageError(message)
    if parts.username or parts.password:
        message = f"--timestamp-url: an address with a password in it is not taken; use one of {parts.hostname} without"
        raise UsageError(message)
    try:
        import rfc3161_client  # noqa: F401, PLC0415 - an extra
    except ImportError as error:
        message = "--timestamp-url needs the library rfc3161-client: pip install 'policytrail[timestamp]'"
        raise UsageError(message) from error


def time_stamp(content: bytes, url: str) -> TimeStamp:
    """Return the authority's time stamp of the content.

    Raises ArchiveUnreachable where none comes in WHOLE_SECONDS, or what comes is none of this content.
    """
    from rfc3161_client import (  # noqa: PLC0415 - an extra
        HashAlgorithm,
        PKIStatus,
        TimestampRequestBuilder,
        decode_timestamp_response,
    )

    request = TimestampRequestBuilder().data(content).hash_algorithm(HashAlgorithm.SHA256).build()
    host = urlsplit(url).hostname
    body = _ask(url, request.as_bytes())
    try:
        reply = decode_timestamp_response(body)
        granted = reply.status in {PKIStatus.GRANTED, PKIStatus.GRANTED_WITH_MODS}
        info = reply.tst_info if granted else None
    except ValueError as error:
        message = f"{host}: its answer is no time stamp; nothing was stamped"
        raise ArchiveUnreachable(message) from error
    if info is None:
        message = f"{host}: refused to stamp (status {reply.status})"
        raise ArchiveUnreachable(message)
    if info.nonce != request.nonce or info.message_imprint.message != sha256(content).digest():
        message = f"{host}: stamped something else than what was sent; nothing is kept of it"
        raise ArchiveUnreachable(message)
    return TimeStamp(reply=body, signed_at=info.gen_time)


def _ask(url: str, query: bytes) -> bytes:
    """POST the query and return the reply, of bounded size and time; redirects are not followed."""
    host, body = urlsplit(url).hostname, b""
    try:
        with (
            whole_deadline(WHOLE_SECONDS),
            httpx.stream("POST", url, content=query, headers=_QUERY, timeout=WHOLE_SECONDS) as answer,
        ):
            status = answer.status_code
            for piece in answer.iter_raw():
                body += piece
                if len(body) > MOST_BYTES:
                    break
    except (httpx.HTTPError, DeadlinePassed) as error:
        message = f"{host}: no time stamp came ({error or type(error).__name__}); try again, or without --timestamp-url"
        raise ArchiveUnreachable(message) from error
    if status != httpx.codes.OK or len(body) > MOST_BYTES:
        problem = f"answered {status}" if status != httpx.codes.OK else f"answered more than {MOST_BYTES} bytes"
        message = f"{host}: {problem}; no time stamp came"
        raise ArchiveUnreachable(message)
    return body
