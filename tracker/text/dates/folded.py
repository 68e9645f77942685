"""A text folded for the search of phrases, with the places of its characters."""

from bisect import bisect_left
from functools import lru_cache

from tracker.text.phrases import fold


class FoldedText:
    """`text` is a text without case and accents; `index` leads to its characters from those of the text as written."""

    __slots__ = ("_places", "text")

    def __init__(self, written: str) -> None:
        self._places: list[int] | None = None
        if written.isascii():
            self.text = written.lower()
            return
        pieces = [_fold_character(character) for character in written]
        self.text = "".join(pieces)
        self._places = [place for place, piece in enumerate(pieces) for _ in piece]

    def index(self, place: int) -> int:
        """Return the place in the folded text of a character of the written one, or of its end."""
        return place if self._places is None else bisect_left(self._places, place)


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    return " " if character.isspace() else fold(character)
