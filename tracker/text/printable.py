"""Untrusted text made safe to show: no character that acts instead of being seen."""

import re

# Control characters could drive a terminal, and bidirectional overrides make a text look like another one
# (https://trojansource.codes); both are left out. Joiners stay: Persian and Hindi are written with them.
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")


def printable(text: str) -> str:
    r"""Return untrusted text on one line, without characters that act instead of being seen.

    >>> printable("We\x1b[2J share")
    'We [2J share'
    """
    return _UNSEEN.sub(" ", text)
