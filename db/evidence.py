"""The raw pages kept as evidence: a page beside a key page, a key page beside one that stands alone, never further.

Pages that drift would otherwise need a new key page, at the price of a whole one, every few dozen captures.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import zstandard
from sqlite_utils import Database

from db.errors import StoreError
from db.records import FetchedPage

ALONE_LEVEL = 16  # within 3 % of 19, in less than half the time
LEVEL = 11  # beside a key page within 6 % of 17, in a tenth of the time: from 13 on most of it goes into the key page
ESTIMATE_LEVEL = 3  # a tenth of the time, and close enough to tell which key page is nearest
CANDIDATES = 3  # a site may flip between designs or languages: its newest key pages are tried
MEASURED_PAGES = 256  # bounds the work of deciding whether a key page has served its time
LONGEST_WAY = 2  # hops from a page to one that stands alone
NEARER = 2  # a page takes about so many times what it takes beside the page before it, if its key page is of its time


@dataclass(frozen=True, slots=True)
class _Key:
    """A page beside which others are compressed: the size it takes, whether it stands alone, its bytes."""

    id: int
    size: int
    alone: bool
    body: bytes


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a page goes: beside which page (None: it stands alone), whether others may go beside it, its blob."""

    key_id: int | None
    is_key: bool
    blob: bytes


def keep_page(database: Database, document_id: int, capture_id: int, page: FetchedPage) -> None:
    """Store a page where it takes the least room in the long run; the caller holds the transaction."""
    place = _place(database, document_id, page.body)
    row = {
        "document_id": document_id,
        "capture_id": capture_id,
        "sha256_bytes": hashlib.sha256(page.body).digest(),
        "bytes": len(page.body),
        "key_page_id": place.key_id,
        "is_key": int(place.is_key),
        "zstd": place.blob,
        "content_type": page.headers.get("content-type"),
        "archive_src": page.headers.get("x-archive-src"),
        "replay_place": page.replay_place,
    }
    database.table("pages").insert(row)


def read_kept_page(database: Database, capture_id: int) -> bytes | None:
    """Return the bytes of a kept page, checked against their SHA-256; None if the capture's page was not kept.

    Raises StoreError if the stored bytes do not have the recorded hash.
    """
    row = database.conn.execute("SELECT id, sha256_bytes FROM pages WHERE capture_id = ?", (capture_id,)).fetchone()
    if row is None:
        return None
    body = _body(database, row[0])
    if hashlib.sha256(body).digest() != row[1]:
        message = f"the page of capture {capture_id} does not have its recorded SHA-256: the database was altered"
        raise StoreError(message)
    return body


def _body(database: Database, page_id: int) -> bytes:
    """Return a page's bytes; raises StoreError if it hangs on more pages than it may."""
    way: list[tuple[bytes, int]] = []
    next_id: int | None = page_id
    while next_id is not None:
        if len(way) > LONGEST_WAY:
            message = f"page {page_id} hangs on too many others: the database was altered"
            raise StoreError(message)
        blob, size, next_id = database.conn.execute(
            "SELECT zstd, bytes, key_page_id FROM pages WHERE id = ?", (next_id,)
        ).fetchone()
        way.append((blob, size))
    body: bytes | None = None
    for blob, size in reversed(way):
        body = _decompress(blob, size, body)
    assert body is not None
    return body


def _place(database: Database, document_id: int, body: bytes) -> _Place:
    key = _nearest(_newest_keys(database, document_id, alone=False), body)
    if key is None:
        return _Place(None, True, _compress(body, None, ALONE_LEVEL))
    blob = _compress(body, key.body, LEVEL)
    within_reach = _within_reach(database, document_id, body)
    # Beside a page that stands alone, a new key page would take what this page takes.
    price = len(blob) if key.alone else key.size
    if not _has_served(_sizes(database, document_id, is_key=False), len(blob), within_reach, price=price):
        return _Place(key.id, False, blob)
    anchor = _nearest(_newest_keys(database, document_id, alone=True), body)
    assert anchor is not None
    blob = _compress(body, anchor.body, LEVEL)
    if not _has_served(_sizes(database, document_id, is_key=True), len(blob), within_reach, price=anchor.size):
        return _Place(anchor.id, True, blob)
    return _Place(None, True, _compress(body, None, ALONE_LEVEL))


def _within_reach(database: Database, document_id: int, body: bytes) -> int:
    """Return about what a page would take beside a key page of its time, judged by the page kept last.

    Where all that was kept is far from its key pages, their sizes do not tell that it need not be.
    """
    (last,) = database.conn.execute(
        "SELECT max((SELECT max(id) FROM pages WHERE document_id = :document AND is_key = 1),"
        " coalesce((SELECT max(id) FROM pages WHERE document_id = :document AND is_key = 0), 0))",
        {"document": document_id},
    ).fetchone()
    return NEARER * len(_compress(body, _body(database, last), ESTIMATE_LEVEL))


def _sizes(database: Database, document_id: int, *, is_key: bool) -> list[tuple[int, bool]]:
    """Return what the newest pages (or key pages) take, and whether each came after the newest they may hang on."""
    rows = database.conn.execute(
        "SELECT length(zstd), id > (SELECT max(id) FROM pages WHERE document_id = :document AND is_key"
        " AND (key_page_id IS NULL OR NOT :is_key)) FROM pages WHERE document_id = :document AND is_key = :is_key"
        " AND key_page_id IS NOT NULL ORDER BY id DESC LIMIT :limit",
        {"document": document_id, "is_key": int(is_key), "limit": MEASURED_PAGES},
    )
    return [(size, bool(is_later)) for size, is_later in rows]


def _has_served(sizes: Sequence[tuple[int, bool]], size: int, within_reach: int, *, price: int) -> bool:
    """Whether pages (or key pages) have cost as much more than the best within reach as a better one to hang on would.

    The rule of the ski rental problem (https://en.wikipedia.org/wiki/Ski_rental_problem): at most twice the cost of
    the best choice made in hindsight, whether the site drifts slowly or was redesigned.
    """
    best = min((size, within_reach, *(other for other, _ in sizes)))
    regrets = [other - best for other, is_later in sizes if is_later] + [size - best]
    regret = sum(regrets)
    # Only a page that is itself at a loss: where a site flips, the pages of the design that has a key are not.
    return regret > price and (size > within_reach or regrets[-1] * len(regrets) >= regret)


def _newest_keys(database: Database, document_id: int, *, alone: bool) -> list[_Key]:
    rows = database.conn.execute(
        "SELECT id, length(zstd), key_page_id IS NULL FROM pages WHERE document_id = ? AND is_key = 1"
        " AND (key_page_id IS NULL OR NOT ?) ORDER BY id DESC LIMIT ?",
        (document_id, alone, CANDIDATES),
    ).fetchall()
    return [_Key(id=row[0], size=row[1], alone=bool(row[2]), body=_body(database, row[0])) for row in rows]


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
