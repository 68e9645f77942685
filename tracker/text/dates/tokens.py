"""Text as the tokens that dates are made of: numbers, words, signs, each with its place.

Digits of any script count; letters and digits that touch ("25мая2018", "2020年3月26日") are tokens of their own.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tracker.text.phrases import fold

# Vowel signs and the like are no letters to `re`: those of Hebrew and Arabic, and the scripts of South and Southeast
# Asia as a whole (Devanagari to Sinhala, Thai, Lao, Tibetan, Burmese, Ethiopic, Khmer), joiners too.
_SIGNS = (
    r"\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0963\u0970-\u0dff"
    r"\u0e01-\u0e4e\u0e81-\u0ece\u0f71-\u0f84\u1000-\u103f\u1050-\u109f\u1200-\u135f\u1780-\u17d3\u200c\u200d"
)
_IDEOGRAPHS = r"\u3007\u3400-\u9fff\uac00-\ud7af"
_TOKEN = re.compile(
    rf"(?P<number>\d+)|(?P<ending>(?<=\d)\([^\W\d_]{{1,2}}\))|[{_IDEOGRAPHS}]|(?P<word>(?:(?!\d)(?:(?![{_IDEOGRAPHS}])[^\W\d_]|[{_SIGNS}]))++)|[^\s\w]|_"
)
_UNSEEN = re.compile("[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]+")
"""Marks of direction and the like: they are no tokens and set none apart."""


@dataclass(slots=True)
class Token:
    """A number, a word (folded) or a sign, and its place in the text; `glued`: no white space stands before it."""

    text: str
    start: int
    end: int
    number: int | None = None
    glued: bool = False


def tokens_of(text: str) -> Iterator[Token]:
    """Yield the tokens of a text; an ending in brackets, as Basque writes it ("25(a)"), is a word.

    >>> [token.text for token in tokens_of("2020年3月26日, 25th März")]
    ['2020', '年', '3', '月', '26', '日', ',', '25', 'th', 'marz']
    """
    last = -1
    for match in _TOKEN.finditer(text):
        said = match[0]
        glued = match.start() == last
        last = match.end()
        if _UNSEEN.fullmatch(said):
            last = last if glued else -1
            continue
        if match.lastgroup == "number":
            yield Token(str(int(said)), match.start(), last, int(said) if len(said) <= 8 else -1, glued)
        else:
            text = fold(said.strip("()")) if match.lastgroup else said
            yield Token(text, match.start(), last, None, glued)


def name_key(name: str) -> str:
    """Return a name as its tokens with spaces between, without points: the key it is looked up by.

    >>> name_key("Sept."), name_key("Tháng 05"), name_key("พ.ค.")
    ('sept', 'thang 5', 'พ ค')
    """
    return " ".join(token.text for token in tokens_of(name) if token.text not in {".", "·", "․"})
