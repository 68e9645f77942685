"""The raw pages kept as evidence: compressed against a key page of their document, one hop, never a chain."""

import hashlib

import zstandard
from sqlite_utils import Database

from db.errors import StoreError
from db.records import FetchedPage

LEVEL = 19  # pages are written once and read rarely
ESTIMATE_LEVEL = 3  # thirty times as fast, and close enough to tell whether a key page helps
KEY_SHARE = 0.5  # a page that needs more than this share of its own size beside the key starts a new key


def keep_page(database: Database, document_id: int, capture_id: int, page: FetchedPage) -> None:
    """Store a page, against the document's newest key page if that pays; the caller holds the transaction."""
    key_id, blob = _beside_key(_newest_key(database, document_id), page.body)
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


def _beside_key(key: tuple[int, bytes] | None, body: bytes) -> tuple[int | None, bytes]:
    """Return (key page's id, bytes) if the page shrinks well beside the key page, else (None, bytes) on its own."""
    if key is not None:
        beside = _compress(body, key[1], LEVEL)
        if len(beside) < KEY_SHARE * len(_compress(body, None, ESTIMATE_LEVEL)):
            return key[0], beside
    return None, _compress(body, None, LEVEL)


def _newest_key(database: Database, document_id: int) -> tuple[int, bytes] | None:
    row = database.conn.execute(
        "SELECT id, zstd, bytes FROM pages WHERE document_id = ? AND key_page_id IS NULL ORDER BY id DESC LIMIT 1",
        (document_id,),
    ).fetchone()
    return None if row is None else (row[0], _decompress(row[1], row[2], None))


def _dictionary(key: bytes | None) -> zstandard.ZstdCompressionDict | None:
    return None if key is None else zstandard.ZstdCompressionDict(key, dict_type=zstandard.DICT_TYPE_RAWCONTENT)


def _compress(body: bytes, key: bytes | None, level: int) -> bytes:
    parameters = zstandard.ZstdCompressionParameters.from_level(
        level, source_size=len(body) + len(key or b""), enable_ldm=key is not None
    )
    return zstandard.ZstdCompressor(dict_data=_dictionary(key), compression_params=parameters).compress(body)


def _decompress(blob: bytes, size: int, key: bytes | None) -> bytes:
    return zstandard.ZstdDecompressor(dict_data=_dictionary(key)).decompress(blob, max_output_size=size)
