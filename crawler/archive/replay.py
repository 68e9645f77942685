"""Reading a replay answer: what became of the capture that was asked for.

The decision table follows the recorded behavior of web.archive.org and of pywb 2.10. An answer without
`Memento-Datetime` is never content, whatever its status.
"""

import base64
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin

from crawler.archive.compression import DamagedBody, decode_body
from crawler.archive.urlkeys import urlkey
from db.outcomes import Outcome

DIGEST_DIFFERS = "digest differs from the CDX row"
"""The note of a capture whose bytes are not those it is listed with."""
_MAX_OWN_PAGE = 1_000_000
_REPLAY_ADDRESS = re.compile(r"^(?:https?:)?(?://[^/]+)?/.*?(\d{14})(?:[a-z]{2}_)?/(.+)\Z", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """A replay answer judged: the outcome, the decoded body if it is content, and why.

    `digest_matches` is False where the bytes are not those of the CDX row: of twins of a second one only is reachable.
    """

    outcome: Outcome
    body: bytes = b""
    note: str | None = None
    target: str | None = None
    transient: bool = False
    digest_matches: bool = True
    headers: Mapping[str, str] | None = None


def judge_replay(
    *, status: int, headers: Mapping[str, str], body: bytes, timestamp: str, digest: str, max_bytes: int
) -> Replay:
    """Judge an answer to `.../{timestamp}id_/{url}`; `headers` have lower-case names, `digest` is the CDX row's."""
    if "memento-datetime" not in headers:
        return _judge_without_memento(status, headers, _own_words(headers, body))
    if not _same_second(headers["memento-datetime"], timestamp):
        return Replay(outcome=Outcome.SUBSTITUTED, note=f"the archive showed {headers['memento-datetime']} instead")
    if 300 <= status < 400:
        return _judge_redirect(headers)
    if status >= 400:
        return Replay(outcome=Outcome.ARCHIVED_ERROR, note=f"archived status {status}")
    return _judge_content(headers, body, digest, max_bytes)


def _judge_without_memento(status: int, headers: Mapping[str, str], body: bytes) -> Replay:
    if 300 <= status < 400:
        reason = headers.get("x-archive-redirect-reason") or f"redirected to {headers.get('location', 'nowhere')}"
        return Replay(outcome=Outcome.SUBSTITUTED, note=reason)
    error = headers.get("x-archive-wayback-runtime-error", "")
    if "AccessControl" in error or b"has been excluded from the Wayback Machine" in body:
        return Replay(outcome=Outcome.EXCLUDED, note=error.split("\n")[0] or "excluded by the archive")
    if status == 404 or "ResourceNotAvailable" in error or "ResourceNotInArchive" in error:
        return Replay(outcome=Outcome.NOT_ARCHIVED, note="the archive lists it but has no copy")
    transient = status in {413, 421, 429, 599} or status >= 500
    return Replay(outcome=Outcome.FAILED, note=f"status {status} without Memento-Datetime", transient=transient)


def _own_words(headers: Mapping[str, str], body: bytes) -> bytes:
    """What the archive itself says on a page of its own; as it came, if it cannot be decompressed."""
    try:
        return decode_body(body, headers.get("content-encoding", ""), _MAX_OWN_PAGE)
    except (EOFError, OverflowError, DamagedBody):
        return body


def _judge_redirect(headers: Mapping[str, str]) -> Replay:
    location = headers.get("location", "")
    return Replay(outcome=Outcome.REDIRECT, note=f"archived redirect to {location}"[:500], target=location)


def _judge_content(headers: Mapping[str, str], body: bytes, digest: str, max_bytes: int) -> Replay:
    if body.strip() == b"Invalid URI" or not body:
        return Replay(outcome=Outcome.UNUSABLE, note="the archive lost the body")
    try:
        decoded = decode_body(body, headers.get("content-encoding", ""), max_bytes)
    except EOFError:
        return Replay(outcome=Outcome.TRUNCATED, note="the compressed body is cut short")
    except OverflowError:
        return Replay(outcome=Outcome.TOO_LARGE, note=f"more than {max_bytes} bytes")
    except DamagedBody as error:
        return Replay(outcome=Outcome.UNUSABLE, note=f"the compressed body is damaged: {error}")
    # The row has the digest of the bytes as they were stored, compressed or not; some archives replay them otherwise.
    as_listed = len(digest) != 32 or digest == sha1_base32(body) or digest == sha1_base32(decoded)
    return Replay(
        outcome=Outcome.OK,
        body=decoded,
        note=None if as_listed else DIGEST_DIFFERS,
        digest_matches=as_listed,
        headers=evidence_headers(headers),
    )


def evidence_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """Return the headers worth keeping beside a page: what it is, and in which file the archive has it.

    Memento-Datetime and the Memento links would be a third of a kept page's size, and follow from its capture.
    """
    kept = ("content-type", "x-archive-src")
    return {name: headers[name][:1000] for name in kept if name in headers}


def sha1_base32(body: bytes) -> str:
    """Return the digest as CDX rows have it.

    >>> sha1_base32(b"")
    '3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ'
    """
    return base64.b32encode(hashlib.sha1(body, usedforsecurity=False).digest()).decode()


def _same_second(memento_datetime: str, timestamp: str) -> bool:
    try:
        return parsedate_to_datetime(memento_datetime).astimezone(UTC).strftime("%Y%m%d%H%M%S") == timestamp
    except (ValueError, OverflowError):  # the year 9999 in a time zone west of here
        return False


def same_capture(asked: str, location: str) -> str | None:
    """Return where to ask again, if an answer's Location is the capture asked for under another spelling.

    pywb redirects to the exact address of a capture whose index row spells it otherwise: same second, same urlkey.

    >>> same_capture("http://a/web/20140103030321id_/http://example.com?x=1",
    ...              "/web/20140103030321id_/http://example.com/?x=1")
    'http://a/web/20140103030321id_/http://example.com/?x=1'
    >>> same_capture("http://a/web/20140103030321id_/http://example.com/", "http://a/web/2015id_/http://example.com/")
    """
    before, after = _REPLAY_ADDRESS.match(asked), _REPLAY_ADDRESS.match(location)
    if before is None or after is None or before[1] != after[1] or before[2] == after[2]:
        return None
    if urlkey(before[2]) != urlkey(after[2]):
        return None
    return asked[: before.start(2)] + after[2]


def redirect_target(location: str, original: str) -> tuple[str | None, str]:
    """Return (timestamp or None, original address) a Location header leads to, resolved against the original.

    >>> redirect_target("https://web.archive.org/web/20200101000000id_/https://a.example/p", "http://a.example/")
    ('20200101000000', 'https://a.example/p')
    >>> redirect_target("/legal/privacy", "https://a.example/privacy")
    (None, 'https://a.example/legal/privacy')
    """
    match = _REPLAY_ADDRESS.match(location)
    if match:
        return match.group(1), match.group(2)
    return None, urljoin(original, location)
