"""Trace every clause of a privacy policy through the Wayback Machine: the Python API, see docs/python.md.

What is named here is loaded when it is first used, so that the command line can answer at once.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policytrail.api import (
        BlamedClause,
        ChangeKind,
        Clause,
        ClauseChange,
        ClauseKind,
        ClauseLink,
        CrawlSummary,
        Difference,
        Extraction,
        History,
        PolicytrailError,
        Reviewed,
        SearchHit,
        Version,
        compare,
        crawl,
        extract,
        open,  # noqa: A004 - policytrail.open, as gzip.open
        rows,
    )

__all__ = [
    "BlamedClause", "ChangeKind", "Clause", "ClauseChange", "ClauseKind", "ClauseLink", "CrawlSummary", "Difference",
    "Extraction", "History", "PolicytrailError", "Reviewed", "SearchHit", "Version", "compare", "crawl", "extract",
    "open", "rows",
]  # fmt: skip


def __getattr__(name: str) -> object:
    """Return a name of the API (PEP 562)."""
    if name not in __all__:
        message = f"module 'policytrail' has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module("policytrail.api"), name)


def __dir__() -> list[str]:
    """Return the names of the API."""
    return __all__
