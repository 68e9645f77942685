"""The one table of characters that no reader can tell apart: those drawn as nothing and those drawn alike.

The hash of a version and the keys under which two texts are equal both fold by it, so that they cannot disagree: what
hashes alike reads alike. To change it is to change every hash that is stored.
"""

FOLDED = str.maketrans({
    "\u00ad": None, "\u200b": None, "\u200c": None, "\u200d": None, "\u2060": None, "\ufeff": None,
    "‘": "'", "’": "'", "‛": "'", "“": '"', "”": '"', "„": '"', "‐": "-", "‑": "-", "–": "-", "—": "-",
})  # fmt: skip
"""For `str.translate`: soft hyphens and joiners to nothing, each quote to `'` or `"`, each dash to `-`."""
