"""Which extractor this is, for those who need not load it."""

EXTRACTOR_VERSION = "6"
"""Recorded with each version of a document; raised whenever the same bytes may give another text."""
