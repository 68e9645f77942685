"""The words of a clause as the rules see them: lower case, without accents, sentence by sentence.

"Third-Party e-mail (see https://example.com)." becomes third, party, e, mail, see, <url>, and a full stop.
"""

import re
from dataclasses import dataclass

from tracker.text.phrases import fold

BREAK = "."
"""Stands for the end of a sentence, a cell or a clause: no phrase reaches over it."""
URL = "<url>"
EMAIL = "<email>"
NUMBER = "<number>"
"""The place of a number, so that a phrase can ask for any: "<number> days"."""
_TOKEN = re.compile(
    r"https?://\S+|www\.[^\s,;)]+|(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.-]*\w"
    r"|\b(?:[A-Za-z0-9-]{2,63}\.){1,9}[a-z]{2,24}\b(?:/[^\s,;)]*)?"
    r"|\b(?:[A-Za-z]\.){2,}|\d+(?:[.,]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)*|[.!?;|\n](?=\s|$|[\"”)])"
)
_INITIALS = {"us": "usa"}
"""Initials whose letters are another word: "the U.S. parent" is not "us"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of a text in order, and where each stands in it (character of its beginning and end)."""

    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    text: str

    def quote(self, start: int, end: int) -> str:
        """Return the words from `start` up to `end` as they are written."""
        return self.text[self.starts[start] : self.ends[end - 1]] if start < end else ""


def read_words(text: str) -> Words:
    """Return the words of a text.

    >>> read_words("You can't opt-out; see www.example.com.").words
    ('you', "can't", 'opt', 'out', '.', 'see', '<url>')
    """
    plain = text.replace("’", "'")
    found = [(_word(match[0]), match.start(), match.end()) for match in _TOKEN.finditer(plain)]
    words, starts, ends = zip(*found, strict=True) if found else ((), (), ())
    return Words(words=words, starts=starts, ends=ends, text=text)


def _word(written: str) -> str:
    first = written[0]
    if first in ".!?;|\n":
        return BREAK
    if "@" in written:
        return EMAIL
    if written[1:2] == "." and first.isalpha():
        letters = written.replace(".", "").lower()
        return _INITIALS.get(letters, letters)
    if "/" in written or ("." in written[1:-1] and not first.isdigit()):
        return URL
    return written.lower() if written.isascii() else fold(written)
