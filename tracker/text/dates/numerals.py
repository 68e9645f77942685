"""Numbers written in Chinese characters, as dates have them: 二〇一八年五月二十五日."""

from collections.abc import Iterable

from tracker.text.dates.tokens import Token

_DIGITS = {**{character: value for value, character in enumerate("〇一二三四五六七八九")}, "零": 0, "○": 0, "元": 1}
_TEN = "十"
_TENS = {"廿": 20, "卅": 30}
_COUNTED = frozenset("年月日号號")
"""What a number of a date stands before; elsewhere these characters are words as often as numbers."""


def number_of(characters: str) -> int | None:
    """Return the number that Chinese numerals make up, digit by digit or with tens; None if they make up none.

    >>> number_of("二〇一八"), number_of("二十五"), number_of("十"), number_of("元")
    (2018, 25, 10, 1)
    """
    if _TEN in characters:
        tens, _, ones = characters.partition(_TEN)
        if len(tens) > 1 or len(ones) > 1 or _TEN in ones:
            return None
        return 10 * (_DIGITS.get(tens, 1) if tens else 1) + (_DIGITS.get(ones, 0) if ones else 0)
    if characters[:1] in _TENS:
        return _TENS[characters[0]] + (_DIGITS.get(characters[1:], 0) if len(characters) > 1 else 0)
    return int("".join(str(_DIGITS[character]) for character in characters))


def merge_numerals(tokens: Iterable[Token]) -> list[Token]:
    """Return the tokens with Chinese numerals before 年, 月, 日 or 号 as numbers."""
    merged: list[Token] = []
    for token in tokens:
        if token.text in _COUNTED:
            _merge_last(merged)
        merged.append(token)
    return merged


def _merge_last(tokens: list[Token]) -> None:
    start = len(tokens)
    while start and _is_numeral(tokens[start - 1].text) and (start == len(tokens) or tokens[start].glued):
        start -= 1
    run = tokens[start:]
    if not run:
        return
    number = number_of("".join(token.text for token in run))
    if number is not None:
        tokens[start:] = [Token(str(number), run[0].start, run[-1].end, number, run[0].glued)]


def _is_numeral(text: str) -> bool:
    return text in _DIGITS or text == _TEN or text in _TENS
