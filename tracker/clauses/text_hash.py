"""The hash that decides whether two captures show the same version of a text."""

import hashlib
import re
import unicodedata
from collections.abc import Sequence

from tracker.clauses.clause import Clause
from tracker.clauses.typography import fold

_SPACE = re.compile(r"\s+")


def text_sha256(clauses: Sequence[Clause]) -> str:
    """Return the SHA-256 (hexadecimal) of the words of the clauses in order.

    Insensitive to white space, to the markup around the words and to how quotes and dashes are drawn; any change
    of a word, a number or the punctuation changes it.
    """
    text = "".join(clause.text for clause in clauses)
    return hashlib.sha256(normalize_text(text).encode("utf-8", "surrogatepass")).hexdigest()


def normalize_text(text: str) -> str:
    """Return the text without white space and typographic variants.

    >>> normalize_text("We don’t  sell") == normalize_text("We don't sell")
    True
    """
    return _SPACE.sub("", unicodedata.normalize("NFKC", fold(text)))
