"""Requests to an archive: each knows which archive it goes to, whose politeness it keeps, and what kind it is."""

from collections.abc import Callable, Mapping
from typing import Any, Literal

from scrapy import Request

from crawler.sources import Source

Callback = Callable[..., Any]  # Any: Scrapy takes generators, coroutines and plain functions


def archive_request(
    source: Source,
    address: str,
    kind: Literal["cdx", "replay"],
    *,
    callback: Callback,
    errback: Callback,
    arguments: Mapping[str, Any],  # Any: the callback's arguments
    **meta: object,
) -> Request:
    """Return a request to an archive; it waits for no other archive's turn, and listings go before captures."""
    authorization = source.archive.authorization
    return Request(
        address,
        callback=callback,
        errback=errback,
        dont_filter=True,
        headers={"Authorization": authorization} if authorization else None,
        cb_kwargs=dict(arguments),
        meta={"kind": kind, "source": source, "download_slot": source.archive.base, **meta},
        priority=int(kind == "cdx"),
    )
