"""Untrusted text made safe to show: no character that acts instead of being seen."""

import re

# Control characters could drive a terminal; line and paragraph separators break a line; half a surrogate pair cannot
# be written at all.
_CONTROLS = "\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff"
# Format characters: marks and overrides of direction make a text look like another one (https://trojansource.codes),
# others hide in it (blanks without width, tags, soft hyphens). Joiners stay: Persian and Hindi are written with them,
# and so do the signs that stand before Arabic numbers, which are seen.
_FORMATS = (
    "\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f"
)
_UNSEEN_RUN = re.compile(f"[{_CONTROLS}]+")
_UNSEEN_BUT_BREAKS = re.compile(f"(?!\n)[{_CONTROLS}]")
_FORMAT = re.compile(f"[{_FORMATS}]")
_ANY = re.compile(f"(?!\n)[{_CONTROLS}{_FORMATS}]")


def printable(text: str) -> str:
    r"""Return untrusted text on one line, without characters that act instead of being seen.

    >>> printable("We\x1b[2J share"), printable("inf\u202eorma\u00adtion")
    ('We [2J share', 'information')
    """
    return _FORMAT.sub("", _UNSEEN_RUN.sub(" ", text))


def printable_lines(text: str) -> str:
    r"""Return untrusted text with its line breaks, without other characters that act instead of being seen.

    >>> printable_lines("one\x9b31m\ntwo\r")
    'one 31m\ntwo '
    """
    return _FORMAT.sub("", _UNSEEN_BUT_BREAKS.sub(" ", text))


def escape_unseen(json_text: str) -> str:
    r"""Return JSON with what would act on a terminal written as escapes: the same value, and safe to look at.

    >>> print(escape_unseen('"over\u202eride \U000e0041"'))
    "over\u202eride \udb40\udc41"
    """
    return _ANY.sub(_escape, json_text)


def _escape(found: re.Match[str]) -> str:
    units = found[0].encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[place : place + 4]}" for place in range(0, len(units), 4))


_BEGIN_FORMULAS = ("=", "+", "-", "@", "\t", "\r")


def spreadsheet_cell(text: str) -> str:
    """Return a text as a cell; one that a spreadsheet would take for a formula begins with an apostrophe.

    https://owasp.org/www-community/attacks/CSV_Injection

    >>> spreadsheet_cell("=HYPERLINK(1)"), spreadsheet_cell("We keep it.")
    ("'=HYPERLINK(1)", 'We keep it.')
    """
    return f"'{text}" if text.startswith(_BEGIN_FORMULAS) else text
