"""Characters that no text needs and that harm whoever reads it: controls of terminals, marks that turn lines around.

Entities bring them past any filter of a page's bytes (`&#27;` is ESC), so texts are cleaned after parsing.
"""

import re

# C0 and C1 controls but white space, halves of surrogate pairs, and code points that are no characters.
_CONTROLS = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
# NUL, and what turns the order of letters around: embeddings, overrides, isolates (Trojan Source, CVE-2021-42574).
_GONE = re.compile("[\0\u202a-\u202e\u2066-\u2069]")
_EITHER = re.compile(f"{_CONTROLS.pattern}|{_GONE.pattern}")


def clean_text(text: str) -> str:
    r"""Return the text with control characters as blanks, and without marks that turn its order around.

    >>> clean_text("no\x1b]0;control\u202e")
    'no ]0;control'
    """
    return _GONE.sub("", _CONTROLS.sub(" ", text)) if _EITHER.search(text) else text
