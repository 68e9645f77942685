"""The raw pages kept as evidence: compressed against a key page of their document, one hop, never a chain."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import zstandard
from sqlite_utils import Database

from db.errors import StoreError
from db.records import FetchedPage

KEY_LEVEL = 19
LEVEL = 17  # beside a key page as good as 19, in half the time
ESTIMATE_LEVEL = 3  # a tenth of the time, and close enough to tell which key page is nearest
CANDIDATE_KEYS = 3  # a site may flip between designs or languages: its newest key pages are tried
MEASURED_PAGES = 256  # bounds the work of deciding whether a key page has served its time


@dataclass(frozen=True, slots=True)
class _Key:
    """A page stored on its own, beside which others are compressed."""

    id: int
    price: int
    body: bytes


def keep_page(database: Database, document_id: int, capture_id: int, page: FetchedPage) -> None:
    """Store a page beside the nearest of its document's key pages, or as one; the caller holds the transaction."""
    key_id, blob = _beside_key(database, document_id, page.body)
    row = {
        "document_id": document_id,
        "capture_id": capture_id,
        "sha256": hashlib.sha256(page.body).hexdigest(),
        "bytes": len(page.body),
        "key_page_id": key_id,
        "zstd": blob,
        "headers": page.headers,
        "replay_url": page.replay_url,
    }
    database.table("pages").insert(row)


def read_page(database: Database, capture_id: int) -> bytes | None:
    """Return the bytes of a kept page, checked against their SHA-256; None if the capture's page was not kept.

    Raises StoreError if the stored bytes do not have the recorded hash.
    """
    row = database.conn.execute(
        "SELECT page.zstd, page.sha256, page.bytes, key.zstd, key.bytes FROM pages AS page"
        " LEFT JOIN pages AS key ON key.id = page.key_page_id WHERE page.capture_id = ?",
        (capture_id,),
    ).fetchone()
    if row is None:
        return None
    blob, sha256, size, key_blob, key_size = row
    key = None if key_blob is None else _decompress(key_blob, key_size, None)
    body = _decompress(blob, size, key)
    if hashlib.sha256(body).hexdigest() != sha256:
        message = f"the page of capture {capture_id} does not have its recorded SHA-256: the database was altered"
        raise StoreError(message)
    return body


def _beside_key(database: Database, document_id: int, body: bytes) -> tuple[int | None, bytes]:
    """Return (key page's id, bytes) of the page beside a key page, or (None, bytes) on its own if that will pay."""
    key = _nearest(_newest_keys(database, document_id), body)
    if key is not None:
        blob = _compress(body, key.body, LEVEL)
        if not _has_served(database, key, len(blob)):
            return key.id, blob
    return None, _compress(body, None, KEY_LEVEL)


def _has_served(database: Database, key: _Key, size: int) -> bool:
    """Whether the pages beside a key page have cost as much more than the smallest of them as a new key page would.

    The rule of the ski rental problem (https://en.wikipedia.org/wiki/Ski_rental_problem): at most twice the cost of
    the best choice made in hindsight, whether the site drifts slowly or was redesigned.
    """
    sizes = [size]
    sizes += (
        row[0]
        for row in database.conn.execute(
            "SELECT length(zstd) FROM pages WHERE key_page_id = ? ORDER BY id DESC LIMIT ?", (key.id, MEASURED_PAGES)
        )
    )
    return sum(sizes) - len(sizes) * min(sizes) > key.price


def _newest_keys(database: Database, document_id: int) -> list[_Key]:
    rows = database.conn.execute(
        "SELECT id, zstd, bytes FROM pages WHERE key_page_id IS NULL AND document_id = ? ORDER BY id DESC LIMIT ?",
        (document_id, CANDIDATE_KEYS),
    )
    return [_Key(id=row[0], price=len(row[1]), body=_decompress(row[1], row[2], None)) for row in rows]


def _nearest(keys: Sequence[_Key], body: bytes) -> _Key | None:
    if len(keys) > 1:
        return min(keys, key=lambda key: len(_compress(body, key.body, ESTIMATE_LEVEL)))
    return keys[0] if keys else None


def _dictionary(key: bytes | None) -> zstandard.ZstdCompressionDict | None:
    return None if key is None else zstandard.ZstdCompressionDict(key, dict_type=zstandard.DICT_TYPE_RAWCONTENT)


def _compress(body: bytes, key: bytes | None, level: int) -> bytes:
    # The size of both, so that the window reaches back to the beginning of the key page.
    parameters = zstandard.ZstdCompressionParameters.from_level(level, source_size=len(body) + len(key or b""))
    return zstandard.ZstdCompressor(dict_data=_dictionary(key), compression_params=parameters).compress(body)


def _decompress(blob: bytes, size: int, key: bytes | None) -> bytes:
    return zstandard.ZstdDecompressor(dict_data=_dictionary(key)).decompress(blob, max_output_size=size)
